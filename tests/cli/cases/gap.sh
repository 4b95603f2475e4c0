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
it "html shows both languages, each control, and how it went since earlier reports"
sekisho gap --at 2026-03-01 -o json=earlier.json
sekisho gap --at 2026-04-01 --since before.json --since earlier.json -o html=gap.html
file_holds gap.html 'id="control-7.1.1"'
file_holds gap.html '2026-02-28T15:00:00Z</td>'
file_holds gap.html '2026-03-31T15:00:00Z</td>'
file_holds gap.html '<span class="en" lang="en">gap</span><span class="ja" lang="ja">不備</span>'
[[ $(grep -o '15:00:00Z</td>' gap.html | wc -l) -eq 3 ]] || wrong "not three rows of the trend"

it "a file that is no gap report"
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

# findings ROW…: the register of findings with these rows.
findings() { printf 'id,source,controls,found,grade,finding,evidence,action,owner,due,closed,closing_evidence\n' >findings.csv; printf '%s\n' "$@" >>findings.csv; }
gap_with_findings() { sekisho gap --at 2026-04-01 --register assessment.finding=findings.csv "$@"; }

it "an open nonconformity of an assessor is a gap; a closed one and an observation are not"
while IFS='|' read -r row expected; do
  findings "$row"
  gap_with_findings -o csv
  [[ $(state 7.1.2) == "$expected" ]] || wrong "7.1.2 is $(state 7.1.2), not $expected: $row"
done <<'TABLE'
F1,assessor,7.1.2,2026-01-10,minor,text,,act,P1,2026-03-31,,|gap
F1,assessor,7.1.2,2026-01-10,minor,text,,act,P1,2026-04-01,,|gap
F1,assessor,7.1.2,2026-01-10,major,text,,,,,,|gap
F1,onsite_visit,7.1.2;7.2.1,2026-01-10,minor,text,,act,P1,2026-03-31,2026-04-01,|supported
F1,assessor,7.1.2,2026-01-10,minor,text,,act,P1,2026-04-30,2026-04-02,|gap
F1,assessor,7.1.2,2026-01-10,observation,text,,act,P1,2026-03-31,,|supported
F1,assessor,7.1.1,2026-01-10,minor,text,,act,P1,2026-03-31,,|supported
TABLE

it "findings are told overdue first, then open, then closed"
findings 'F1,assessor,7.1.2,2026-01-10,minor,closed one,,act,P1,2026-03-31,2026-03-01,' 'F2,assessor,7.1.2,2026-01-10,minor,open one,,act,P1,2026-04-01,,' 'F3,onsite_visit,7.1.2,2026-01-10,minor,late one,,act,P1,2026-03-31,,'
gap_with_findings --lang en
[[ $(grep -oE "^  (overdue|open|closed) +F[0-9]" "$out" | tr -s ' ' | tr '\n' ';') == " overdue F3; open F2; closed F1;" ]] || wrong "not in this order: overdue F3, open F2, closed F1"
says "close the finding: F3"
gap_with_findings -o csv
says ",F3,F2,F1,sha256:"

it "a finding that names no control of the catalogue is not lost"
findings 'F1,assessor,7.1.2;9.9.9,2026-01-10,observation,text,,act,P1,2026-03-31,,'
gap_with_findings --lang en
says "Named, but in no catalogue, and so not assessed: 9.9.9"
findings 'F1,assessor,,2026-01-10,minor,text,,act,P1,2026-03-31,,'
gap_with_findings
exits 3
silent
complains "findings.csv:2:"
complains "no \`controls\`"

it "hostile text is harmless in every format"
# a formula, HTML, control characters, a mark that turns the text round, and a cell of 1 MB
long=$(head -c 1000000 /dev/zero | tr '\0' 'x')
findings "=cmd|' /C calc'!A0,assessor,7.1.2,2026-01-10,minor,<script>alert(1)</script>$(printf '\033[2J\u202e')$long,,@SUM(1),P1,2026-03-31,,"
gap_with_findings --lang en -o text=hostile.txt -o json=hostile.json -o csv=hostile.csv
exits 1
! grep -qE "(^|,)\"?=cmd" hostile.csv || wrong "the CSV holds a formula"
grep -qF "'=cmd" hostile.csv || wrong "the CSV lost the id"
! LC_ALL=C grep -q $'\033' hostile.txt hostile.json hostile.csv || wrong "an escape character came through"
! grep -q $'\u202e' hostile.txt || wrong "a mark that turns text round came through"
python3 -c 'import json; d = json.load(open("hostile.json")); assert len(d["assessment_findings"][0]["text"]) > 1000000' || wrong "the JSON is broken or lost text"

