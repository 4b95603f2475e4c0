# Accounts and inputs that a run has to cover: told in every report, counted in the bundle, never passed over.

mkdir -p expected && cd expected || exit 3
cp "$root/tests/fixtures/aws_config/estate.json" estate.json
cp "$root/tests/fixtures/terraform/references/plan.json" plan.json
openssl genpkey -algorithm ed25519 -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
cat >holds.seki <<'SEKI'
language 1
package holds
import sekisho.schema
rule bucket_has_a_name {
  title    en "Buckets have a name"
           ja "バケットに名前がある"
  supports ismap 8.1.1 because en "A name tells one from another"
                               ja "名前で区別できる"
  severity low
  for      bucket in storage.bucket
  require  bucket.name != ""
  message  en "{bucket.name} has no name"
           ja "{bucket.name} に名前がない"
  remedy   en "Name it"
           ja "名前を付ける"
}
SEKI
project() { printf 'inputs: [estate.json]\npacks: [holds.seki]\n%s\n' "$1" >sekisho.yaml; }

it "what the inputs show is covered: exit code and reports are as without the list"
project ''
sekisho check
exits 0
cp "$out" without.txt
project 'expected: {accounts: ["123456789012"], inputs: [estate.json]}'
sekisho check
exits 0
diff without.txt "$out" >differ.txt || wrong "another report: $(cat differ.txt)"
sekisho check -o json
[[ $(jq -c '[.expected[].state]' "$out") == '["shown","shown"]' ]] || wrong "not shown"

it "an account or input that no input shows is told in each report and is undecided; what is left out has its reason"
project 'expected:
  accounts:
    - "123456789012"
    - {id: "111122223333", name: production}
    - {id: "444455556666", excluded: closed in March}
  inputs: [estate.json, plan.json]'
sekisho check -o text -o json=run.json -o html=run.html
exits 2
says "2 expected accounts or inputs that no input showed: account 111122223333 (production), input"
says "account 444455556666: closed in March"
grep -q 'account 111122223333 (production)' run.html || wrong "not in the page"
[[ $(jq -c '[.expected[] | [.id, .state]]' run.json) == '[["123456789012","shown"],["111122223333","not_seen"],["444455556666","excluded"],["estate.json","shown"],["plan.json","not_seen"]]' ]] || wrong "$(jq -c .expected run.json)"
sekisho check -o csv
says ",444455556666,account,,,,,,excluded: closed in March,,,"
says ",111122223333,account,,,,,,not_seen,production,production,"
[[ $(grep -c '^expected,' "$out") -eq 5 ]] || wrong "the CSV does not tell all five"
sekisho check -o sarif
[[ $(jq -c '[.runs[0].invocations[0].toolExecutionNotifications[] | [.level, .message.text]] | map(.[0])' "$out") == '["warning","warning","note"]' ]] || wrong "$(jq -c .runs[0].invocations "$out")"
[[ $(jq '[.runs[0].results[] | select(.message.text | contains("111122223333"))] | length' "$out") -eq 0 ]] || wrong "told as a failure of a resource"
sekisho check --lang ja
says "どの入力にも現れなかったもの 2 件"
sekisho check --unknown pass
exits 0
sekisho check --unknown fail
exits 1

it "an account that was left out and is shown all the same was looked at"
project 'expected: {accounts: [{id: "123456789012", excluded: closed}]}'
sekisho check -o json
exits 0
[[ $(jq -r '.expected[0].state' "$out") == shown ]] || wrong "$(jq -c .expected "$out")"

it "a control is not supported while an expected account was not shown"
state() { sekisho gap -o csv; grep -E '(^|,)"?8\.1\.1"?,' "$out" | head -1; }
project 'expected: {accounts: ["123456789012"]}'
state >supported.txt
grep -q ',supported' supported.txt || wrong "8.1.1 is $(cat supported.txt)"
project 'expected: {accounts: ["123456789012", "111122223333"]}'
state >undetermined.txt
grep -q ',undetermined' undetermined.txt || wrong "8.1.1 is $(cat undetermined.txt)"
[[ $code -eq 2 ]] || wrong "exit code $code"
sekisho gap --lang en
says "Expected, and shown by no input: account 111122223333"
sekisho gap -o json
[[ $(jq -c '[.controls[] | select(.id == "8.1.1") | .reasons[].text_en | test("no input showed account 111122223333")]' "$out") == '[true]' ]] || wrong "8.1.1 does not say why"
[[ $(jq -c '[.expected[].state]' "$out") == '["shown","not_seen"]' ]] || wrong "not in the JSON"
sekisho gap -o html
says "Expected, and shown by no input:"
project 'expected: {accounts: ["123456789012", {id: "111122223333", excluded: closed}]}'
state >supported.txt
grep -q ',supported' supported.txt || wrong "8.1.1 is $(cat supported.txt)"

