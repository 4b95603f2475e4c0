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
says "state.json tells no time: that it was taken after the earlier run is the word of whoever gave it"

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

# Across formats: kinds.seki is about kinds that every format has; `estate FORM WORD…` writes the estate as a plan before it was applied, as the state, as an
# export of AWS Config. Words: versioned, kept (what the rules ask for), account=ID, bucket=NAME, at=DATE.
mkdir -p kinds
cat >kinds/kinds.seki <<'SEKI'
language 1
package kinds
import sekisho.schema

rule bucket_is_versioned {
  title    en "Buckets keep versions"
           ja "バケットは版を保持する"
  severity high
  for      b in storage.bucket
  require  b.versioned
}

rule queue_keeps_for_long {
  title    en "Queues keep messages for fourteen days"
           ja "キューはメッセージを14日保持する"
  severity high
  for      q in messaging.queue
  require  q.kept >= 14d
}
SEKI
estate() {
  python3 - "$@" <<'PY'
import json, sys
form, words = sys.argv[1], sys.argv[2:]
given = dict(w.split("=", 1) for w in words if "=" in w)
account, bucket = given.get("account", "111122223333"), given.get("bucket", "acme-logs")
versioned, kept = "versioned" in words, "kept" in words
arn, queue_arn, url = f"arn:aws:s3:::{bucket}", f"arn:aws:sqs:ap-northeast-1:{account}:jobs", f"https://sqs.ap-northeast-1.amazonaws.com/{account}/jobs"
provider = "registry.example.com/hashicorp/aws"
values = {
    "aws_s3_bucket.logs": {"bucket": bucket, "id": bucket, "arn": arn},
    "aws_s3_bucket_versioning.logs": {"bucket": bucket, "id": bucket, "versioning_configuration": [{"status": "Enabled" if versioned else "Suspended"}]},
    "aws_sqs_queue.jobs": {"name": "jobs", "id": url, "url": url, "arn": queue_arn, "message_retention_seconds": 1209600 if kept else 60}}
def resource(address, more):
    kind, name = address.split(".")
    return {"address": address, "mode": "managed", "type": kind, "name": name, "provider_name": provider, **more}
if form == "plan":
    unknown = {"aws_s3_bucket.logs": ["id", "arn"], "aws_s3_bucket_versioning.logs": ["id", "versioning_configuration"], "aws_sqs_queue.jobs": ["id", "url", "arn", "message_retention_seconds"]}
    changes = []
    for address, after in values.items():
        after = {k: v for k, v in after.items() if k not in unknown[address]}
        after_unknown = {k: True for k in unknown[address]}
        if "versioning_configuration" in after_unknown: after_unknown["versioning_configuration"], after["versioning_configuration"] = [{"status": True}], [{}]
        changes.append(resource(address, {"change": {"actions": ["create"], "before": None, "after": after, "after_unknown": after_unknown, "after_sensitive": {}, "before_sensitive": False}}))
    print(json.dumps({"format_version": "1.2", "terraform_version": "1.6.0", "timestamp": given.get("at", "2026-04-01") + "T00:00:00Z", "planned_values": {"root_module": {}}, "resource_changes": changes,
        "configuration": {"root_module": {"resources": [resource(a, {"expressions": {}}) for a in values]}}}))
elif form == "state":
    print(json.dumps({"format_version": "1.0", "terraform_version": "1.6.0", "values": {"root_module": {"resources": [resource(a, {"schema_version": 0, "values": v, "sensitive_values": {}}) for a, v in values.items()]}}}))
else:
    def item(kind, id, arn, configuration, more):
        return {"awsAccountId": account, "awsRegion": "ap-northeast-1", "resourceType": kind, "resourceId": id, "resourceName": id, "ARN": arn, "tags": {}, "configurationItemCaptureTime": given.get("at", "2026-04-02") + "T00:00:00Z",
                "configurationItemStatus": "OK", "configuration": configuration, "supplementaryConfiguration": more}
    print(json.dumps({"fileVersion": "1.0", "configSnapshotId": "s", "configurationItems": [
        item("AWS::S3::Bucket", bucket, arn, {"name": bucket}, {"BucketVersioningConfiguration": {"status": "Enabled" if versioned else "Suspended", "isMfaDeleteEnabled": False}}),
        item("AWS::SQS::Queue", url, queue_arn, {"queueName": "jobs", "queueUrl": url, "messageRetentionPeriod": 1209600 if kept else 60}, {})]}))
PY
}
kinds() { sekisho check "$@" --pack kinds --lang en; }
# came_to RULE STATE WHY BY: what run.json says of the obligation of that rule.
came_to() {
  python3 - "$@" <<'PY' || wrong "the obligation of $1 is not $2 ($3, by $4)"
import json, sys
rule, *expected = sys.argv[1:]
one = next(o for o in json.load(open("run.json"))["obligations"]["list"] if o["rule"] == "kinds." + rule)
assert [one["state"], one["why"], one["matched_by"].split(" ")[0]] == expected, one
PY
}
estate plan >planned.json
kinds planned.json --all -o json=planned_run.json
[[ $(grep -c '"verdict": "unknown"' planned_run.json) -eq 2 ]] || wrong "the plan leaves other things open than the two that this is about"

