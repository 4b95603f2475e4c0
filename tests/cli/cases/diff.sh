# Comparing two saved runs, and the gate that only new failures close.
cp "$plan" estate.json
# The open queue gets a key; the keyed one loses it.
python3 - <<'PY'
import json
estate = json.load(open("estate.json"))
for change in estate["resource_changes"]:
    after = change["change"]["after"]
    if change["address"] == "aws_sqs_queue.open": after["kms_master_key_id"] = "alias/queues"
    elif after and after.get("kms_master_key_id"): after["kms_master_key_id"] = None
json.dump(estate, open("later.json", "w"))
PY
checked() { sekisho check estate.json --pack "$pack" "$@"; }
checked --all -o json=a.json
cp estate.json first.json
cp later.json estate.json
checked --all -o json=b.json

it "diff: the same run twice holds nothing new"
sekisho diff a.json a.json --lang en
exits 0
says "0 new"
says "3 still"

it "diff: what breaks is new, what is mended fixed, the rest still there"
sekisho diff a.json b.json --lang en
exits 1
says "1 new"
says "1 fixed"
says "2 still"
says "pass → fail"
says "fail → pass"
quiet
sekisho diff b.json a.json --json
exits 1
says '"format": "sekisho-comparison"'
says '"change": "fixed"'
sekisho diff a.json b.json --lang ja
says "新規 1 件"
says "是正済み 1 件"

it "diff: severity and unknowns decide the exit code as they do for check"
sekisho diff a.json b.json --fail-on critical
exits 0

it "diff: a run without passes cannot show what is fixed, and says so"
checked -o json=few.json
sekisho diff a.json few.json --lang en
says "0 fixed"
says "saved without passes"
says "it may pass, it may be gone"