it "the evidence list says for each control what gives it and what is missing"
sekisho gap --at 2026-04-01 --evidence-list -o csv
says "7.1.2,3,3 記録,the register people.person,台帳 people.person,,,,,,people.csv; weights.holds,,"
says "15.1.1,3,3 記録,the register supplier.contract,台帳 supplier.contract,,,,,,,the register supplier.contract is not there,台帳 supplier.contract がない"
says "11.1.2,5,5 施設,what a visit sees,現地で確認する事項,,,,,,,a visit,現地確認の実施"
says "6.1.2,,不明,not known"
sekisho gap --at 2026-04-01 --evidence-list --lang ja
says "監査で求められる証拠"
sekisho gap --at 2026-04-01 --evidence-list -o json
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); assert {"control", "kind", "given_by", "missing_ja"} <= set(d["evidence"][0])' "$out" || wrong "the JSON lacks keys"

it "findings inside a snapshot are refused, not lost"
findings 'F1,assessor,7.1.2,2026-01-10,minor,text,,act,P1,2026-03-31,,'
sekisho snapshot --register assessment.finding=findings.csv -o snapshot.ndjson
printf 'packs: [rules.seki]\n' >snapshot.yaml
sekisho gap --project snapshot.yaml snapshot.ndjson
exits 3
silent
complains "stand in a snapshot"

it "the statement excludes, inherits while the registration lasts, and names rules and registers"
printf 'id,email,joined,left,department\nP1,p1@example.com,2020-04-01,,D1\nP2,p2@example.com,2020-04-01,2026-01-31,D1\n' >people.csv
sekisho gap --at 2026-04-01 --statement "$fixtures/gap/statement.yaml" -o csv
exits 1
quiet
while read -r control expected; do state_is "$control" "$expected"; done <<'TABLE'
7.1.1 gap
7.1.2 supported
7.2.1 excluded
12.6.1 excluded
12.6.1.18.PB excluded
11.1.1 inherited
11.1.2 undetermined
12.1.4 supported
12.7.1 document_missing
13.1.1 undetermined
14.1.1 undetermined
TABLE
says "the statement does not name it; it is treated as selected"
sekisho gap --at 2026-04-02 --statement "$fixtures/gap/statement.yaml" -o csv
state_is 11.1.1 undetermined
sekisho gap --at 2026-04-01 --statement "$fixtures/gap/statement.yaml" --lang en
says "Gap report: Small service"
says "assessment period 2025-04-01 to 2026-03-31"
sekisho gap --at 2026-04-01 --statement "$fixtures/gap/statement.yaml" --evidence-list -o csv
says "12.1.4,4,4 設定,Separation,分離,IC-1,P1,monthly,2025-04-01,2026-03-31,holds,,"
says "12.7.1,3,3 記録,Audit,監査,IC-2,P1,quarterly,2025-04-01,2026-03-31,audits.csv,the register audits.csv is not there"
says_not "11.1.1,"

it "a statement whose form is wrong is refused, and so is one that is not there"
sed '/id: 7.1.2/s/selected/slected/' "$fixtures/gap/statement.yaml" >wrong.yaml
sekisho gap --statement wrong.yaml
exits 3
silent
complains "wrong.yaml:"
sekisho gap --statement nowhere.yaml
exits 3
complains "nowhere.yaml"

it "a workbook: same bytes, no formula, and not for standard output"
findings "=cmd|' /C calc'!A0,assessor,7.1.2,2026-01-10,minor,+1+1,,@SUM(1),P1,2026-03-31,,"
gap_with_findings -o xlsx=one.xlsx
exits 1
gap_with_findings -o xlsx=two.xlsx
cmp -s one.xlsx two.xlsx || wrong "the workbooks differ"
python3 -c 'import zipfile, sys
book = zipfile.ZipFile(sys.argv[1])
texts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
sheets = [text for name, text in texts.items() if name.startswith("xl/worksheets/")]
assert len(sheets) == 4 and not any("<f>" in text for text in sheets)
assert all("指摘" in texts[name] for name in ("xl/workbook.xml", "xl/sharedStrings.xml"))' one.xlsx || wrong "the workbook holds formulas or lacks a sheet"
gap_with_findings -o xlsx
exits 3
silent
