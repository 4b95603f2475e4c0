#!/usr/bin/env python3
"""tamper.py PROGRAM PLAN OTHER_PLAN: bundles that somebody changed, each refused with its own code. Closes with `N passed, M failed`."""
import base64
import json
import os
import subprocess
import sys
import tempfile

from bundle import ORDER, Bundle, compact, compress, decompress, join_der, pack, sha256, split_der

program, plan, other_plan = (os.path.abspath(path) for path in sys.argv[1:4])
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def run(*words, **more):
    return subprocess.run(words, capture_output=True, **more)


def must(*words):
    done = run(*words)
    assert done.returncode == 0, (words, done.stderr.decode())
    return done


def make_keys():
    for name in ("key", "stranger"):
        must("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".pem")
        must("openssl", "pkey", "-in", name + ".pem", "-pubout", "-out", name + ".pub.pem")


def make_authority(name, brings):
    """A root, and an authority below it that stamps: NAME.root.pem, NAME.conf. `brings`: the certificate that it sends along."""
    with open(name + ".conf", "w", encoding="utf-8") as out:
        out.write(f"""
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical, CA:TRUE
[stamp]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa1
[tsa1]
serial = {name}.serial
crypto_device = builtin
signer_cert = {name}.pem
signer_key = {name}.key
certs = {brings}
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
""")
    must("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".root.key", "-out", name + ".root.pem", "-subj", f"/CN={name} root", "-days", "30",
         "-config", name + ".conf", "-extensions", "root")
    must("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj", f"/CN={name}", "-config", name + ".conf")
    must("openssl", "x509", "-req", "-in", name + ".csr", "-CA", name + ".root.pem", "-CAkey", name + ".root.key", "-CAcreateserial", "-out", name + ".pem", "-days", "30",
         "-extfile", name + ".conf", "-extensions", "stamp")


def stamp(authority, bundle, request, target):
    must("openssl", "ts", "-reply", "-config", authority + ".conf", "-queryfile", request, "-out", "answer.tsr")
    must(program, "seal", bundle, "--answer", "answer.tsr", "-o", target, "--force")


def load(path):
    with open(path, "rb") as file:
        return file.read()


make_keys()
make_authority("authority", "authority.root.pem")
make_authority("elsewhere", "elsewhere.root.pem")
make_authority("talkative", "authority.root.pem")
with open("plan.json", "wb") as file:
    file.write(load(plan))
with open("other.json", "wb") as file:
    file.write(load(other_plan))
must(program, "seal", "plan.json", "--key", "key.pem", "-o", "run.evb")
must(program, "seal", "other.json", "--key", "key.pem", "-o", "other.evb")
must(program, "seal", "plan.json", "--key", "key.pem", "--include-source", "-o", "source.evb")
must(program, "seal", "plan.json", "--key", "key.pem", "--timestamp-request", "run.tsq", "-o", "unstamped.evb")
must(program, "seal", "plan.json", "--key", "key.pem", "--timestamp-request", "second.tsq", "-o", "second.evb")
stamp("authority", "unstamped.evb", "run.tsq", "stamped.evb")
stamp("authority", "second.evb", "second.tsq", "second-stamped.evb")
sealed, other, source, unstamped, stamped, second_stamped = (load(name + ".evb") for name in ("run", "other", "source", "unstamped", "stamped", "second-stamped"))
for one in ("elsewhere", "talkative"):
    stamp(one, "unstamped.evb", "run.tsq", one + ".evb")

# A log of three runs; the auditor keeps its second checkpoint.
for number in "123":
    must(program, "seal", "plan.json", "--key", "key.pem", "--log", "log", "--at", "2026-12-0" + number, "-o", f"logged{number}.evb")
    with open(f"checkpoint{number}", "wb") as file:
        file.write(load("log/checkpoint"))
logged, logged_first, logged_last = (load(f"logged{number}.evb") for number in "213")
entries = load("log/entries.jsonl").splitlines(True)


def make_log(name, lines, checkpoint):
    os.mkdir(name)
    for path, data in (("entries.jsonl", b"".join(lines)), ("checkpoint", checkpoint)):
        with open(os.path.join(name, path), "wb") as out:
            out.write(data)


make_log("removed", entries[:1] + entries[2:], load("checkpoint3"))
make_log("rolled-back", entries[:1], load("checkpoint1"))
make_log("no-attestation", [b"{}\n"] + entries, load("checkpoint3"))
# The signer begins anew, without the second run.
for number in "13":
    must(program, "seal", "plan.json", "--key", "key.pem", "--log", "rewritten", "--at", "2026-12-0" + number, "-o", f"rewritten{number}.evb")
must(program, "seal", "plan.json", "--key", "stranger.pem", "--log", "strange", "--log-name", "strange", "-o", "strange.evb")

cases = []


def case(name, code, base=sealed, options=()):
    """The function that follows makes the changed bytes of a Bundle (or returns nothing: then the Bundle as it left it)."""
    def add(change):
        cases.append((name, code, base, options, change))
        return change
    return add


def signed(change):
    """For changes that somebody with the key made: everything is mended and signed again."""
    def whole(bundle):
        more = change(bundle) or {}
        bundle.seal("key.pem", **more)
    return whole


def first(lines, beginning):
    return next(i for i, line in enumerate(lines) if line.startswith(beginning))


# The archive.
case("truncated", "SK1001")(lambda b: b.bytes()[:len(sealed) // 2])
case("end cut off", "SK1001")(lambda b: b.bytes()[:-512])
case("no archive", "SK1001")(lambda b: b"{}" * 4096)
case("path climbs out", "SK1002")(lambda b: pack(b.frame() + [("../evil", b"x")]))
case("absolute path", "SK1002")(lambda b: pack(b.frame() + [("/etc/passwd", b"x")]))
case("symbolic link", "SK1003")(lambda b: pack(b.frame() + [("z", b"", {"kind": b"2", "link": b"/etc/passwd"})]))
case("hard link", "SK1003")(lambda b: pack(b.frame() + [("z", b"", {"kind": b"1", "link": b"manifest.json"})]))
case("a folder in it", "SK1004")(lambda b: pack(b.frame() + [("z", b"", {"kind": b"5"})]))
case("another time in a header", "SK1005")(lambda b: pack([(*b.frame()[0], {"mtime": 1})] + b.frame()[1:]))
case("a member twice", "SK1006")(lambda b: pack(b.frame() + [b.frame()[-1]]))
case("bytes behind the end", "SK1007")(lambda b: b.bytes() + b"\0" * 512)


@case("bytes between members", "SK1007")
def _(bundle):
    data = bytearray(bundle.bytes())
    end = 512 + len(bundle.manifest)
    assert len(bundle.manifest) % 512 != 0
    data[end] = 1
    return bytes(data)


case("manifest missing", "SK1008")(lambda b: pack(b.frame()[1:]))
case("snapshot missing", "SK1008")(lambda b: b.members.pop("snapshot.ndjson") and None)
case("coverage missing, signed", "SK1008")(signed(lambda b: b.members.pop("coverage.json") and None))
case("a member that nothing names", "SK1009")(lambda b: pack(b.frame() + [("zz.txt", b"x")]))


@case("a rule that no list names, signed", "SK1009")
@signed
def _(bundle):
    bundle.members["policy/9999-more.seki"] = b"language 1\npackage more\n"
    manifest = json.loads(bundle.manifest)
    manifest["files"].append({"mediaType": "text/plain", "path": "policy/9999-more.seki", "role": "policy", "sha256": "", "size": 0})
    bundle.manifest = compact(manifest)


case("members in another order", "SK1010")(lambda b: pack(b.frame()[:2] + list(reversed(b.frame()[2:]))))


# The attestation.
@case("a duplicate key in the attestation", "SK1011")
def _(bundle):
    bundle.attestation = bundle.attestation.replace(b'{"mediaType":', b'{"mediaType":"x","mediaType":', 1)


case("a duplicate key in the statement, signed", "SK1011")(signed(lambda b: {"raw": lambda payload: payload.replace(b'"timestamp":"none"', b'"timestamp":"none","timestamp":"none"')}))


@case("another media type", "SK1012")
def _(bundle):
    bundle.attestation = bundle.attestation.replace(b"bundle.v0.3", b"bundle.v0.2")


def envelope_case(name, code, base=sealed, options=()):
    def add(change):
        def whole(bundle):
            envelope = bundle.envelope()
            change(envelope)
            bundle.put_envelope(envelope)
        case(name, code, base, options)(whole)
        return change
    return add


@envelope_case("two signatures", "SK1013")
def _(envelope):
    envelope["dsseEnvelope"]["signatures"] *= 2


@envelope_case("no signature", "SK1013")
def _(envelope):
    envelope["dsseEnvelope"]["signatures"] = []


@envelope_case("two time stamps", "SK1014", stamped, ("--time-authority", "authority.root.pem"))
def _(envelope):
    envelope["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"] *= 2


@envelope_case("base64 with a line end", "SK1015")
def _(envelope):
    envelope["dsseEnvelope"]["signatures"][0]["sig"] += "\n"


@envelope_case("a member of the attestation that nobody asked for", "SK1016")
def _(envelope):
    envelope["comment"] = "approved"


@envelope_case("a certificate in the attestation", "SK1016")
def _(envelope):
    envelope["verificationMaterial"]["certificate"] = {"rawBytes": "AAAA"}


@case("a space in the attestation", "SK1016")
def _(bundle):
    bundle.attestation = bundle.attestation.replace(b",", b", ", 1)


@envelope_case("payload edited", "SK1032")
def _(envelope):
    payload = base64.b64decode(envelope["dsseEnvelope"]["payload"]).replace(b'"timestamp":"none"', b'"timestamp":"nine"')
    envelope["dsseEnvelope"]["payload"] = base64.b64encode(payload).decode()


@envelope_case("the same signature in other bytes", "SK1032")
def _(envelope):
    entry = envelope["dsseEnvelope"]["signatures"][0]
    r, s = split_der(base64.b64decode(entry["sig"]))
    entry["sig"] = base64.b64encode(join_der(r, ORDER - s)).decode()


case("another key asked for", "SK1020", options=("--key", "stranger.pub.pem"))(lambda b: None)
case("signed by a stranger under the signer's name", "SK1032")(lambda b: b.seal("stranger.pem") and None)


# Members changed by somebody without the key: each has its own code.
def flip(bundle, path):
    data = bytearray(bundle.members[path])
    data[len(data) // 2] ^= 1
    bundle.members[path] = bytes(data)


for path, code in (("coverage.json", "SK1021"), ("details.ndjson", "SK1022"), ("parameters.json", "SK1023"), ("policy/policies.json", "SK1024"), ("results.ndjson", "SK1025"),
                   ("schedule.json", "SK1026"), ("snapshot.ndjson", "SK1027"), ("toolchain.json", "SK1029")):
    case(path + " edited", code)(lambda b, path=path: flip(b, path))
case("a rule edited", "SK1024")(lambda b: flip(b, next(path for path in b.members if path.endswith(".seki"))))
case("a source file edited", "SK1028", source)(lambda b: flip(b, next(path for path in b.members if path.startswith("sources/"))))
case("a waiver added later", "SK1030")(lambda b: b.put("waivers.json", {"files": [{"path": "waivers/0000-w.yaml", "role": "file", "name": "w.yaml", "sha256": sha256(b"w")}]}))
case("the snapshot of another run", "SK1027")(lambda b: b.members.update({"snapshot.ndjson": Bundle(other).members["snapshot.ndjson"]}))
case("the results of another run", "SK1025")(lambda b: b.members.update({"results.ndjson": Bundle(other).members["results.ndjson"]}))


@case("a failure made a pass", "SK1025")
def _(bundle):
    bundle.members["results.ndjson"] = bundle.members["results.ndjson"].replace(b'{"verdict":"fail"', b'{"verdict":"pass"', 1)


# What somebody with the key would have to get past.
case("signed again without a change", "")(signed(lambda b: None))
case("an unknown key in a document, signed", "SK1017")(signed(lambda b: b.put("schedule.json", {**b.json("schedule.json"), "note": "x"})))
case("a rule edited, signed", "SK1018")(signed(lambda b: flip(b, next(path for path in b.members if path.endswith(".seki")))))


@case("a map listed as a schema, signed", "SK1019")
@signed
def _(bundle):
    listed = bundle.json("policy/policies.json")
    listed["files"][0]["role"] = "provider_schema"
    bundle.put("policy/policies.json", listed)


case("a statement about something else", "SK1031")(signed(lambda b: {"change": lambda s: s.update(predicateType="https://slsa.dev/provenance/v1")}))
case("another root, signed", "SK1033")(signed(lambda b: {"change": lambda s: s["predicate"]["results"]["digest"].update(sha256="0" * 64)}))
case("ended before it began", "SK1034")(signed(lambda b: {"change": lambda s: s["predicate"]["run"].update(finishedAt="2020-01-01T00:00:00Z")}))
case("neither required nor none", "SK1035")(signed(lambda b: {"change": lambda s: s["predicate"].update(timestamp="maybe")}))
case("a count in the statement", "SK1036")(signed(lambda b: {"change": lambda s: s["predicate"]["results"].update(fail=0)}))
case("another snapshot in the statement", "SK1036")(signed(lambda b: {"change": lambda s: s["predicate"]["snapshot"]["digest"].update(sha256="0" * 64)}))


@case("results in another order, signed", "SK1041")
@signed
def _(bundle):
    lines = bundle.lines("results.ndjson")
    lines[-1], lines[-2] = lines[-2], lines[-1]
    bundle.put_lines("results.ndjson", lines)


@case("a failure made a pass, signed", "SK1041")
@signed
def _(bundle):
    bundle.members["results.ndjson"] = bundle.members["results.ndjson"].replace(b'{"verdict":"fail"', b'{"verdict":"pass"', 1)


@case("a place left out of the details, signed", "SK1041")
@signed
def _(bundle):
    bundle.put_lines("details.ndjson", bundle.lines("details.ndjson")[:-1])


@case("a resource dropped from the snapshot, signed", "SK1042")
@signed
def _(bundle):
    lines = bundle.lines("snapshot.ndjson")
    del lines[first(lines, b'{"row":')]
    bundle.put_lines("snapshot.ndjson", lines)


def change_coverage(bundle, change):
    coverage = bundle.json("coverage.json")
    change(coverage)
    bundle.put("coverage.json", coverage)


case("coverage that does not add up, signed", "SK1043")(signed(lambda b: change_coverage(b, lambda c: c["resources"][0].update(expected=99))))
case("a type left out of the coverage, signed", "SK1044")(signed(lambda b: change_coverage(b, lambda c: c["resources"].pop(0) and None)))
case("the snapshot of another run, signed", "SK1045")(signed(lambda b: b.members.update({"snapshot.ndjson": Bundle(other).members["snapshot.ndjson"]})))


@case("a resource dropped from the snapshot and its digest mended, signed", "SK1046")
@signed
def _(bundle):
    lines = bundle.lines("snapshot.ndjson")[:-1]
    counted = json.loads(bundle.lines("results.ndjson")[0])["rows_by_kind"]
    del lines[next(i for i, line in enumerate(lines) if line.startswith(b'{"row":') and json.loads(line)["row"] in counted)]
    bundle.mend_snapshot(lines)


def drop_verdict(bundle, wanted):
    """One verdict out of results and details, with the counts of its rule."""
    lines = bundle.lines("results.ndjson")
    begin = first(lines, b'{"verdict":')
    at = next(i for i in range(begin, len(lines)) if json.loads(lines[i])["verdict"] == wanted)
    dropped = json.loads(lines.pop(at))
    for i, line in enumerate(lines[:begin]):
        rule = json.loads(line)
        if rule.get("rule") == dropped["rule"]:
            rule[dropped["verdict"]] -= 1
            lines[i] = compact(rule)
    bundle.put_lines("results.ndjson", lines)
    kept = []
    for line in bundle.lines("details.ndjson"):
        detail = json.loads(line)
        number = detail.get("finding")
        if number == at - begin:
            continue
        if number is not None and number > at - begin:
            detail["finding"] -= 1
        kept.append(compact(detail))
    bundle.put_lines("details.ndjson", kept)


case("a failure left out, everything mended and signed", "SK1047")(signed(lambda b: drop_verdict(b, "fail")))


@case("a softened rule beside old results, everything mended and signed", "SK1048")
@signed
def _(bundle):
    path = next(path for path in bundle.members if path.endswith(".seki"))
    bundle.members[path] += b"// softer\n"
    bundle.mend_list("policy/policies.json")


@case("a rule left out of the results, everything mended and signed", "SK1049")
@signed
def _(bundle):
    lines = bundle.lines("results.ndjson")
    names = [json.loads(line)["rule"] for line in lines if line.startswith(b'{"verdict":')]
    silent = next(json.loads(line)["rule"] for line in lines if line.startswith(b'{"rule":') and json.loads(line)["rule"] not in names)
    for path in ("results.ndjson", "details.ndjson"):
        bundle.put_lines(path, [line for line in bundle.lines(path) if json.loads(line).get("rule") != silent])


@case("a source file of another day, everything mended and signed", "SK1050", source)
@signed
def _(bundle):
    bundle.members[next(path for path in bundle.members if path.startswith("sources/"))] = b"{}"
    bundle.mend_list("sources.json")


# Compression.
def stored_case(name, code, change, path="results.ndjson"):
    """`change` makes a compressed member's bytes in the archive others, and the bundle is signed again."""
    case(name, code)(signed(lambda b: b.store(path, change(b.stored(path)[1]))))


case("a compressed member changed", "SK1025")(lambda b: b.store("results.ndjson", b.stored("results.ndjson")[1][:-1] + b"x"))
stored_case("another compressor's bytes, signed", "", lambda data: compress(decompress(data)))
stored_case("a frame that is damaged, signed", "SK1081", lambda data: data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:])
stored_case("a frame cut off, signed", "SK1081", lambda data: data[:-4])
stored_case("bytes behind the frame, signed", "SK1081", lambda data: data + b"\0")
stored_case("two frames, signed", "SK1081", lambda data: data + compress(b"{}\n"))
stored_case("a frame to be skipped before the frame, signed", "SK1081", lambda data: b"\x50\x2A\x4D\x18\4\0\0\0note" + data)
stored_case("nothing but a frame to be skipped, signed", "SK1081", lambda data: b"\x50\x2A\x4D\x18\4\0\0\0note")
stored_case("a frame that does not tell its size, signed", "SK1081", lambda data: compress_without_size(decompress(data)))
stored_case("not compressed at all, signed", "SK1081", decompress, "details.ndjson")
stored_case("a bomb, signed", "SK1082", lambda data: compress(b"{}\n" * (1 << 23)), "snapshot.ndjson")


def compress_without_size(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


def change_manifest(bundle, path, change):
    manifest = json.loads(bundle.manifest)
    change(next(entry for entry in manifest["files"] if entry["path"] == path))
    bundle.manifest = compact(manifest)


case("another compression, signed", "SK1080")(signed(lambda b: change_manifest(b, "results.ndjson.zst", lambda entry: entry.update(encoding="gzip"))))
case("compression that the manifest keeps silent about, signed", "SK1009")(signed(lambda b: change_manifest(b, "results.ndjson.zst", lambda entry: entry.pop("encoding"))))


@case("a rule compressed, signed", "SK1080")
@signed
def _(bundle):
    path = next(path for path in bundle.members if path.endswith(".seki"))
    bundle.store(path, compress(bundle.members[path]))

    def rename(entry):
        named = {"encoding": "zstd", **entry, "path": path + ".zst"}   # keys stand sorted
        entry.clear()
        entry.update(named)

    change_manifest(bundle, path, rename)


@case("results twice, compressed and as they are, signed", "SK1006")
@signed
def _(bundle):
    manifest = json.loads(bundle.manifest)
    entry = next(entry for entry in manifest["files"] if entry["path"] == "results.ndjson.zst")
    manifest["files"].append({**{key: value for key, value in entry.items() if key != "encoding"}, "path": "results.ndjson"})
    bundle.manifest = compact(manifest)
    bundle.more.append(("results.ndjson", bundle.members["results.ndjson"].replace(b'{"verdict":"fail"', b'{"verdict":"pass"')))


# Time stamps.
authority = ("--time-authority", "authority.root.pem")
case("a stamped bundle", "", stamped, authority)(lambda b: None)
case("before its time stamp", "SK1051", unstamped, authority)(lambda b: None)


@envelope_case("time stamp removed", "SK1051", stamped, authority)
def _(envelope):
    del envelope["verificationMaterial"]["timestampVerificationData"]


case("time is self-asserted, and that is not enough", "SK1052", options=("--require-timestamp",))(lambda b: None)


def stamp_case(name, code, change, base=stamped, options=authority):
    """`change` makes the DER of the time stamp another."""
    def whole(envelope):
        entry = envelope["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"][0]
        entry["signedTimestamp"] = base64.b64encode(change(base64.b64decode(entry["signedTimestamp"]))).decode()
    envelope_case(name, code, base, options)(whole)


def longer(der):
    """The outer sequence of the answer with another status text: what nobody signed."""
    assert der[0] == 0x30 and der[1] == 0x82 and der[4:9] == b"\x30\x03\x02\x01\x00", der[:16]
    text = b"\x30\x06\x0c\x04fine"
    body = b"\x30" + bytes([3 + len(text)]) + b"\x02\x01\x00" + text + der[9:]
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


stamp_case("bytes behind the time stamp", "SK1055", lambda der: der + b"\0")
stamp_case("no time stamp at all", "SK1053", lambda der: b"nothing")
stamp_case("a text that nobody signed", "SK1055", longer)
stamp_case("a time stamp edited", "SK1057", lambda der: der[:-1] + bytes([der[-1] ^ 1]))


@envelope_case("the time stamp of another signature", "SK1054", stamped, authority)
def _(envelope):
    envelope["verificationMaterial"] = Bundle(second_stamped).envelope()["verificationMaterial"]


case("no authority given", "SK1056", stamped)(lambda b: None)
case("a certificate that the chain does not need", "SK1055", load("talkative.evb"), ("--time-authority", "talkative.root.pem"))(lambda b: None)
case("another authority", "SK1057", load("elsewhere.evb"), authority)(lambda b: None)


@case("stamped before it ended", "SK1058", stamped, authority)
def _(bundle):
    bundle.seal("key.pem", change=lambda s: s["predicate"]["run"].update(finishedAt="2099-01-01T00:00:00Z"))
    with open("late.evb", "wb") as out:
        envelope = bundle.envelope()
        del envelope["verificationMaterial"]["timestampVerificationData"]
        bundle.put_envelope(envelope)
        out.write(bundle.bytes())
    signature = base64.b64decode(bundle.envelope()["dsseEnvelope"]["signatures"][0]["sig"])
    with open("late.sig", "wb") as out:
        out.write(signature)
    must("openssl", "ts", "-query", "-data", "late.sig", "-sha256", "-cert", "-no_nonce", "-out", "late.tsq")
    stamp("authority", "late.evb", "late.tsq", "late-stamped.evb")
    return load("late-stamped.evb")


# The log.
def proof_case(name, code, change, options=()):
    """`change` makes the proof in a bundle another."""
    def whole(bundle):
        bundle.proof = change(bundle.proof)
    case(name, code, logged, options)(whole)


in_log = ("--log", "log")
case("a logged bundle", "", logged)(lambda b: None)
case("a logged bundle with its log", "", logged, in_log)(lambda b: None)
case("a logged bundle, its log, an earlier checkpoint", "", logged, in_log + ("--checkpoint", "checkpoint1"))(lambda b: None)
case("a logged bundle and its own checkpoint", "", logged, ("--checkpoint", "checkpoint2"))(lambda b: None)
proof_case("a line more in the proof", "SK1059", lambda proof: proof + b"\n")
proof_case("an empty proof", "SK1059", lambda proof: b"\n")
proof_case("another place in the log", "SK1061", lambda proof: proof.replace(b"index 1\n", b"index 0\n"))
proof_case("the proof of another run", "SK1061", lambda proof: Bundle(logged_first).proof)
proof_case("a checkpoint with another length", "SK1060", lambda proof: proof.replace(b"\n2\n", b"\n3\n"))
proof_case("the checkpoint of a stranger's log", "SK1060", lambda proof: proof[:proof.index(b"\n\n") + 2] + load("strange/checkpoint"))
case("log rolled back", "SK1062", logged_first, ("--log", "rolled-back", "--checkpoint", "checkpoint2"))(lambda b: None)
case("log rewritten", "SK1062", load("rewritten1.evb"), ("--log", "rewritten", "--checkpoint", "checkpoint2"))(lambda b: None)
case("another log's checkpoint of the same length", "SK1062", load("rewritten3.evb"), ("--checkpoint", "checkpoint2"))(lambda b: None)
case("a log entry removed", "SK1063", logged, ("--log", "removed"))(lambda b: None)
case("a log entry that is no attestation", "SK1063", logged, ("--log", "no-attestation"))(lambda b: None)
case("in no log", "SK1064", options=("--checkpoint", "checkpoint1"))(lambda b: None)
case("checkpoints of other lengths, and no log", "SK1065", logged_last, ("--checkpoint", "checkpoint1"))(lambda b: None)
case("never logged", "SK1066", options=in_log)(lambda b: None)

passed = failed = 0
codes = set()
for name, code, base, options, change in cases:
    bundle = Bundle(base)
    data = change(bundle)
    data = bundle.bytes() if data is None else data
    with open("case.evb", "wb") as file:
        file.write(data)
    keys = () if "--key" in options else ("--key", "key.pub.pem")
    done = run(program, "verify", "case.evb", *keys, *options)
    said = done.stderr.decode()
    good = done.returncode == 0 if code == "" else done.returncode == 1 and f"  {code}  " in said and "verified" not in done.stdout.decode()
    if code and data == sealed and not options:
        good, said = False, "the case changes nothing"
    passed, failed = passed + good, failed + (not good)
    codes.add(code)
    if not good:
        print(f"FAILED {name}: expected {code or 'acceptance'}, exit code {done.returncode}\n{said}")
print(f"{len(cases)} bundles, {len(codes - {''})} codes")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