it "obligation: an export of the cloud discharges what the plan knew the global name of"
estate config versioned kept >config.json
kinds config.json --obligations planned_run.json -o text -o json=run.json
exits 2
came_to bucket_is_versioned met "" name
came_to queue_keeps_for_long unmatched account_not_known ""
says "1 met, 0 broken, 0 still open, 1 not matched"
says "one of the runs does not tell the account or region"
estate config kept >config.json
kinds config.json --obligations planned_run.json -o text -o json=run.json
exits 1
came_to bucket_is_versioned broken "" name
says "found as arn:aws:s3:::acme-logs (name acme-logs)"
kinds config.json --obligations planned_run.json -o html=run.html
file_holds run.html "not matched"

it "obligation: the state beside the export tells what the plan's address is called there"
estate config versioned kept >config.json
estate state versioned kept >state.json
kinds state.json config.json --obligations planned_run.json -o json=run.json
exits 0
came_to bucket_is_versioned met "" address
came_to queue_keeps_for_long met "" address

it "obligation: every input that holds the resource has its say"
estate config versioned >config.json
kinds state.json config.json --obligations planned_run.json -o json=run.json
came_to queue_keeps_for_long broken "" address
came_to bucket_is_versioned met "" address

it "obligation: the state alone, and the export by what a bundle's snapshot knows"
kinds state.json --obligations planned_run.json -o json=run.json
exits 0
came_to bucket_is_versioned met "" address
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
sekisho seal planned.json --pack kinds --key key.pem -o planned.evb
exits 0
kinds config.json --obligations planned.evb -o json=run.json
came_to bucket_is_versioned met "" name

it "obligation: another resource of the same address, or an older look at it, proves nothing"
estate state versioned kept bucket=somebody-elses >state.json
kinds state.json --obligations planned_run.json -o json=run.json
came_to bucket_is_versioned unmatched another_name ""
estate config versioned kept bucket=somebody-elses >config.json
kinds config.json --obligations planned_run.json -o json=run.json
came_to bucket_is_versioned unmatched no_such_resource ""
estate config versioned kept at=2026-03-31 >config.json
kinds config.json --obligations planned_run.json -o text -o json=run.json
came_to bucket_is_versioned unmatched captured_before ""
says "captured before the earlier run's input"

it "obligation: a report of an engine that wrote no names is matched by address alone"
python3 - <<'PY'
import json
run = json.load(open("planned_run.json"))
for finding in run["findings"]: finding.pop("names", None)
json.dump(run, open("old_run.json", "w"))
PY
estate config versioned kept >config.json
kinds config.json --obligations old_run.json -o json=run.json
came_to bucket_is_versioned unmatched no_known_name ""
kinds state.json --obligations old_run.json -o json=run.json
came_to bucket_is_versioned met "" address

it "obligation: of one estate in two forms each is matched with the resource of the same role, or not at all"
estates=$root/tests/fixtures/estates
sekisho check "$estates/plan.json" --all -o json=planned_run.json
sekisho check "$estates/config.json" --obligations planned_run.json -o json=run.json
python3 - "$root/tests/estates/small/roles.csv" <<'PY' || wrong "an obligation was matched with another resource"
import csv, json, sys
roles = {row["address"]: row["role"] for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))}
run = json.load(open("run.json"))
verdicts = {(f["rule"], f["resource"]): f["verdict"] for f in run["findings"]}
matched = [o for o in run["obligations"]["list"] if o["found"]]
assert len(matched) >= 10, len(matched)
for one in matched:
    assert roles[one["resource"]] == roles[one["found"]], one
    # Findings of passes are not in this report: what fails or is undecided is.
    assert one["state"] == {"fail": "broken", "unknown": "open"}.get(verdicts.get((one["rule"], one["found"])), "met"), one
PY
