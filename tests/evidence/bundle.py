"""A second hand on bundles, for tests: takes them apart, changes them, and signs them again as somebody with the key could."""
import base64
import hashlib
import json
import subprocess

BLOCK = 512
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def header(path, size, kind=b"0", mtime=0, link=b""):
    out = bytearray(BLOCK)

    def put(at, data):
        out[at:at + len(data)] = data

    put(0, path)
    put(100, b"0000644\0" + b"0000000\0" + b"0000000\0" + b"%011o\0" % size + b"%011o\0" % mtime + b" " * 8 + kind)
    put(157, link)
    put(257, b"ustar\0" + b"00")
    put(329, b"0000000\0" + b"0000000\0")
    put(148, b"%06o\0 " % sum(out))
    return bytes(out)


def pack(members):
    """`members`: (path, bytes) or (path, bytes, keywords of header())."""
    out = b""
    for path, data, *more in members:
        out += header(path.encode(), len(data), **(more[0] if more else {})) + data + b"\0" * (-len(data) % BLOCK)
    return out + b"\0" * 2 * BLOCK


def unpack(data):
    members = []
    at = 0
    while data[at]:
        path = data[at:at + 100].rstrip(b"\0").decode()
        size = int(data[at + 124:at + 135], 8)
        members.append((path, data[at + BLOCK:at + BLOCK + size]))
        at += BLOCK + size + -size % BLOCK
    return members


def merkle_root(lines):
    def node(hashes):
        if len(hashes) == 1:
            return hashes[0]
        left = 1
        while left * 2 < len(hashes):
            left *= 2
        return hashlib.sha256(b"\1" + node(hashes[:left]) + node(hashes[left:])).digest()

    return node([hashlib.sha256(b"\0" + line).digest() for line in lines]).hex()


def pre_authentication(payload):
    kind = b"application/vnd.in-toto+json"
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def split_der(signature):
    """(r, s) of an ECDSA signature in DER."""
    at = 4 + signature[3]
    return int.from_bytes(signature[4:at], "big"), int.from_bytes(signature[at + 2:], "big")


def join_der(r, s):
    def number(value):
        data = value.to_bytes(value.bit_length() // 8 + 1, "big")
        return b"\2" + bytes([len(data)]) + data

    body = number(r) + number(s)
    return b"\x30" + bytes([len(body)]) + body


def sign(payload, key):
    signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=pre_authentication(payload), capture_output=True, check=True).stdout
    r, s = split_der(signature)
    return join_der(r, min(s, ORDER - s))


def compress(data):
    """By the program `zstd`, at another level and with a checksum: which bytes a compressor makes is not for a verifier to ask."""
    return subprocess.run(["zstd", "-q", "-c", "-9", "--stream-size=%d" % len(data)], input=data, capture_output=True, check=True).stdout


def decompress(data):
    return subprocess.run(["zstd", "-q", "-d", "-c"], input=data, capture_output=True, check=True).stdout


class Bundle:
    """The members of a bundle by path, uncompressed; changes are signed again by seal()."""

    def __init__(self, data):
        members = unpack(data)
        self.manifest, self.attestation = members[0][1], members[1][1]
        logged = len(members) > 2 and members[2][0] == "log.tlog-proof"
        self.proof = members[2][1] if logged else b""
        there = dict(members[3 if logged else 2:])
        compressed = [entry["path"] for entry in json.loads(self.manifest)["files"] if "encoding" in entry]
        self.compressed = {path[:-4]: (decompress(there[path]), there.pop(path)) for path in compressed}   # by path: what it holds, and as it is stored
        self.more = []   # beside the members, as they are to lie in the archive
        self.members = {**there, **{path: plain for path, (plain, _) in self.compressed.items()}}

    def json(self, path):
        return json.loads(self.members[path])

    def put(self, path, value):
        self.members[path] = compact(value) + b"\n"

    def lines(self, path):
        return self.members[path].split(b"\n")[:-1]

    def put_lines(self, path, lines):
        self.members[path] = b"".join(line + b"\n" for line in lines)

    def envelope(self):
        return json.loads(self.attestation)

    def statement(self):
        return json.loads(base64.b64decode(self.envelope()["dsseEnvelope"]["payload"]))

    def put_envelope(self, envelope):
        self.attestation = compact(envelope) + b"\n"

    def mend_list(self, document):
        """The digests in a list of files."""
        listed = self.json(document)
        for entry in listed["files"]:
            entry["sha256"] = sha256(self.members[entry["path"]])
        self.put(document, listed)

    def mend_snapshot(self, lines):
        """Lines without the last, which is made anew."""
        end = json.loads(self.lines("snapshot.ndjson")[-1])
        before = b"".join(line + b"\n" for line in lines)
        for name in ("source", "resource", "place", "row"):
            end[name + "s"] = sum(line.startswith(b'{"%s":' % name.encode()) for line in lines)
        end["digest"] = "sha256:" + sha256(before)
        self.members["snapshot.ndjson"] = before + compact(end) + b"\n"

    def stored(self, path):
        """A member's path and bytes as the archive has them."""
        if path not in self.compressed:
            return path, self.members[path]
        plain, stored = self.compressed[path]
        return path + ".zst", stored if self.members[path] == plain else compress(self.members[path])

    def store(self, path, stored):
        """Other bytes in the archive for the same member."""
        self.compressed[path] = (self.members[path], stored)

    def archived(self):
        return sorted([self.stored(path) for path in self.members] + self.more)

    def mend_manifest(self):
        manifest = json.loads(self.manifest)
        known = {entry["path"]: entry for entry in manifest["files"]}
        manifest["files"] = [{**known[path], "sha256": sha256(data), "size": len(data)} for path, data in self.archived() if path in known]
        self.manifest = compact(manifest)

    def seal(self, key, change=lambda statement: None, raw=None):
        """Mends manifest, statement and signature. `change` edits the statement, `raw` its bytes."""
        self.mend_manifest()
        statement = self.statement()
        statement["subject"][0]["digest"]["sha256"] = sha256(self.manifest)
        predicate = statement["predicate"]
        for name, path in (("engine", "toolchain.json"), ("policy", "policy/policies.json"), ("parameters", "parameters.json"), ("waivers", "waivers.json"),
                           ("schedule", "schedule.json"), ("coverage", "coverage.json"), ("snapshot", "snapshot.ndjson")):
            predicate[name]["digest"]["sha256"] = sha256(self.stored(path)[1]) if path in self.members else ""
        results = self.lines("results.ndjson") if "results.ndjson" in self.members else []
        predicate["results"]["digest"]["sha256"] = merkle_root(results) if results else ""
        for name, key_of in (("pass", "pass"), ("fail", "fail"), ("unknown", "unknown"), ("notApplicable", "not_applicable")):
            predicate["results"][name] = sum(json.loads(line)[key_of] for line in results if line.startswith(b'{"rule":'))
        predicate["results"]["rules"] = sum(line.startswith(b'{"rule":') for line in results)
        change(statement)
        payload = compact(statement)
        payload = raw(payload) if raw else payload
        envelope = self.envelope()
        envelope["dsseEnvelope"]["payload"] = base64.b64encode(payload).decode()
        envelope["dsseEnvelope"]["signatures"][0]["sig"] = base64.b64encode(sign(payload, key)).decode()
        self.put_envelope(envelope)
        return self

    def frame(self):
        proof = [("log.tlog-proof", self.proof)] if self.proof else []
        return [("manifest.json", self.manifest), ("run.sigstore.json", self.attestation)] + proof + self.archived()

    def bytes(self):
        return pack(self.frame())
