#!/usr/bin/env python3
"""Write variants of the sixteen checks as a pack: every rule again, under another name and with other constants.

  variants.py --output FOLDER [--count 20] [--checks tests/bench/checks/bench.seki]

Twenty variants make 320 rules, a file and a package each. Durations, ports, networks and patterns get
values of their own; a rule without such a constant gets an exemption for a name of its own. The values
are chosen so that no verdict changes on the plans of the race: N variants find N times the failures,
which shows that all of them were evaluated, and still no two rules are the same.
"""
import argparse, os, re

HERE = os.path.dirname(os.path.abspath(__file__))

# What stands in the checks, and what a variant has instead.
CONSTANTS = [
    (re.compile(r"\b(\d+)d\b"), lambda m, v: f"{24 * int(m[1]) - v}h"),  # days of backups and logs are whole: some hours less decide alike
    (re.compile(r"22, 3389"), lambda m, v: f"22, 3389, {60000 + v}"),
    (re.compile(r'"::/0"'), lambda m, v: f'"::/0", "198.51.100.{v}/32"'),
    (re.compile(r"\^team-"), lambda m, v: f"^(team|unit{v})-"),
    (re.compile(r"-TLS13-"), lambda m, v: f"-(TLS13|V{v})-"),
]
PARAMETERS_OF_RULES = ("anywhere", "administers")  # a rule that uses these differs by them


def with_constants(text, variant):
    for pattern, replacement in CONSTANTS:
        text = pattern.sub(lambda match: replacement(match, variant), text)
    return text


def exempting(rule, variant):
    """The rule with a name that is exempt."""
    variable = re.search(r"^  for +(\w+) in ", rule, re.M)[1]
    condition = f'{variable}.name != "exempt-{variant}"'
    if re.search(r"^  where ", rule, re.M):
        return re.sub(r"^(  where +)(.*)$", lambda m: f"{m[1]}({m[2]}) and {condition}", rule, flags=re.M)
    return re.sub(r"^(  for .*)$", lambda m: f"{m[1]}\n  where    {condition}", rule, flags=re.M)


def variant_of(text, variant):
    head, *rules = re.split(r"^(?=rule )", text, flags=re.M)
    head = re.sub(r"^package (\w+)$", lambda m: f"package {m[1]}.v{variant}", head, flags=re.M)
    made = [with_constants(head, variant)]
    for rule in rules:
        other = with_constants(rule, variant)
        if other == rule and not any(word in rule for word in PARAMETERS_OF_RULES):
            other = exempting(rule, variant)
        made.append(re.sub(r"^rule (\w+)", lambda m: f"rule {m[1]}_v{variant}", other))
    return "".join(made), len(rules)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True, help="folder for the files; made where it is missing")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--checks", default=os.path.join(HERE, "checks", "bench.seki"))
    options = parser.parse_args()
    if not 1 <= options.count <= 24:  # from 25 on, three days less the hours would be another number of whole days
        parser.error("--count is 1 to 24")
    with open(options.checks, encoding="utf-8") as file:
        text = file.read()
    os.makedirs(options.output, exist_ok=True)
    total = 0
    for variant in range(options.count):
        made, rules = variant_of(text, variant)
        total += rules
        with open(os.path.join(options.output, f"v{variant}.seki"), "w", encoding="utf-8") as file:
            file.write(made)
    print(f"{total} rules in {options.count} files")


if __name__ == "__main__":
    main()
