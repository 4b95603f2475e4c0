# What a plan left undecided, discharged by the state after apply.
# state ADDRESS=KEY…: a state with queues; a key of - is null.
state() {
  python3 - "$@" <<'PY'
import json, sys
resources = []
for pair in sys.argv[1:]:
    address, key = pair.split("=")
    resources.append({"address": "aws_sqs_queue." + address, "mode": "managed", "type": "aws_sqs_queue", "name": address, "provider_name": "providers.example.com/hashicorp/aws", "schema_version": 0,
                      "values": {"name": address, "kms_master_key_id": None if key == "-" else key}, "sensitive_values": {}})
print(json.dumps({"format_version": "1.0", "terraform_version": "1.6.0", "values": {"root_module": {"resources": resources}}}))
PY
}
sekisho check "$plan" --pack "$pack" --all -o json=plan_run.json
discharged() { sekisho check "$1" --pack "$pack" --obligations plan_run.json --lang en "${@:2}"; }

it "obligation: met when the same rule passes for the same address"
state later=alias/later >state.json
discharged state.json
exits 0
says "Obligations of plan_run.json"
says "1 met, 0 broken, 0 still open"

it "obligation: broken when it fails now"
state later=- >state.json
discharged state.json -o text -o json=run.json -o csv=run.csv -o junit=run.xml -o sarif=run.sarif
exits 1
says "0 met, 1 broken, 0 still open"
says "aws_sqs_queue.later"
says "require present queue.kms_master_key_id"
file_holds run.json '"state": "broken"'
file_holds run.csv "obligation,queues.queue_has_a_key,aws_sqs_queue.later,"
file_holds run.xml '<testcase classname="obligation queues.queue_has_a_key" name="aws_sqs_queue.later">'
file_holds run.sarif '"state": "broken"'
sekisho check state.json --pack "$pack" --obligations plan_run.json --lang ja
says "違反 1 件"

it "obligation: still open when the later input does not hold the resource"
state other=alias/other >state.json
discharged state.json
exits 2
says "no resource of this address in this run"
discharged state.json --unknown fail
exits 1
discharged state.json --unknown pass
exits 0

it "obligation: still open when this run cannot decide it either"
discharged "$plan"
exits 1
says "this run cannot decide it either"

it "obligation: a weaker rule, or none, discharges nothing"
state later=- >state.json
mkdir -p weaker && cp "$pack"/*.seki weaker/
sed -i 's/require  present queue.kms_master_key_id/require  present queue.kms_master_key_id or present queue.name/' weaker/*.seki
sekisho check state.json --pack weaker --obligations plan_run.json --lang en
exits 2
says "the rule's condition changed"
discharged state.json --rule queue_has_a_name
exits 2
says "does not evaluate the rule"

it "obligation: a rule that does not apply any longer is told apart"
mkdir -p conditional && cp "$pack"/*.seki conditional/
rm conditional/*_test.seki
sed -i 's/^  require  present queue.kms_master_key_id/  where    queue.name != "excepted"\n  require  present queue.kms_master_key_id/' conditional/*.seki
sekisho check "$plan" --pack conditional --all -o json=conditional.json
state later=- | sed 's/"name": "later", "kms/"name": "excepted", "kms/' >state.json
sekisho check state.json --pack conditional --obligations conditional.json --lang en
says "1 no longer applying"

it "obligation: the file is a run, or it is refused"
sekisho check state.json --pack "$pack" --obligations "$plan"
exits 3
complains "it is no json report of \`check\`"
