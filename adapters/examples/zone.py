#!/usr/bin/env python3
"""An external adapter: a DNS zone file on standard input, one raw resource for each name and type of record on standard output.

Reads one record a line; what it does not know it refuses, so that nothing is left out in silence.
"""
import json
import re
import sys

RECORD = re.compile(r"(?P<owner>\S*)(\s+\d+)?(\s+IN)?\s+(?P<type>[A-Z][A-Z0-9]*)\s+(?P<value>[^()]+)$")
COMMENT = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$).*')


def records(text):
    """Line, name, type and value of each record."""
    origin = owner = ""
    for number, line in enumerate(text.splitlines(), 1):
        line = COMMENT.sub("", line).rstrip()
        record = RECORD.match(line)
        if line.startswith("$ORIGIN"):
            origin = line.split()[1]
        elif line and not line.startswith("$TTL"):
            if not record or line.startswith("$"):
                sys.exit(f"line {number}: no record on one line")
            owner = record["owner"] or owner
            name = origin if owner == "@" else owner if owner.endswith(".") else f"{owner}.{origin}"
            texts = re.findall(r'"([^"]*)"', record["value"])
            yield number, name, record["type"], "".join(texts) if texts else record["value"].strip()


def write(line):
    print(json.dumps(line, ensure_ascii=False))


sets = {}
for number, name, kind, value in records(sys.stdin.read()):
    sets.setdefault((name, kind), (number, []))[1].append(value)
write({"format": "sekisho-adapter", "version": 1, "name": "zone file", "adapter_version": "1", "complete": []})
for (name, kind), (number, values) in sets.items():
    write({"type": "record", "address": f"{name} {kind}", "line": number, "properties": {"name": name, "type": kind, "values": values}})
write({"resources": len(sets)})
