#!/usr/bin/env python3
"""Cuts a provider's schema to the resource types that maps name and users write rules on.

Usage: extract.py SCHEMA.json[.zst] OUTPUT.json OPEN.inc

SCHEMA is `terraform providers schema -json` brought into one object per type: attributes with type texts, blocks with modes.
The types kept are those that ../maps/*.seki mention as `terraform.TYPE`, and those in extra_types.txt beside this script.
The output is what engine/schema/provider_schema.h reads: sorted, one resource a line, so that a new provider version gives a
readable diff. Only what types an attribute is kept: no descriptions, no deprecations. Blocks nested deeper than MAX_DEPTH (the
statements of a web firewall, which the provider unrolls into half a megabyte) become untyped.

OPEN.inc lists for the reader of state files what the provider does not call sensitive: a type and its names a line, a block's names in
braces behind it. What is not listed there stays masked.
"""
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ATTRIBUTE_KEYS = ("type", "required", "optional", "computed")
BLOCK_KEYS = ("mode", "min", "max")
MAX_DEPTH = 5


def load(path):
    if path.suffix == ".zst":
        return json.loads(subprocess.run(["zstd", "-dc", str(path)], check=True, stdout=subprocess.PIPE).stdout)
    return json.loads(path.read_text(encoding="utf-8"))


def types_in_maps():
    types = set()
    for path in sorted((HERE.parent / "maps").glob("*.seki")):
        for line in path.read_text(encoding="utf-8").splitlines():
            types.update(re.findall(r"\bterraform\.([a-z][a-z0-9_]*)", line.split("//")[0]))
    types.discard("data")  # the shipped schema has no data sources
    return types


def extra_types():
    lines = (HERE / "extra_types.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def cut(block, depth=0):
    kept = {}
    attributes = block.get("attributes", {})
    if attributes:
        kept["attributes"] = {
            name: {key: value[key] for key in ATTRIBUTE_KEYS if key in value} for name, value in sorted(attributes.items())
        }
    blocks = block.get("blocks", {})
    if depth == MAX_DEPTH:
        untyped = {name: {"type": "any", "optional": True} for name in blocks}
        if untyped:
            kept["attributes"] = dict(sorted({**kept.get("attributes", {}), **untyped}.items()))
    elif blocks:
        kept["blocks"] = {
            name: {**{key: value[key] for key in BLOCK_KEYS if key in value}, **cut(value, depth + 1)} for name, value in sorted(blocks.items())
        }
    return kept


def open_names(block, depth=0):
    names = [name for name, value in block.get("attributes", {}).items() if not value.get("sensitive")]
    for name, value in block.get("blocks", {}).items() if depth < MAX_DEPTH else ():
        names.append(f"{name} {{ {open_names(value, depth + 1)} }}")
    return " ".join(sorted(names))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(source, target, open_target):
    schema = load(pathlib.Path(source))
    provider = "/".join(schema["provider"].split("/")[-2:])  # hashicorp/aws
    resources = schema["resources"]
    prefix = provider.split("/")[1] + "_"
    wanted = {name for name in types_in_maps() | extra_types() if name.startswith(prefix)}
    unknown = sorted(wanted - resources.keys())
    if unknown:
        sys.exit(f"{provider} {schema['provider_version']} has no " + ", ".join(unknown))
    lines = [f"{compact(name)}:{compact(cut(resources[name]))}" for name in sorted(wanted)]
    head = f'{{"source":"terraform","provider":{compact(provider)},"provider_version":{compact(schema["provider_version"])},"resources":{{\n'
    pathlib.Path(target).write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    rows = [f'    {{"{name}", "{open_names(resources[name])}"}},\n' for name in sorted(wanted)]
    pathlib.Path(open_target).write_text("// Made by extract.py.\n" + "".join(rows), encoding="utf-8")
    print(f"{target}: {len(lines)} of {len(resources)} types")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
