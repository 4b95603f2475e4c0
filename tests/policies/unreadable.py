#!/usr/bin/env python3
"""What nobody can read passes nothing: unreadable.py SEKISHO FORMAT FILE HOW. Ends with `N checked, M wrong`.

Takes each value below the resources of FILE in turn, makes it unreadable, and checks the file with the shipped pack. A finding that failed or
was undecided and now passes, does not apply or is gone, is wrong: taking knowledge away never decides for the better.
FORMAT: plan (Terraform), cloudformation (JSON), list (JSON: rows, or an object with `data` or `configurationItems`), lines (JSON, a resource a line).
HOW:    unknown   known after apply (of plans only)
        absent    left out of an export, which says nothing of it then (of list and lines only: templates and plans leave out what has a default)
        shape     an object where a text, number or truth value stood, a list where an object stood (lists: their members)
A place whose text names the resource itself (its id, type, region) is left out: another name is another resource.
"""
import collections
import copy
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

NAMES = {"id", "Id", "ARN", "ResourceId", "resourceId", "resourceType", "type", "Type", "name", "asset_type", "awsRegion", "awsAccountId", "resourceName"}
GOOD = {"pass", "not_applicable"}


def resources(document, form):
    """Paths of the values that describe a resource."""
    if form == "plan":
        return [("resource_changes", i, "change", "after") for i, one in enumerate(document["resource_changes"]) if one["change"]["after"] is not None]
    if form == "cloudformation":
        return [("Resources", name, "Properties") for name, one in document["Resources"].items() if "Properties" in one]
    for key in ("data", "configurationItems"):
        if form == "list" and key in document:
            return [(key, i) for i in range(len(document[key]))]
    return [(i,) for i in range(len(document))]


def at(document, path):
    for step in path:
        document = document[step]
    return document


def below(value, path):
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield path + (step,)
        yield from below(inner, path + (step,))


def hide(change, path):
    """Marks the value as known after apply, as Terraform does: gone from `after`, true in `after_unknown`."""
    after, unknown = change["after"], change.setdefault("after_unknown", {})
    for here, step in enumerate(path):
        if here == len(path) - 1:
            break
        inner = after[step]
        empty = [{} if isinstance(one, dict) else False for one in inner] if isinstance(inner, list) else {}
        known = unknown.get(step) if isinstance(unknown, dict) else unknown[step]
        if not isinstance(known, (dict, list)) or (isinstance(inner, list) and len(known) != len(inner)):
            unknown[step] = empty
        after, unknown = inner, unknown[step]
    unknown[path[-1]] = True
    if isinstance(after, list):
        after[path[-1]] = None
    else:
        del after[path[-1]]


def variants(document, form, how):
    for root in resources(document, form):
        for path in below(at(document, root), root):
            if how == "shape" and (path[-1] in NAMES or isinstance(at(document, path), list)):
                continue
            if how == "absent" and (path[-1] in NAMES or not isinstance(at(document, path[:-1]), dict)):
                continue
            changed = copy.deepcopy(document)
            if how == "absent":
                del at(changed, path[:-1])[path[-1]]
            elif how == "unknown":
                hide(at(changed, root[:-1]), path[len(root):])
            else:
                old = at(document, path)
                at(changed, path[:-1])[path[-1]] = [[{"unreadable": 1}]] if isinstance(old, dict) else {"unreadable": [1]}
            yield path, changed


def text_of(document, form):
    return "".join(json.dumps(one) + "\n" for one in document) if form == "lines" else json.dumps(document)


def verdicts(sekisho, file, text):
    file.write_text(text, encoding="utf-8")
    run = subprocess.run([sekisho, "check", str(file), "--all", "-o", "csv", "--threads", "1"], capture_output=True, encoding="utf-8", timeout=60)
    if run.returncode == 3:
        return None  # refused
    if run.returncode not in (0, 1, 2):
        raise RuntimeError(f"ended with {run.returncode}: {run.stderr[-300:]}")
    found = collections.defaultdict(set)
    for row in csv.DictReader(io.StringIO(run.stdout)):
        if row["verdict"] in GOOD | {"fail", "unknown"}:
            found[row["rule"], row["resource"]].add(row["verdict"])
    return found


def main(sekisho, form, name, how):
    text = pathlib.Path(name).read_text(encoding="utf-8")
    document = [json.loads(line) for line in text.splitlines() if line] if form == "lines" else json.loads(text)
    checked = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / ("input" + pathlib.Path(name).suffix)
        before = verdicts(sekisho, file, text_of(document, form))
        for path, changed in variants(document, form, how):
            after = verdicts(sekisho, file, text_of(changed, form))
            checked += 1
            if after is None:
                continue
            for (rule, resource), was in before.items():
                now = after.get((rule, resource), {"gone"})
                if not was & GOOD and now & (GOOD | {"gone"}):
                    wrong += 1
                    print(f"{'/'.join(map(str, path))}: {rule} on {resource} was {'/'.join(sorted(was))}, is {'/'.join(sorted(now))}")
    print(f"{checked} checked, {wrong} wrong")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
