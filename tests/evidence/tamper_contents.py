#!/usr/bin/env python3
"""tamper_contents.py PROGRAM PLAN STATEMENT: bundles in whose Git bundles, statement, findings or due list somebody changed something, each refused with its own
code. Closes with `N passed, M failed`."""
import json
import os
import subprocess
import sys
import tempfile
import zlib

import git_bundle
from bundle import Bundle, compact, sha256

program, plan, statement = (os.path.abspath(path) for path in sys.argv[1:4])
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", HOME=folder.name, **{f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")})


def must(*words, **more):
    done = subprocess.run(words, capture_output=True, **more)
    assert done.returncode == 0, (words, done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode().strip()


def load(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


# A repository in which the rules were changed once, with files beside them that are none of an auditor's business.
must(program, "init", "repository/rules")
must("git", "init", "-q", "-b", "main", "repository")
write("repository/secret.txt", "not for the auditor")
write("repository/rules/notes.txt", "not for the auditor")
must("git", "-C", "repository", "add", "-A")
must("git", "-C", "repository", "commit", "-qm", "first")
first = must("git", "-C", "repository", "rev-parse", "HEAD")
for below, _, names in os.walk("repository/rules"):
    for name in names:
        if name.endswith(".seki"):
            with open(os.path.join(below, name), "a", encoding="utf-8") as out:
                out.write("// looked through\n")
must("git", "-C", "repository", "commit", "-qam", "second")
second = must("git", "-C", "repository", "rev-parse", "HEAD")

must("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
must("openssl", "pkey", "-in", "key.pem", "-pubout", "-out", "key.pub.pem")
write("plan.json", load(plan).decode())
write("statement.yaml", load(statement).decode())
write("findings.csv", "id,source,controls,found,grade,finding,action,owner,due,closed\n"
      "AF-1,assessor,9.2.3,2026-02-01,major,No review of rights,Review each quarter,,2026-03-15,\n"
      "AF-2,onsite_visit,11.1.2,2026-02-10,minor,No door log,,,2026-12-01,\n"
      "AF-3,assessor,7.1.2,2026-02-10,observation,No record,Keep one,,2026-03-01,2026-02-20\n")
write("sekisho.yaml", "inputs: [plan.json]\npacks: [repository/rules]\nstatement: statement.yaml\nregisters: {assessment.finding: findings.csv}\n")
must(program, "seal", "--key", "key.pem", "--at", "2026-04-01", "-o", "run.evb")
write("earlier.yaml", f"inputs: [plan.json]\npacks: ['git+file://{folder.name}/repository@{first}#rules']\n")
must(program, "seal", "--project", "earlier.yaml", "--key", "key.pem", "--at", "2026-04-01", "-o", "earlier.evb")
sealed, earlier = load("run.evb"), load("earlier.evb")
cases = []


def case(name, code, base=sealed):
    def add(change):
        cases.append((name, code, base, change))
        return change
    return add


def mend_policy(bundle):
    """The policy's digest, of all texts but tests and schemas, in the results."""
    texts = [entry["sha256"] for entry in bundle.json("policy/policies.json")["files"] if entry["role"] in ("shipped", "pack", "map") and not entry["name"].endswith("_test.seki")]
    digest = "sha256:" + sha256("".join(text + "\n" for text in sorted(texts)).encode())
    lines = bundle.lines("results.ndjson")
    bundle.put_lines("results.ndjson", [compact({**json.loads(lines[0]), "policy": digest})] + lines[1:])
    return digest


def signed(change):
    """For changes that somebody with the key made: everything is mended and signed again."""
    def whole(bundle):
        change(bundle)
        policy = mend_policy(bundle)
        bundle.seal("key.pem", lambda said: said["predicate"]["policy"].update(evaluated=policy))
    return whole


def edited(path, change):
    """A change of a JSON document."""
    def whole(bundle):
        document = bundle.json(path)
        change(document)
        bundle.put(path, document)
    return whole


def flip(bundle, path):
    data = bytearray(bundle.members[path])
    data[len(data) // 2] ^= 1
    bundle.members[path] = bytes(data)


def of_git(change):
    """A change of the objects of the Git bundle."""
    def whole(bundle):
        tip, objects = git_bundle.read(bundle.members["git/0000.bundle"])
        bundle.members["git/0000.bundle"] = change(tip, objects)
    return whole


case("nothing changed", "")(lambda b: None)
case("signed again without a change", "")(signed(lambda b: None))
case("a pack from Git, nothing changed", "", earlier)(lambda b: None)
case("the Git bundle written again by another hand", "")(signed(of_git(git_bundle.write)))
for path, code in (("statement.json", "SK1071"), ("assessment.json", "SK1073"), ("due.json", "SK1075"), ("git/0000.bundle", "SK1076")):
    case(path + " edited", code)(lambda b, path=path: flip(b, path))
    case(path + " missing", "SK1008")(lambda b, path=path: b.members.pop(path) and None)

# The statement.
case("a key that nobody knows in statement.json, signed", "SK1017")(signed(edited("statement.json", lambda d: d.update(note="x"))))
case("an individual control left out, signed", "SK1072")(signed(edited("statement.json", lambda d: d["individual_controls"].pop())))
case("a control's individual control left out, signed", "SK1072")(signed(edited("statement.json", lambda d: next(c for c in d["controls"] if c["individual_controls"])["individual_controls"].pop())))
case("controls in another order, signed", "SK1072")(signed(edited("statement.json", lambda d: d["controls"].reverse())))
case("a state that is none, signed", "SK1072")(signed(edited("statement.json", lambda d: d["controls"][0].update(state="done"))))
case("an excluded control in place, signed", "SK1072")(signed(edited("statement.json", lambda d: d["controls"][0].update(choice="excluded", state="implemented"))))
case("the statement of another day, signed", "SK1072")(signed(edited("statement.json", lambda d: d.update(day="2026-04-02"))))

# Findings and what is due.
case("a finding closed later, signed", "SK1074")(signed(edited("assessment.json", lambda d: d["findings"][0].update(closed="2026-03-01", status="closed"))))
case("an overdue finding made open, signed", "SK1074")(signed(edited("assessment.json", lambda d: d["findings"][0].update(status="open"))))
case("a finding left out, signed", "SK1074")(signed(edited("assessment.json", lambda d: d["findings"].pop(0))))
case("all findings left out, signed", "SK1074")(signed(lambda b: b.members.pop("assessment.json")))
case("findings where there are none in the snapshot, signed", "SK1009", earlier)(signed(lambda b: b.members.update({"assessment.json": Bundle(sealed).members["assessment.json"]})))


def first_overdue(document):
    return next(item for item in document["items"] if item["status"] == "overdue")


case("an overdue item made due, signed", "SK1086")(signed(edited("due.json", lambda d: first_overdue(d).update(status="due"))))
case("an overdue item without a date, signed", "SK1086")(signed(edited("due.json", lambda d: first_overdue(d).update(date=""))))
case("the due list of an earlier day, signed", "SK1086")(signed(edited("due.json", lambda d: d.update(day="2026-03-01", items=[]))))
case("a key that nobody knows in due.json, signed", "SK1017")(signed(edited("due.json", lambda d: d.update(note="x"))))

# Git bundles.
case("a Git bundle as git compresses it, signed", "SK1077")(signed(of_git(lambda tip, objects: git_bundle.write(tip, objects, zlib.compress))))
case("bytes behind the Git bundle, signed", "SK1077")(signed(lambda b: b.members.update({"git/0000.bundle": b.members["git/0000.bundle"] + b"x"})))
case("a Git bundle cut off, signed", "SK1077")(signed(lambda b: b.members.update({"git/0000.bundle": b.members["git/0000.bundle"][:-21]})))
case("no Git bundle, signed", "SK1077")(signed(lambda b: b.members.update({"git/0000.bundle": b"# v2 git bundle\n"})))
case("an object more, signed", "SK1078")(signed(of_git(lambda tip, objects: git_bundle.write(tip, objects + [(3, b"more")]))))
case("a file's object left out, signed", "SK1078")(signed(of_git(lambda tip, objects: git_bundle.write(tip, [one for one in objects if not (one[0] == 3 and b"looked through" in one[1])]))))
case("a file's object edited, signed", "SK1078")(signed(of_git(lambda tip, objects: git_bundle.write(tip, [(kind, body.replace(b"looked", b"locked")) for kind, body in objects]))))
case("another tip, signed", "SK1078")(signed(of_git(lambda tip, objects: git_bundle.write(second, objects))))
case("the Git bundle of another commit, signed", "SK1078")(signed(lambda b: b.members.update({"git/0000.bundle": Bundle(earlier).members["git/0000.bundle"]})))
case("another commit named, signed", "SK1078")(signed(edited("policy/policies.json", lambda d: d["packs"][0].update(commit=first))))
case("another folder named, signed", "SK1078")(signed(edited("policy/policies.json", lambda d: d["packs"][0].update(folder=""))))
case("another tree digest named, signed", "SK1079")(signed(edited("policy/policies.json", lambda d: d["packs"][0].update(tree=Bundle(earlier).json("policy/policies.json")["packs"][0]["tree"]))))


def pack_text(bundle):
    return next(entry for entry in bundle.json("policy/policies.json")["files"] if entry["role"] == "pack")


@case("a rule softened beside an honest Git bundle, signed", "SK1084")
@signed
def _(bundle):
    path = pack_text(bundle)["path"]
    bundle.members[path] = bundle.members[path].replace(b"severity low", b"severity info")
    bundle.mend_list("policy/policies.json")


@case("a rule beside those of the commit, signed", "SK1084")
@signed
def _(bundle):
    more = b"language 1\npackage more\n"
    listed = bundle.json("policy/policies.json")
    last = max(i for i, entry in enumerate(listed["files"]) if entry["role"] == "pack")
    at = last + 1
    moved = []
    for i, entry in enumerate(listed["files"][at:], at + 1):
        moved.append({**entry, "path": "policy/%04d-%s" % (i, entry["path"].split("-", 1)[1])})
        bundle.members[moved[-1]["path"]] = bundle.members.pop(entry["path"])
    listed["files"][at:] = [{"path": "policy/%04d-more.seki" % at, "role": "pack", "name": "repository/rules/more.seki", "sha256": sha256(more)}] + moved
    bundle.members["policy/%04d-more.seki" % at] = more
    bundle.put("policy/policies.json", listed)
    manifest = json.loads(bundle.manifest)
    manifest["files"] += [{"mediaType": "text/plain", "path": path, "role": "policy", "sha256": "", "size": 0} for path in bundle.members if path.startswith("policy/") and path not in {e["path"] for e in manifest["files"]}]
    bundle.manifest = compact(manifest)


@case("the Git bundle left out with its name, signed", "SK1085")
@signed
def _(bundle):
    del bundle.members["git/0000.bundle"]
    listed = bundle.json("policy/policies.json")
    for member in ("folder", "git_bundle"):
        del listed["packs"][0][member]
    bundle.put("policy/policies.json", listed)


case("a Git bundle of a pack that differs from its commit, signed", "SK1085")(signed(edited("policy/policies.json", lambda d: d["packs"][0].update(dirty=True))))

passed = failed = 0
for name, code, base, change in cases:
    bundle = Bundle(base)
    change(bundle)
    data = bundle.bytes()
    with open("case.evb", "wb") as file:
        file.write(data)
    done = subprocess.run((program, "verify", "case.evb", "--key", "key.pub.pem"), capture_output=True)
    said = done.stderr.decode()
    good = done.returncode == 0 if code == "" else done.returncode == 1 and f"  {code}  " in said and "verified" not in done.stdout.decode() and data != base
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAILED {name}: expected {code or 'acceptance'}, exit code {done.returncode}\n{said}")
print(f"{len(cases)} bundles, {len({case[1] for case in cases} - {''})} codes")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
