"""Two forms of one estate fill the same attributes with the same values, also those that no rule reads.

attributes.csv of the estate lists what differs: role, kind, attribute, why.
"""
import json
import re
import subprocess
import tempfile


def plain(value, roles):
    """A value of a snapshot without its places; references to roles by role, links by the path that spellings share."""
    if isinstance(value, list):
        return [plain(item, roles) for item in value]
    if not isinstance(value, dict):
        return value
    if "unknown" in value:
        return "unknown"
    if "ref" in value:
        target = value["ref"].get("address") or value["ref"].get("text", "")
        path = re.search(r"projects/.*$", target)
        return {"ref": roles.get(target) or (path.group() if path else target)}
    return {key: plain(item, roles) for key, item in value.items() if key != "at"}


def rows_of(sekisho, form, options, roles):
    """{(role, kind): {attribute: value}} of one form."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sekisho, "snapshot", form, *options, "-o", f"{folder}/snapshot"], check=True, capture_output=True)
        with open(f"{folder}/snapshot", encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    found = [line for line in lines if "row" in line and line["id"] in roles]
    return {(roles[line["id"]], line["row"]): {key: plain(value, roles) for key, value in line["attributes"].items()} for line in found}


def compare_attributes(sekisho, forms, options, roles, listed):
    """How many values are the same, and what is wrong. `account` names the project in words of each form."""
    first, second = (rows_of(sekisho, form, options, roles) for form in forms)
    trouble = [f"only one form has the row {key}" for key in sorted(set(first) ^ set(second))]
    same, differing = 0, set()
    for key in sorted(set(first) & set(second)):
        for attribute, value in first[key].items():
            if attribute == "account" or value == second[key].get(attribute):
                same += 1
            else:
                differing.add((*key, attribute))
    trouble += [f"the forms differ in {'.'.join(key)}" for key in sorted(differing - set(listed))]
    trouble += [f"listed, but the same: {'.'.join(key)}" for key in sorted(set(listed) - differing)]
    trouble += [f"no reason is given: {'.'.join(key)}" for key, why in listed.items() if not why.strip()]
    return same, trouble