it "the bundle says what had to be covered and what became of it, and it adds up"
project 'expected:
  accounts: ["123456789012", {id: "111122223333", name: production}, {id: "444455556666", excluded: closed in March}]
  inputs: [estate.json, plan.json]'
sekisho seal --key key.pem -o run.evb
exits 0
sekisho verify run.evb --key pub.pem
exits 0
says "5 accounts and inputs, named by sekisho.yaml"
says "account 111122223333 (production): shown by no input"
says "left out: account 444455556666: closed in March"
sekisho rerun run.evb
exits 0
mkdir -p open && tar -xf run.evb -C open
[[ $(jq -c '.expected | [.expected, .evaluated, .not_applicable, .excluded, .errored]' open/coverage.json) == '[5,2,0,1,2]' ]] || wrong "$(jq -c .expected open/coverage.json)"
[[ $(jq -c '[.expected.scopes[] | [.id, .state, .reason]]' open/coverage.json) == '[["123456789012","evaluated",""],["111122223333","errored","not_seen"],["444455556666","excluded","closed in March"],["estate.json","evaluated",""],["plan.json","errored","not_seen"]]' ]] || wrong "$(jq -c .expected open/coverage.json)"
[[ $(jq -r .dsseEnvelope.payload open/run.sigstore.json | base64 -d | jq -c '.predicate.schedule | [.expected, .notSeen]') == '[5,2]' ]] || wrong "the signed statement does not count them"
sekisho report run.evb -o text
says "account 111122223333 (production)"
sekisho report run.evb --all -o xlsx=run.xlsx -o ocsf=run.ndjson
python3 -c 'import sys, zipfile; sys.exit("account 444455556666: closed in March" not in zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml").decode())' run.xlsx || wrong "not in the workbook"
[[ $(jq -s -c 'map(.unmapped.expected_not_seen) | unique' run.ndjson) == '[["account 111122223333 (production)","input plan.json"]]' ]] || wrong "not in the views of OCSF: $(head -c 300 run.ndjson)"

it "the history shows it at each run"
mkdir -p runs && cp run.evb runs/
sekisho history runs --lang en
says "expected, and shown by no input: account 111122223333 (production)"
sekisho history runs --json
[[ $(jq -c '.points[0].not_seen' "$out") == '["account 111122223333 (production)","input plan.json"]' ]] || wrong "$(jq -c .points "$out")"

it "an account that the sources show and nobody expected is told; one of which no rule looked at anything is not covered"
project 'expected: {accounts: ["111122223333"]}'
sekisho seal --key key.pem -o other.evb
exits 0
[[ $(tar -xOf other.evb coverage.json | jq -c .expected.unexpected) == '["123456789012"]' ]] || wrong "not told"
sed 's/bucket in storage.bucket/bucket in assessment.finding/; s/bucket\.name/bucket.id/' holds.seki >none.seki
project 'expected: {accounts: ["123456789012"]}'
sekisho seal --pack none.seki --key key.pem -o none.evb
exits 0
[[ $(tar -xOf none.evb coverage.json | jq -c '.expected.scopes[0] | [.state, .reason]') == '["errored","nothing_evaluated"]' ]] || wrong "$(tar -xOf none.evb coverage.json | jq -c .expected)"

it "what is written wrongly is refused with its place"
while IFS='|' read -r text expected; do
  project "expected: $text"
  sekisho check
  exits 3
  complains "$expected"
  complains "sekisho.yaml:3:"
done <<'TABLE'
{accounts: ["1", "1"]}|is expected twice
{accounts: 1}|is no list
{accounts: [{name: x}]}|has no `id`
{accounts: [{id: "1", excluded: " "}]}|gives no reason
{accounts: [{id: "1", exclude: closed}]}|did you mean `excluded`?
{account: ["1"]}|did you mean `accounts`?
{inputs: [{name: x}]}|has no `file`
TABLE
cd ..
