#!/usr/bin/env python3
"""own_policy.py PROGRAM PLAN: a bundle is evaluated again by the policy that is in it, also where that is another version of the shipped one, with texts of the same
names. Here one of them has a comment more: rules demand the same, and only the digest of the policy is another. Closes with `N passed, M failed`."""
import json
import os
import subprocess
import sys
import tempfile

from bundle import Bundle, compact, sha256

program, plan = (os.path.abspath(path) for path in sys.argv[1:3])
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
os.environ["XDG_CACHE_HOME"] = folder.name


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


for words in (("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem"), (program, "seal", plan, "--key", "key.pem", "-o", "run.evb")):
    done = run(*words)
    assert done.returncode == 0, (words, done.stderr)
with open("run.evb", "rb") as file:
    bundle = Bundle(file.read())
files = bundle.json("policy/policies.json")["files"]
rules = next(entry["path"] for entry in files if entry["role"] == "shipped" and b"\nrule " in bundle.members[entry["path"]])
bundle.members[rules] += b"// As an earlier version had it.\n"
bundle.mend_list("policy/policies.json")
texts = [entry["sha256"] for entry in bundle.json("policy/policies.json")["files"] if entry["role"] in ("shipped", "pack", "map") and not entry["name"].endswith("_test.seki")]
digest = "sha256:" + sha256("".join(text + "\n" for text in sorted(texts)).encode())
lines = bundle.lines("results.ndjson")
bundle.put_lines("results.ndjson", [compact({**json.loads(lines[0]), "policy": digest})] + lines[1:])
bundle.seal("key.pem", lambda said: said["predicate"]["policy"].update(evaluated=digest))
with open("other.evb", "wb") as file:
    file.write(bundle.bytes())

passed = failed = 0
for words in (["run.evb"], ["other.evb", "--no-cache"], ["other.evb"], ["other.evb"]):   # the last out of the cache
    done = run(program, "rerun", *words)
    good = done.returncode == 0 and "the same results" in done.stdout
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAILED: rerun {' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
