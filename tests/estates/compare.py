"""One estate in two forms gets the same verdicts by the same rules: compare.py SEKISHO.

Each form other than the Terraform plan has a folder under tests/fixtures with
  pairs.csv        address in the plan, address in the other form
  differences.csv  rule, address in the plan, verdict of the plan, verdict of the other form, why they differ
Verdicts that one of the forms leaves undecided are counted, not compared. Fails on a difference that is not listed, on a listed one that is none, and
when fewer verdicts are equal than expected.
"""
import csv
import pathlib
import subprocess
import sys

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
PLAN = "terraform/demo/plan.json"
# Folder, file, and how many verdicts are equal at least.
FORMS = [("aws_config", "estate.json", 500)]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def verdicts(sekisho, path):
    run = subprocess.run([sekisho, "check", FIXTURES / path, "--all", "-o", "csv"], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 2):
        sys.exit(f"{path}: {run.stderr}")
    return {(row["rule"], row["resource"]): row["verdict"] for row in csv.DictReader(run.stdout.splitlines())}


def compare(plan, other, folder):
    listed = {tuple(row[:4]): row[4] for row in rows(FIXTURES / folder / "differences.csv")[1:]}
    trouble = [f"no reason is given: {key}" for key, reason in listed.items() if not reason.strip()]
    same, undecided, found = 0, 0, set()
    for ours, theirs in rows(FIXTURES / folder / "pairs.csv"):
        rules = {rule for rule, resource in plan if resource == ours} | {rule for rule, resource in other if resource == theirs}
        if not rules:
            trouble.append(f"no rule looks at {ours}")
        for rule in sorted(rules):
            here, there = plan.get((rule, ours), "missing"), other.get((rule, theirs), "missing")
            difference = (rule, ours, here, there)
            if here == there:
                same += here != "unknown"
            elif "unknown" in (here, there):
                undecided += 1
            elif difference in listed:
                found.add(difference)
            else:
                trouble.append(f"{rule} on {ours}: {here} in the plan, {there} in the other form")
    trouble += [f"listed and not found: {key}" for key in listed if key not in found]
    return same, undecided, found, trouble


def main():
    plan = verdicts(sys.argv[1], PLAN)
    failed = False
    for folder, file, least in FORMS:
        same, undecided, found, trouble = compare(plan, verdicts(sys.argv[1], f"{folder}/{file}"), folder)
        print(f"{folder}: {same} equal, {len(found)} listed differences, {undecided} undecided in one form only")
        for line in trouble:
            print("  " + line)
        failed = failed or bool(trouble) or same < least
    sys.exit(1 if failed else 0)


main()