it "diff: a rule that was left out, a changed rule, a changed parameter fix nothing"
checked --all -o json=less.json --rule queue_has_a_name
sekisho diff a.json less.json --lang en
exits 0
says "0 fixed"
says "3 incomparable"
says "the later run does not evaluate the rule"
mkdir -p changed && cp "$pack"/*.seki changed/
sed -i 's/require  present queue.kms_master_key_id/require  present queue.kms_master_key_id or present queue.name/' changed/*.seki
sekisho check estate.json --pack changed --all -o json=changed.json
sekisho diff a.json changed.json --lang en
says "0 fixed"
says "its condition changed"

it "diff: titles and layout do not change a rule"
mkdir -p retitled && cp "$pack"/*.seki retitled/
sed -i 's/Queues are encrypted with a named key/Queues name their keys/; s/require  present/require present/' retitled/*.seki
sekisho check estate.json --pack retitled --all -o json=retitled.json
sekisho diff a.json retitled.json --lang en
says "0 incomparable"
says "1 fixed"

it "diff: another file of the same address is another estate, unless somebody says so"
cp estate.json elsewhere.json
sekisho check elsewhere.json --pack "$pack" --all -o json=elsewhere_run.json
sekisho diff a.json elsewhere_run.json --lang en
says "0 fixed"
says "whose account is not known"
sekisho diff a.json elsewhere_run.json --lang en --ignore-paths
says "1 fixed"

it "diff: a resource that is missing is gone only where all are looked at"
sed 's/aws_sqs_queue.open/aws_sqs_queue.renamed/; s/"name": "open"/"name": "renamed"/' first.json >estate.json
checked --all -o json=renamed.json
sekisho diff a.json renamed.json --lang en
says "0 gone"
says "nothing says that it looked at all resources there"
says "1 appeared"

it "gate: what the earlier run has by the same values is let through"
cp first.json estate.json
checked --gate new --against a.json
exits 0
complains "0 failing and 0 undecided findings are new; 3 were there before"
cp later.json estate.json
checked --gate new --against a.json
exits 1
complains "1 failing"
checked --gate new --against few.json -o csv
exits 0

it "gate: a failure that a waiver covers does not count"
cat >waivers.yaml <<'E'
waivers:
  - {id: W-1, rule: queue_has_a_key, resource_glob: "aws_sqs_queue.*", reason: {en: x, ja: x}, owner: a, approver: b, approved_at: 2026-03-01, expires_at: 2026-09-01, ticket: T}
E
checked --gate new --against a.json --waivers waivers.yaml
exits 0

it "gate: nothing passes for want of an earlier run"
checked --gate new
exits 3
complains "belong together"
checked --gate old --against a.json
exits 3
checked --gate new --against missing.json
exits 3
silent
checked --all -o json=c.json
head -c 2000 c.json >cut.json
checked --gate new --against cut.json
exits 3
complains "cut.json:"

it "diff: what is no saved run is refused with its place"
sekisho diff a.json
exits 3
sekisho diff a.json "$plan"
exits 3
complains "it is no json report of \`check\`"
sed 's/"verdict": "fail"/"verdict": "fial"/' a.json >wrong.json
sekisho diff a.json wrong.json
exits 3
complains "is no verdict"
complains "wrong.json:"
sed 's/"schema_version": 1/"schema_version": 2/' a.json >wrong.json
sekisho diff wrong.json a.json
exits 3
complains "schema_version 2"
python3 -c 'import json; run = json.load(open("a.json")); del run["findings"][0]; json.dump(run, open("wrong.json", "w"))'
sekisho diff a.json wrong.json
exits 3
complains "do not add up"
silent

it "diff: bundles are compared like reports, and one that was changed is refused"
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
sealed() { sekisho seal estate.json --rule private_resource_is_not_public --key key.pem "$@"; }
sed 's/W-1, rule: queue_has_a_key, resource_glob: "aws_sqs_queue.\*"/W-1, rule: private_resource_is_not_public, resource_glob: "aws_opensearch_domain.*"/' waivers.yaml >public.yaml
cp "$root/tests/fixtures/terraform/demo/plan.json" estate.json
sealed --waivers public.yaml -o a.evb
exits 0
tar xOf a.evb waivers.json | grep -q public.yaml || wrong "the waivers are not sealed"
sekisho check estate.json --rule private_resource_is_not_public --all -o json=a_report.json
sed -i 's/"publicly_accessible":true/"publicly_accessible":false/g' estate.json
sealed -o b.evb
sekisho diff a.evb b.evb --lang en
exits 0
says "fail → pass"
says "0 new"
says "1 fixed"
says "1 still"
sekisho diff a_report.json b.evb --lang en
says "1 fixed"
sekisho diff b.evb a.evb --lang en
exits 1
says "1 new"
sed 's/"not_applicable":/"not_applicabel":/' a.evb >changed.evb
sekisho diff changed.evb b.evb
exits 3
complains "neither a json report of \`check\` nor a sound bundle"
mkdir -p sealed && cp a.evb b.evb sealed/
sekisho history sealed --lang en
exits 0
says "2 runs"
cp changed.evb sealed/
sekisho history sealed --lang en
exits 1
says "1 failed"

it "diff: a profile that switches a rule off, and a waiver, fix nothing"
cp first.json estate.json
printf 'name: off\noff:\n  - {rules: [queue_has_a_key], reason: another tool looks at keys}\n' >off.yaml
checked --all -o json=off.json --profile off.yaml
sekisho diff a.json off.json --lang en
says "0 fixed"
says "the later run does not evaluate the rule"
checked --all -o json=waived.json --waivers waivers.yaml --at 2026-06-01
sekisho diff a.json waived.json --lang en
says "0 fixed"
says "3 still"

it "diff: an unknown that passes without the register that was there before is not called fixed"
cat >people.csv <<'CSV'
id,email,joined,left,department
alice,alice@example.com,2020-04-01,,IT
CSV
checked --all -o json=with_register.json --register people.person=people.csv
python3 - <<'PY'
import json
estate = json.load(open("estate.json"))
for change in estate["resource_changes"]:
    if change["type"] == "aws_sqs_queue" and change["change"]["after"] is not None:
        change["change"]["after"]["kms_master_key_id"] = "alias/queues"
        change["change"]["after_unknown"] = {}
json.dump(estate, open("estate.json", "w"))
PY
checked --all -o json=known_with.json --register people.person=people.csv
checked --all -o json=known_without.json
sekisho diff with_register.json known_with.json --json
python3 - "$out" <<'PY' || wrong "what became known is not fixed"
import json, sys
assert [f["change"] for f in json.load(open(sys.argv[1]))["findings"] if f["was"] == "unknown"] == ["fixed"]
PY
sekisho diff with_register.json known_without.json --lang en
says "it passes, but an input or register"
sekisho diff with_register.json known_without.json --json
python3 - "$out" <<'PY' || wrong "an unknown is called fixed without the register"
import json, sys
found = json.load(open(sys.argv[1]))["findings"]
assert [(f["change"], f["why"]) for f in found if f["was"] == "unknown"] == [("incomparable", "source_missing")]
assert [f["change"] for f in found if f["was"] == "fail"] and all(f["change"] == "fixed" for f in found if f["was"] == "fail")
PY

it "diff: runs in the wrong order are noticed"
checked --all -o json=early.json --at 2026-04-01
checked --all -o json=late.json --at 2026-05-01
sekisho diff late.json early.json
complains "write the earlier run first"
