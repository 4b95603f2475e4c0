"""A second hand on the Git bundles in a bundle, for tests: takes them apart and writes them again, in the one form or in another."""
import hashlib
import zlib

TYPES = {1: b"commit", 2: b"tree", 3: b"blob"}


def object_id(kind, data):
    return hashlib.sha1(TYPES[kind] + b" %d\0" % len(data) + data).hexdigest()


def stored(data):
    """zlib without compression, in blocks as long as they may be."""
    out = b"\x78\x01"
    for at in range(0, max(len(data), 1), 65535):
        block = data[at:at + 65535]
        out += bytes([at + 65535 >= len(data)]) + len(block).to_bytes(2, "little") + (len(block) ^ 0xFFFF).to_bytes(2, "little") + block
    return out + zlib.adler32(data).to_bytes(4, "big")


def head(kind, size):
    byte, size, out = kind << 4 | size & 15, size >> 4, b""
    while size:
        out += bytes([byte | 0x80])
        byte, size = size & 0x7F, size >> 7
    return out + bytes([byte])


def read(data):
    """(tip, [(kind, bytes)])"""
    at = data.index(b"\n\n") + 2
    tip = data.split(b"\n")[1].split(b" ")[0].decode()
    assert data[at:at + 8] == b"PACK\0\0\0\2"
    count, at, objects = int.from_bytes(data[at + 8:at + 12], "big"), at + 12, []
    for _ in range(count):
        byte = data[at]
        kind = byte >> 4 & 7
        while data[at] & 0x80:
            at += 1
        inflate = zlib.decompressobj()
        body = inflate.decompress(data[at + 1:])
        at = len(data) - len(inflate.unused_data)
        objects.append((kind, body))
    assert len(data) - at == 20
    return tip, objects


def write(tip, objects, compress=stored):
    ordered = sorted(set(objects), key=lambda one: (one[0], object_id(*one)))
    pack = b"PACK\0\0\0\2" + len(ordered).to_bytes(4, "big") + b"".join(head(kind, len(body)) + compress(body) for kind, body in ordered)
    return b"# v2 git bundle\n%s HEAD\n%s refs/heads/pack\n\n" % (tip.encode(), tip.encode()) + pack + hashlib.sha1(pack).digest()
