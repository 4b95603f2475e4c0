# The gap report: states from small registers whose right state follows from the definitions in engine/assess/GAP.md.

mkdir -p gap && cd gap || exit 3
cp "$fixtures/gap/rules.seki" rules.seki
printf 'id,email,joined,left,department\nP1,p1@example.com,2020-04-01,,D1\nP2,p2@example.com,2020-04-01,2026-01-31,D1\n' >people.csv
printf 'id,system,done,reviewer,accounts,remove,record\n' >reviews.csv
cat >sekisho.yaml <<'YAML'
packs: [rules.seki]
registers:
  people.person: {file: people.csv, complete: true}
  review.access: {file: reviews.csv, complete: true}
YAML

# state CONTROL: of the last CSV report on standard output.
state() { awk -F, -v id="$1" '$1 == id { print $3 }' "$out"; }
state_is() { [[ $(state "$1") == "$2" ]] || wrong "$1 is $(state "$1"), not $2"; }

it "each weight of a rule gives its state"
sekisho gap --at 2026-04-01 -o csv
exits 1
quiet
while read -r control expected; do state_is "$control" "$expected"; done <<'TABLE'
7.1.1 gap
7.1.2 supported
7.2.1 no_population
7.2.3 no_population
15.1.1 document_missing
15.1.2 document_missing
9.4.2 undetermined
11.1.1 onsite
11.1.2 onsite
6.1.1.13.PB supported
6.1.2 undetermined
TABLE

it "the worst below decides, and an objective without rules of its own rests on what is below"
sekisho gap --at 2026-04-01 -o csv
state_is 9.2.3 undetermined
[[ $(awk -F, '$1 == "9.2.3" { print $5 "," $6 }' "$out") == supported,9.2.3.11.PB ]] || wrong "9.2.3 is supported itself, and 9.2.3.11.PB decides"
state_is 6.1.1 supported
[[ $(awk -F, '$1 == "6.1.1" { print $5 "," $6 }' "$out") == ,6.1.1.13.PB ]] || wrong "6.1.1 has no state of its own"
[[ -z $(state 3.1.1) ]] || wrong "the background of chapter 3 is assessed"

it "the text says that there is no statement, and what to do"
sekisho gap --at 2026-04-01 --lang en
exits 1
says "There is no statement: every control counts as selected."
says "mend: weights.fails"
says "Do without leavers"
says "P2 left"
says "give the register: supplier.contract"
sekisho gap --at 2026-04-01 --lang ja
says "退職者を無くす"
says "P2 は退職した"

it "same bytes whatever locale and threads"
sekisho gap --at 2026-04-01 -o json=one.json -o csv=one.csv --threads 1
LANG=ja_JP.UTF-8 sekisho gap --at 2026-04-01 -o json=two.json -o csv=two.csv --threads 2
cmp -s one.json two.json || wrong "the JSON differs"
cmp -s one.csv two.csv || wrong "the CSV differs"

it "says what changed since an earlier report"
sekisho gap --at 2026-04-01 -o json=before.json
printf 'id,email,joined,left,department\nP1,p1@example.com,2020-04-01,,D1\n' >people.csv
sekisho gap --at 2026-04-01 --since before.json --lang en
says "7.1.1         gap → supported"
says_not "7.1.2         supported →"
[[ $(grep -c " → .*supported\|gap → " "$out") -eq 3 ]] || wrong "not 7, 7.1 and 7.1.1 changed"
sekisho gap --at 2026-04-01 --since people.csv
exits 3
silent
complains "people.csv:1:1"
echo '{"gap_report": 99, "controls": []}' >other.json
sekisho gap --since other.json
exits 3
complains "is no gap report of this version"

it "exit code 2 when something is undetermined and nothing worse, 0 or 1 as --unknown says"
cat >good.seki <<'SEKI'
language 1
package good
import sekisho.schema
SEKI
sed -n '/^rule holds/,/^}/p' rules.seki >>good.seki
sekisho gap --pack good.seki --at 2026-04-01 -o csv
exits 2
sekisho gap --pack good.seki --at 2026-04-01 -o csv --unknown pass
exits 0
sekisho gap --pack good.seki --at 2026-04-01 -o csv --unknown fail
exits 1
