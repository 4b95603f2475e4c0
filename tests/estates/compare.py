"""One estate in several forms gets the same verdicts by the same rules: compare.py SEKISHO [--write].

Each estate has a folder here with
  roles.csv        role, address: one line for each form that holds the role
  differences.csv  rule, role, the verdict of each form in the order of ESTATES (empty: none), why they differ
  attributes.csv   only where the attributes of two forms are compared too: see attributes.py
Every difference has to be listed with its reason, and each that is listed has to be there. With --write differences.csv is written anew: known reasons
stay, new ones are left empty, which the next run refuses.
"""
import csv
import dataclasses
import pathlib
import subprocess
import sys

from attributes import compare_attributes

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "fixtures"


@dataclasses.dataclass(frozen=True)
class Estate:
    folder: str
    forms: list         # below tests/fixtures
    least: int          # verdicts that all forms give alike
    options: list       # of `sekisho check`
    same_kinds: bool    # each form describes a role by the same kinds, so that a verdict missing in one is a difference
    undecided: int = 0  # differences that are only counted, at most so many: some form leaves them undecided, the others agree


ESTATES = [
    Estate("small", ["estates/plan.json", "estates/estate.yaml", "estates/config.json", "estates/azure.json", "estates/google.ndjson"], 110,
           ["--template-param", "AWS::Region=ap-northeast-1", "--with", 'declared_regions={"ap-northeast-1", "japaneast", "asia-northeast1"}', "--at", "2026-11-28"], False),
    Estate("demo", ["terraform/demo/plan.json", "aws_config/estate.json"], 500, [], True, 53),
    Estate("google", ["google/plan.json", "google/estate.ndjson"], 520, ["--with", 'declared_regions={"asia-northeast1"}', "--at", "2026-11-28"], True),
    Estate("azure", ["azure/estate.json", "azure/estate_live.json"], 120, [], True),
]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def verdicts(sekisho, form, estate, roles):
    """{(rule, role): verdict} of one form; one resource may be several rows, whose verdicts then stand together."""
    run = subprocess.run([sekisho, "check", FIXTURES / form, *estate.options, "--all", "-o", "csv"], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 2):
        sys.exit(f"{form}: {run.stderr}")
    found = {}
    for row in csv.DictReader(run.stdout.splitlines()):
        role = roles.get(row["resource"])
        if role is not None:
            found.setdefault((row["rule"], role), set()).add(row["verdict"])
    if not found:
        sys.exit(f"{form}: no rule looks at any role")
    return {key: "+".join(sorted(given)) for key, given in found.items()}


def differences(estate, told):
    """Differences by (rule, role), how many verdicts agree, and how many differences are only counted."""
    found, same, undecided = {}, 0, 0
    for key in sorted(set().union(*told)):
        given = [form.get(key, "") for form in told]
        there = given if estate.same_kinds else [verdict for verdict in given if verdict]
        decided = set(there) - {"unknown"}
        if len(set(there)) == 1:
            same += len(there) > 1 and there[0] != "unknown"
        elif estate.undecided and len(decided) == 1 and "" not in decided:
            undecided += 1
        else:
            found[key] = given
    return found, same, undecided


def compare(sekisho, estate, write):
    folder = HERE / estate.folder
    roles = {address: role for role, address in rows(folder / "roles.csv")}
    told = [verdicts(sekisho, form, estate, roles) for form in estate.forms]
    seen = {role for form in told for _, role in form}
    trouble = [f"no rule looks at {role}" for role in sorted(set(roles.values()) - seen)]
    found, same, undecided = differences(estate, told)
    path = folder / "differences.csv"
    listed = {(row[0], row[1]): (row[2:-1], row[-1]) for row in rows(path)} if path.exists() else {}
    if write:
        with open(path, "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["rule", "role", *(pathlib.Path(form).name for form in estate.forms), "why"])
            out.writerows([*key, *given, listed.get(key, ([], ""))[1]] for key, given in found.items())
        return True
    for key, given in found.items():
        if key not in listed or listed[key][0] != given:
            trouble.append(f"not listed: {','.join([*key, *given])}")
    trouble += [f"listed and not found: {','.join(key)}" for key in listed if key not in found]
    trouble += [f"no reason is given: {','.join(key)}" for key, (_, why) in listed.items() if not why.strip()]
    path = folder / "attributes.csv"
    if path.exists():
        alike, more = compare_attributes(sekisho, [FIXTURES / form for form in estate.forms], [], roles, {tuple(row[:3]): row[3] for row in rows(path)})
        print(f"{estate.folder}: {alike} attributes are the same")
        trouble += more
    if same < estate.least:
        trouble.append(f"only {same} verdicts agree, expected {estate.least}")
    if undecided > estate.undecided:
        trouble.append(f"{undecided} differences are undecided in one form, at most {estate.undecided} may be")
    print(f"{estate.folder}: {len(estate.forms)} forms, {same} verdicts agree, {len(found)} differ for a reason, {undecided} are undecided in one form only")
    for line in trouble:
        print("  " + line)
    return not trouble


def main():
    results = [compare(sys.argv[1], estate, "--write" in sys.argv[2:]) for estate in ESTATES]
    sys.exit(0 if all(results) else 1)


main()
