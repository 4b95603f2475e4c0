# The provider of policies/ismap/example: copied anywhere it works by itself, and what is found in it is what its design says, no more and no less.
cp -R "$root/policies/ismap/example" example
cd example || exit 3

it "the example holds a register of every kind but those its design leaves out, and none is empty unnoticed"
for template in "$root"/policies/registers/templates/*.csv; do
  kind=$(basename "$template" .csv)
  case $kind in
    supplier.component | development.order) no_file "registers/$kind.csv" ;;
    discipline.case | package.modification) [[ $(wc -l <"registers/$kind.csv") -eq 1 ]] || wrong "$kind is not empty" ;;
    *) [[ $(wc -l <"registers/$kind.csv") -gt 1 ]] || wrong "$kind has no row" ;;
  esac
done

it "the example's check finds what its design says under each objective and item: expected.csv, control by control"
sekisho check -o csv --all
exits 1
cp "$out" findings.csv
python3 - findings.csv expected.csv >differences.txt <<'END'
import collections, csv, sys

def bare(control):  # 9.5.2.1.PB lies below 9.5.2.P
    return [part for part in control.split(".") if part.isdigit()]

found = collections.defaultdict(set)
for finding in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    for control in finding["controls"].split(";"):
        if finding["vacuous"] != "true":
            found[tuple(bare(control.removeprefix("ismap:")))].add(finding["verdict"])
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8")))
if len(rows) != 121 + 82:
    print(f"{len(rows)} rows, not 203")
for row in rows:
    wanted = bare(row["control"])
    verdicts = set().union(*(v for control, v in found.items() if list(control[: len(wanted)]) == wanted))
    state = "gap" if "fail" in verdicts else "undetermined" if "unknown" in verdicts else "supported" if "pass" in verdicts else "nothing"
    fits = {"no population": ["nothing"], "document missing": ["nothing"], "excluded": ["nothing"], "inherited": ["supported"]}
    if state not in fits.get(row["state"], [row["state"]]):
        print(f"{row['control']}: {state}, the design says {row['state']} ({row['why']})")
END
[[ ! -s differences.txt ]] || wrong "$(cat differences.txt)"

it "the example's mistakes are told with the words of its design"
sekisho explain leaver_has_no_usable_identity people.person/P014 --lang en
says "P014"
sekisho check --lang ja --rule store_is_encrypted
says "aws_ebs_volume.reports_work"

it "the example: with the leaver's log-in and key taken out of the plan, as its README says, the finding is gone"
python3 - inputs/aws-plan.json <<'END'
import json, sys
plan = json.load(open(sys.argv[1], encoding="utf-8"))
gone = {"aws_iam_user_login_profile.nishino", "aws_iam_access_key.nishino"}
plan["resource_changes"] = [r for r in plan["resource_changes"] if r["address"] not in gone]
json.dump(plan, open(sys.argv[1], "w", encoding="utf-8"))
END
sekisho check --rule leaver_has_no_usable_identity
exits 0
says "1 rule"
cd ..
rm -rf example
