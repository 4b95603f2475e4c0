# Waivers: accepted failures and unknowns. They flag findings, decide the exit code, and never change a verdict.

# waiver NAME=VALUE…: a file waivers.yaml with one waiver; a name without value is left out.
waiver() {
  local -A key=([id]=W-1 [rule]=queue_has_a_key [resource]=aws_sqs_queue.open [reason]='{en: "no personal data", ja: 個人データを扱わない}'
    [owner]=sato [approver]=tanaka [approved_at]=2026-04-01 [expires_at]=2026-10-01 [ticket]=SEC-1)
  local pair
  for pair in "$@"; do key[${pair%%=*}]=${pair#*=}; done
  printf 'waivers:\n  - id: %s\n' "${key[id]}"
  unset 'key[id]'
  for pair in rule resource resource_glob input verdicts reason owner approver approved_at expires_at ticket; do
    [[ -z ${key[$pair]:-} ]] || printf '    %s: %s\n' "$pair" "${key[$pair]}"
  done
}
both() { waiver 'resource=' 'resource_glob="aws_sqs_queue.*"' "$@"; }
checked() { sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --lang en --unknown pass "$@"; }

it "waiver: a covered failure stays a failure, and does not decide the exit code"
both >waivers.yaml
checked --at 2026-06-01
exits 0
says "2 failures (2 waived)"
says "2 failures are waived"
says "waived   W-1 until 2026-09-30T15:00:00Z, owner sato, approved by tanaka, SEC-1: no personal data"
checked --at 2026-06-01 -o csv
says "fail,queues.queue_has_a_key,aws_sqs_queue.open,"
says ",W-1,2026-09-30T15:00:00Z"
sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --lang ja --at 2026-06-01
exits 2
says "不合格 2 件（うち例外承認 2 件）"
says "責任者 sato、承認者 tanaka、SEC-1）: 個人データ"

it "waiver: one uncovered failure among many is enough"
waiver >waivers.yaml
checked --at 2026-06-01
exits 1
says "2 failures (1 waived)"

it "waiver: of an exact address it covers that address alone"
waiver 'resource=aws_sqs_queue.*' >waivers.yaml
checked --at 2026-06-01
exits 1
says "[SK0990]"

it "waiver: an unknown is waived only when the waiver says so"
both >waivers.yaml
sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --at 2026-06-01
exits 2
both 'verdicts=[fail, unknown]' >waivers.yaml
sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --at 2026-06-01 --lang en
exits 0
says "1 undecided (1 waived)"
says "1 undecided finding is waived"
sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --at 2026-06-01 --unknown fail
exits 0

it "waiver: the time of evaluation decides, from approved_at to before expires_at"
both >waivers.yaml
checked --at 2026-03-31T14:59:59Z
exits 1
says "approved later, covers nothing [SK0988]"
checked --at 2026-03-31T15:00:00Z
exits 0
checked --at 2026-09-30T14:59:59Z
exits 0
says "expires soon [SK0991]"
checked --at 2026-09-30T15:00:00Z
exits 1
says "expired, covers nothing [SK0987]  waivers.yaml:2"
says "2 failures, 1 undecided"

it "waiver: one that names nothing, and one of a rule that is left out, are told"
waiver resource=aws_sqs_queue.gone >waivers.yaml
checked --at 2026-06-01
says "names nothing here [SK0990]"
waiver rule=topic_has_a_key >waivers.yaml
checked --at 2026-06-01 --rule queue_has_a_name
exits 0
says "its rule is not evaluated [SK0989]"

it "waiver: refused ones end with 3 before any input is read, and name place and code"
refused() {
  waiver "${@:2}" >waivers.yaml
  sekisho check "$plan" --pack "$pack" --waivers waivers.yaml --at 2026-06-01
  exits 3
  silent
  complains "$1"
  complains "waivers.yaml:2:"
}
refused "error[SK0985]" rule=queue_has_a_kee
complains "did you mean \`queue_has_a_key\`?"
refused "error[SK0983]" owner=Tanaka
refused "error[SK0983]" 'owner=山田 太郎' 'approver=山田　太郎'
refused "error[SK0986]" expires_at=2027-04-02
complains "allows 1y, until 2027-03-31T15:00:00Z"
refused "error[SK0984]" expires_at=2026-04-01
refused "error[SK0982]" resource= 'resource_glob="**"'
waiver >waivers.yaml
waiver resource=aws_sqs_queue.secret | tail -n +2 >>waivers.yaml
checked
exits 3
complains "error[SK0981]"
waiver expires_at=2027-04-01 >waivers.yaml
checked --at 2026-06-01
exits 1

it "waiver: what is missing or malformed is told with its place"
for key in rule reason owner approver approved_at expires_at ticket; do
  waiver "$key=" >waivers.yaml
  checked
  exits 3
  complains "has no \`$key\`"
  complains "waivers.yaml:2:"
done
waiver resource= >waivers.yaml
checked
exits 3
complains "names no resource"
waiver 'resource_glob=x*' >waivers.yaml
checked
complains "names both"
waiver 'reason={en: only English}' >waivers.yaml
checked
complains "both languages"
waiver 'owner="  "' >waivers.yaml
checked
complains "\`owner\` is empty"
waiver expires_at=tomorrow >waivers.yaml
checked
complains "waivers.yaml:9:17"
waiver 'verdicts=[pass]' >waivers.yaml
checked
complains "no verdict that can be waived"
echo 'waviers: []' >waivers.yaml
checked
complains "did you mean \`waivers\`?"
: >waivers.yaml
checked
exits 3
complains "is empty"
rm waivers.yaml
checked
exits 3
complains "waivers.yaml"

it "waiver: the pack's parameter sets the longest term, the profile may shorten it"
mkdir -p strict && cp "$pack"/*.seki strict/
printf 'language 1\npackage queues.limits\n' >strict/other.seki
sed -i 's/^package queues$/package queues\nparam longest_waiver : period = 3mo/' strict/*[!t].seki
sekisho lint --strict strict
exits 0
waiver >waivers.yaml
sekisho check "$plan" --pack strict --waivers waivers.yaml --at 2026-06-01
exits 3
complains "the parameter \`queues.longest_waiver\` allows 3mo, until 2026-06-30T15:00:00Z"
sekisho check "$plan" --pack strict --waivers waivers.yaml --at 2026-06-01 --with longest_waiver=6mo --unknown pass
exits 1
says "queues.longest_waiver = 6mo"

it "waiver: named in the project file, for explain too"
waiver >waivers.yaml
printf 'inputs: [%s]\npacks: [%s]\nwaivers: waivers.yaml\n' "$plan" "$pack" >sekisho.yaml
sekisho check --lang en --at 2026-06-01
says "2 failures (1 waived)"
sekisho explain queue_has_a_key aws_sqs_queue.open --at 2026-06-01 --lang en
says "W-1 until 2026-09-30T15:00:00Z"
rm sekisho.yaml

it "waiver: json, sarif and junit carry it"
both >waivers.yaml
checked --at 2026-06-01 -o json=run.json -o sarif=run.sarif -o junit=run.xml -o html=run.html
file_holds run.html "W-1 until 2026-09-30T15:00:00Z"
file_holds run.json '"waiver": "W-1"'
file_holds run.json '"state": "valid"'
file_holds run.sarif '"justification": "no personal data / 個人データを扱わない"'
[[ $(grep -c '"status": "accepted"' run.sarif) -eq 2 ]] || wrong "two suppressions expected"
file_holds run.xml 'failures="0"'
file_holds run.xml 'waived (fail): W-1 until 2026-09-30T15:00:00Z'
[[ $(grep -c '"verdict": "fail"' run.json) -eq 2 ]] || wrong "a waiver changed a verdict"

it "waiver: hostile texts are harmless in every format"
waiver 'id="=1+1|W"' 'reason={en: "a\e[31mb</failure>]]>\"", ja: "\u202e=cmd()\r\nfail,x"}' 'owner="@owner<&"' 'ticket="-2+3,\"x\""' >waivers.yaml
checked --at 2026-06-01 -o text=run.txt -o json=run.json -o csv=run.csv -o sarif=run.sarif -o junit=run.xml -o html=run.html
exits 1
! grep -qF "</failure>]]>" run.html || wrong "markup came through"
[[ -s run.csv ]] || wrong "no reports"
! grep -q $'\e' run.txt run.json run.csv run.sarif run.xml || wrong "an escape sequence came through"
grep -q ",'=1+1|W," run.csv || wrong "a spreadsheet would run the id"
[[ $(wc -l <run.csv) -eq 4 ]] || wrong "a text made a line of its own in the csv"
! grep -q $'\u202e' run.txt || wrong "a bidirectional mark came through"
if command -v python3 >/dev/null; then
  python3 -c 'import json, sys, xml.dom.minidom; xml.dom.minidom.parse("run.xml"); [json.load(open(f)) for f in ("run.json", "run.sarif")]' || wrong "not well-formed"
fi

it "waiver: an address that several inputs have covers none of them, a glob all"
cp "$plan" second.json
waiver >waivers.yaml
sekisho check "$plan" second.json --pack "$pack" --waivers waivers.yaml --at 2026-06-01 --lang en
exits 1
says "[SK0992]"
says_not "waived"
waiver resource= 'resource_glob="aws_sqs_queue.op?n"' >waivers.yaml
sekisho check "$plan" second.json --pack "$pack" --waivers waivers.yaml --at 2026-06-01 --lang en
says "2 waived"

it "waiver: an address that another input has, too, covers none, though only one of them fails"
python3 - "$plan" <<'PY' >good.json
import json, sys
plan = json.load(open(sys.argv[1]))
for change in plan["resource_changes"]:
    if change["type"] == "aws_sqs_queue": change["change"]["after"]["kms_master_key_id"] = "alias/good"
    change["change"].pop("after_unknown", None)
json.dump(plan, sys.stdout)
PY
waiver >waivers.yaml
two() { sekisho check "$plan" good.json --pack "$pack" --rule queue_has_a_key --waivers waivers.yaml --at 2026-06-01 --lang en "$@"; }
two
exits 1
says "[SK0992]"
says_not "waived"

it 'waiver: `input` says which input an exact address is of'
waiver "input=$plan" >waivers.yaml
two --unknown pass -o text -o json=run.json
says "(1 waived)"
says_not "[SK0992]"
file_holds run.json "\"input\": \"$plan\""
waiver input=plan.json >waivers.yaml
two
says "(1 waived)"
waiver input=good.json >waivers.yaml
two
says "[SK0990]"
says_not "(1 waived)"
waiver input=an.json >waivers.yaml
two
says "[SK0990]"
waiver resource= 'resource_glob="aws_sqs_queue.*"' input=good.json >waivers.yaml
two
says "[SK0990]"
mkdir -p a b && cp "$plan" a/plan.json && cp "$plan" b/plan.json
waiver input=plan.json >waivers.yaml
sekisho check a/plan.json b/plan.json --pack "$pack" --rule queue_has_a_key --waivers waivers.yaml --at 2026-06-01 --lang en
says "[SK0992]"
waiver input=b/plan.json >waivers.yaml
sekisho check a/plan.json b/plan.json --pack "$pack" --rule queue_has_a_key --waivers waivers.yaml --at 2026-06-01 --lang en
says "(1 waived)"
