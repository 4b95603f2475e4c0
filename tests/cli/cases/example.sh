# The provider of policies/ismap/example: copied anywhere it works by itself, and what is found in it is what its design says, no more and no less.
cp -R "$root/policies/ismap/example" example
cd example || exit 3

it "the example holds a register of every kind but those its design leaves out, and none is empty unnoticed"
for template in "$root"/policies/registers/templates/*.csv; do
  kind=$(basename "$template" .csv)
  case $kind in
    supplier.component | development.order | cloud.region) no_file "registers/$kind.csv" ;;
    discipline.case | package.modification) [[ $(wc -l <"registers/$kind.csv") -eq 1 ]] || wrong "$kind is not empty" ;;
    *) [[ $(wc -l <"registers/$kind.csv") -gt 1 ]] || wrong "$kind has no row" ;;
  esac
done

it "the example's gap report gives each objective and each item of chapters 3 and 4 the state that follows from its design: expected.csv"
sekisho gap -o csv
exits 1
cp "$out" gap.csv
python3 - gap.csv expected.csv >differences.txt <<'END'
import csv, sys

def rows(path):
    return {row["control"]: row for row in csv.DictReader(open(path, encoding="utf-8"))}

reported, designed = rows(sys.argv[1]), rows(sys.argv[2])
if len(designed) != 121 + 82:
    print(f"{len(designed)} rows, not 203")
for control, row in designed.items():
    state = reported[control]["state"].replace("_", " ") if control in reported else "not there"
    if state != row["state"]:
        print(f"{control}: {state}, the design says {row['state']} ({row['why']})")
END
[[ ! -s differences.txt ]] || wrong "$(cat differences.txt)"

# shows README FILE: each line of the README's blocks of output stands in FILE.
shows() {
  awk '/^```/ { block = block ? "" : ($0 == "```" ? "output" : "input"); next } block == "output"' "$1" | sed 's/^ *//; /^$/d' | while IFS= read -r line; do
    grep -qF -- "$line" "$2" || printf '%s\n' "$line"
  done >not_shown.txt
  [[ ! -s not_shown.txt ]] || wrong "$1 shows what was not printed: $(cat not_shown.txt)"
}

it "the example's statement lints clean, and is exported"
sekisho statement lint --strict --lang en
exits 0
says "0 errors, 0 warnings in statement.yaml"
sekisho statement export -o xlsx=out.xlsx -o csv=out.csv -o public=public.xlsx
exits 0
[[ -s out.xlsx && -s public.xlsx && $(grep -c "IC-[0-9]" out.csv) -ge 101 ]] || wrong "the exports do not hold all individual controls"
rm -f out.xlsx out.csv public.xlsx

it "the example's walk-through shows what its commands print, in both languages"
for language in en ja; do
  readme=README.md
  [[ $language == en ]] || readme=README.ja.md
  rm -f key.pem public.pem april.sekisho printed.txt
  openssl ecparam -name prime256v1 -genkey -noout -out key.pem && openssl ec -in key.pem -pubout -out public.pem 2>/dev/null
  for arguments in check "explain leaver_has_no_usable_identity people.person/P014" gap "calendar --at 2026-04-10" "statement lint" "statement changes"; do
    # shellcheck disable=SC2086
    sekisho $arguments --lang "$language"
    [[ $code -lt 3 ]] || wrong "ended with $code"
    cat "$out" >>printed.txt
  done
  sekisho seal --key key.pem -o april.sekisho --lang "$language"
  exits 0
  [[ $language == en ]] || complains "april.sekisho に封印、結果 sha256:"
  sekisho verify april.sekisho --key public.pem --lang "$language"
  exits 0
  cat "$out" >>printed.txt
  sekisho rerun april.sekisho --lang "$language"
  exits 0
  cat "$out" >>printed.txt
  shows "$readme" printed.txt
done

it "the example: a hundred registers are told as one, by the digest that other tools give, and --all lists them"
digest=$(sha256sum registers/*.csv | cut -c1-64 | sort | sha256sum | cut -c1-64)
for report in check gap; do
  sekisho $report
  says "registers  $(ls registers/*.csv | wc -l) registers (--all lists them), "
  says "sha256:$digest"
  says_not "registers/asset.loan.csv: register"
  sekisho $report --all
  says "registers/asset.loan.csv: register asset.loan"
done

it "the example: what verifying tells fits a screen, and --all lists the registers"
sekisho verify april.sekisho --key public.pem
says "registers   $(ls registers/*.csv | wc -l) (--all lists them with their digests)"
says "source      inputs/aws-plan.json sha256:"
[[ $(wc -l <"$out") -lt 24 ]] || wrong "$(wc -l <"$out") lines"
sekisho verify april.sekisho --key public.pem --all --lang ja
says "入力        registers/asset.loan.csv sha256:$(sha256sum registers/asset.loan.csv | cut -c1-64)"
says "時刻の根拠  署名者の自己申告"
says "この検証では示されないこと"
sekisho verify april.sekisho --key public.pem --lang fr
exits 3
complains "expected one of en, ja"

it "the example: what is drawn is told in Japanese, too"
sekisho sample april.sekisho --rule identity_was_reviewed_by_another --seed 1 --size 1 --lang ja
exits 0
says "  合格  aws_iam_user."
says_not "  pass  "

it "the example: the gap report says why an undecided rule is, not what would be wrong"
sekisho gap
says "aws_iam_user.kimura (inputs/aws-plan.json:581): cannot be decided: a second factor is"
says_not "kimura logs on with a password only"
sekisho gap --lang ja
says "aws_iam_user.kimura (inputs/aws-plan.json:581): 判定できません: この入力からは得られない"

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
