# `sekisho check`: exit codes, options, and what a report says.

it "failures give 1"
sekisho check "$plan" --pack "$pack"
exits 1
says "aws_sqs_queue.open"
says "the queue names no key"
says "plan.json:"
quiet

it "undecided only gives 2"
sekisho check "$plan" --pack "$pack" --rule queue_has_a_key --with nothing=1
exits 3
complains "there is no parameter \`nothing\`"

it "a rule that passes gives 0"
sekisho check "$plan" --pack "$pack" --rule queue_has_a_name
exits 0
says "4 passed"

it "a qualified name chooses the same rule"
sekisho check "$plan" --pack "$pack" --rule queues.queue_has_a_name
exits 0

it "an unknown rule is refused with the nearest one"
sekisho check "$plan" --pack "$pack" --rule queue_has_a_nam
exits 3
complains "did you mean \`queue_has_a_name\`?"
silent

it "undecided findings give 2, or what --unknown says"
undecided=$work/undecided.json
sed 's/"kms_master_key_id": null/"kms_master_key_id": "alias\/x"/' "$plan" >"$undecided"
sekisho check "$undecided" --pack "$pack"
exits 2
sekisho check "$undecided" --pack "$pack" --unknown=pass
exits 0
sekisho check "$undecided" --pack "$pack" --unknown fail
exits 1

it "a run that found nothing to check says so"
echo '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{}},"resource_changes":[],"configuration":{"root_module":{}}}' >nothing.json
sekisho check nothing.json --pack "$pack"
exits 0
complains "note: nothing was checked"
sekisho check nothing.json --pack "$pack" --lang ja
exits 0
complains "何も確認していません"
sekisho check nothing.json "$plan" --pack "$pack" --rule queue_has_a_key
complains_not "nothing was checked"

it "of a plan that ended in an error only what came before it was seen"
sed 's/"errored": false/"errored": true/' "$plan" >errored.json
sekisho check errored.json --pack "$pack" --rule queue_has_a_name
exits 2
complains "undecided: \`errored.json\`: planning ended in an error"
sekisho snapshot errored.json --pack "$pack" -o errored.ndjson --force
sekisho check errored.ndjson --pack "$pack" --rule queue_has_a_name
exits 2
complains "planning ended in an error"
sekisho check errored.json --pack "$pack"
exits 1

it "--fail-on leaves out rules below"
sekisho check "$plan" --pack "$pack" --fail-on critical
exits 0
says "aws_sqs_queue.open"
sekisho check "$plan" --pack "$pack" --fail-on high
exits 1

it "the report counts what nobody looked at"
sekisho check "$plan" --pack "$pack"
says "found no resource of its kind: queues.topic_has_a_key"
says "applied to none of its resources: queues.fifo_queue_is_deduplicated"

it "undecided findings say why and what remains"
sekisho check "$plan" --pack "$pack"
says "aws_sqs_queue.later"
says "remains"

it "sensitive values are printed nowhere"
for format in text json csv sarif junit html; do
  sekisho check "$plan" --pack "$pack" --all -o $format
  says_not "Hyakuman"
done
for stage in raw snapshot verdicts findings; do
  sekisho check "$plan" --pack "$pack" --dump=$stage
  says_not "Hyakuman"
done

it "--all shows passes"
sekisho check "$plan" --pack "$pack" --all
says "aws_sqs_queue.audit"
sekisho check "$plan" --pack "$pack"
says_not "aws_sqs_queue.audit"

it "--lang and the locale choose the language"
sekisho check "$plan" --pack "$pack" --lang ja
says "キューに鍵が指定されていません"
says "不合格"
LANG=ja_JP.UTF-8 sekisho check "$plan" --pack "$pack"
says "キューに鍵が指定されていません"
LANG=ja_JP.UTF-8 sekisho check "$plan" --pack "$pack" --lang en
says "the queue names no key"

it "--at is the time of evaluation"
sekisho check "$plan" --pack "$pack" --at 2027-01-31T12:00:00Z
says "2027-01-31T12:00:00Z (given by option)"
sekisho check "$plan" --pack "$pack" --at 2027-01-31
says "2027-01-30T15:00:00Z (given by option)"

it "without --at the capture time counts"
sekisho check "$plan" --pack "$pack"
says "2026-04-01T00:00:00Z (the latest capture time of the sources)"

it "a time that is none is refused"
sekisho check "$plan" --pack "$pack" --at tomorrow
exits 3
complains "\`tomorrow\` is no time"

it "standard input"
sekisho_with_input "$plan" check - --pack "$pack"
exits 1
says "aws_sqs_queue.open"

it "standard input cannot be read twice"
sekisho check - - --pack "$pack"
exits 3
complains "standard input is named twice"

it "several inputs make one run"
cp "$plan" "$work/other.json"
sekisho check "$plan" "$work/other.json" --pack "$pack"
exits 1
says "2 sources"

it "--adapter overrides detection, and must be known"
sekisho check "$plan" --pack "$pack" --adapter terraform
exits 1
sekisho check "$plan" --pack "$pack" --adapter teraform
exits 3
complains "did you mean \`terraform\`?"

it "--complete must name a kind"
sekisho check "$plan" --complete storage.bukcet
exits 3
complains "storage.bukcet"

it "no input is an error"
sekisho check --pack "$pack"
exits 3
complains "no input"

it "the shipped ISMAP pack is the default"
sekisho check "$root/tests/fixtures/terraform/demo/plan.json"
exits 1
says "ISMAP"
quiet

it "a file that two packs hold counts once"
sekisho check "$plan" --pack "$pack" --pack "$pack/queues.seki"
exits 1
says "4 rules"

it "a shipped pack by name"
sekisho check "$plan" --pack ismap
[[ $code -le 2 ]] || wrong "exit code $code"

it "a pack that is neither path nor name"
sekisho check "$plan" --pack ismpa
exits 3
complains "did you mean \`ismap\`?"

it "every stage can be dumped"
for stage in tokens tree program query raw snapshot verdicts findings; do
  sekisho check "$plan" --dump=$stage
  exits 0
  [[ -s $out ]] || wrong "stage $stage printed nothing"
  quiet
done

it "an unknown stage is refused"
sekisho check "$plan" --pack "$pack" --dump=verdict
exits 3
complains "did you mean \`verdicts\`?"

it "colours only when asked, outside a terminal"
sekisho check "$plan" --pack "$pack"
says_not $'\033'
sekisho check "$plan" --pack "$pack" --color always
says $'\033[1;31m'
sekisho check "$plan" --pack "$pack" --color never
says_not $'\033'

it "the same run gives the same bytes"
sekisho check "$plan" --pack "$pack" --at 2026-04-01 -o json
cp "$out" "$work/first.json"
sekisho check "$plan" --pack "$pack" --at 2026-04-01 -o json
cmp -s "$out" "$work/first.json" || wrong "the outputs differ"

it "a list of lines fits the default width"
sekisho check "$root/tests/fixtures/terraform/demo/plan.json" --lang en
longest=$(awk '{ gsub(/[\200-\277]/, ""); if (length($0) > most) most = length($0) } END { print most }' <(LC_ALL=C cat "$out"))
[[ $longest -le 112 ]] || wrong "a line of $longest columns"

it "on a terminal the report has colours and its width"
if has_terminal; then
  command="script -c 'sekisho check'"
  on_terminal "stty cols 60; '$binary' check '$plan' --pack '$pack'"
  exits 1
  says $'\033['
else
  skip "no script command, or no pseudo-terminal here"
fi

it "NO_COLOR is respected"
if has_terminal; then
  NO_COLOR=1 on_terminal "'$binary' check '$plan' --pack '$pack'"
  says_not $'\033[1;31m'
else
  skip "no script command, or no pseudo-terminal here"
fi

it "a progress line on a terminal, when work takes longer than a second, and wiped at the end"
if has_terminal; then
  command="script -c '(sleep 2; cat plan) | sekisho check -'"
  on_terminal "(sleep 2; cat '$plan') | '$binary' check - --pack '$pack' --color never"
  exits 1
  says "reading standard input"
  says $'\r\033[K'
else
  skip "no script command, or no pseudo-terminal here"
fi

it "no progress line in a pipe"
code=0
(sleep 2; cat "$plan") | "$binary" check - --pack "$pack" >"$out" 2>"$err" || code=$?
exits 1
quiet

it "a group of five hundred openings is told in good time, by the one that counts"
awk 'BEGIN {
  printf "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{}},\"configuration\":{\"root_module\":{}},\"resource_changes\":[{\"address\":\"aws_security_group.wide\",\"mode\":\"managed\",\"type\":\"aws_security_group\",\"name\":\"wide\",\"provider_name\":\"registry.example.com/hashicorp/aws\",\"change\":{\"actions\":[\"no-op\"],\"before\":null,\"after_unknown\":{},\"before_sensitive\":false,\"after_sensitive\":{},\"after\":{\"name\":\"wide\",\"egress\":[],\"ingress\":["
  for (i = 0; i < 500; ++i) printf "%s{\"from_port\":%d,\"to_port\":%d,\"protocol\":\"tcp\",\"cidr_blocks\":[\"%s\"],\"ipv6_cidr_blocks\":[],\"prefix_list_ids\":[],\"security_groups\":[],\"self\":false,\"description\":\"\"}", i ? "," : "", i < 499 ? 8000 + i : 22, i < 499 ? 8000 + i : 22, i < 499 ? "10.0.0.0/8" : "0.0.0.0/0"
  print "]}}}]}" }' >wide.json
sekisho check wide.json --rule administration_port_is_not_open --color never
exits 1
says "openings[499].from_port = 22"
says_not "openings[498]"

it "resources of Google Cloud say their region themselves"
cat >google_plan.json <<'EOF'
{"format_version": "1.2", "terraform_version": "1.11.4",
 "resource_changes": [
  {"address": "google_x.zoned", "mode": "managed", "type": "google_x", "name": "zoned", "provider_name": "providers.example.com/hashicorp/google", "change": {"actions": ["create"], "before": null, "after": {"zone": "europe-west1-b", "labels": {"team": "choubo"}}, "after_unknown": {}}},
  {"address": "google_x.worldwide", "mode": "managed", "type": "google_x", "name": "worldwide", "provider_name": "providers.example.com/hashicorp/google", "change": {"actions": ["create"], "before": null, "after": {"location": "global"}, "after_unknown": {}}},
  {"address": "google_x.open", "mode": "managed", "type": "google_x", "name": "open", "provider_name": "providers.example.com/hashicorp/google", "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"region": true}}},
  {"address": "google_x.elsewhere", "mode": "managed", "type": "google_x", "name": "elsewhere", "provider_name": "providers.example.com/hashicorp/google", "change": {"actions": ["create"], "before": null, "after": {"region": null}, "after_unknown": {}}}],
 "configuration": {"provider_config": {"google": {"name": "google", "expressions": {"region": {"constant_value": "asia-northeast1"}}}},
  "root_module": {"resources": [
   {"address": "google_x.zoned", "mode": "managed", "type": "google_x", "name": "zoned", "provider_config_key": "google", "expressions": {"zone": {"constant_value": "europe-west1-b"}}},
   {"address": "google_x.worldwide", "mode": "managed", "type": "google_x", "name": "worldwide", "provider_config_key": "google", "expressions": {"location": {"constant_value": "global"}}},
   {"address": "google_x.open", "mode": "managed", "type": "google_x", "name": "open", "provider_config_key": "google", "expressions": {"region": {"references": ["google_y.y.region", "google_y.y"]}}},
   {"address": "google_x.elsewhere", "mode": "managed", "type": "google_x", "name": "elsewhere", "provider_config_key": "google", "expressions": {}}]}}}
EOF
sekisho check google_plan.json --rule resource_is_in_declared_region --with 'ismap.assets.declared_regions={"asia-northeast1"}' --all -o csv
says "fail,ismap.assets.resource_is_in_declared_region,google_x.zoned,"
says "not_applicable,ismap.assets.resource_is_in_declared_region,google_x.worldwide,"
says "google_x.open,"
says_not "pass,ismap.assets.resource_is_in_declared_region,google_x.open,"
says "pass,ismap.assets.resource_is_in_declared_region,google_x.elsewhere,"

it "whether a type of Google Cloud takes labels is known where it has some"
sekisho check google_plan.json --rule resource_has_owner --all -o csv
says "fail,ismap.assets.resource_has_owner,google_x.zoned,"
says "unknown,ismap.assets.resource_has_owner,google_x.elsewhere,"

it "the heap lies in large pages"
if [[ ! -r /proc/self/smaps || ! -e /sys/kernel/mm/transparent_hugepage/enabled ]] || grep -q __asan_init "$binary"; then
  skip "no large pages here, or a sanitizer's heap"
else
  mkfifo held
  "$binary" check - <held >"$out" 2>"$err" &
  running=$!
  exec 9>held
  for _ in {1..100}; do
    flags=$(awk '/\[heap\]/ { heap = 1 } heap && /^VmFlags/ { print; heap = 0 }' "/proc/$running/smaps" 2>/dev/null)
    [[ $flags != *" hg"* ]] || break
    sleep 0.1
  done
  [[ $flags == *" hg"* ]] || wrong "no large pages asked for: $flags"
  exec 9>&-
  wait "$running" || true
fi

it "a plan that says it is not complete (deferred changes, an error) passes nothing by what is not in it"
sed 's/"complete": *true/"complete":false/; s/"errored": *false/"errored":true/' "$root/tests/fixtures/terraform/demo/plan.json" >partial.json
if cmp -s "$root/tests/fixtures/terraform/demo/plan.json" partial.json; then
  wrong "the plan does not say that it is complete"
else
  for rule in bucket_keeps_versions database_port_is_not_open; do
    sekisho check "$root/tests/fixtures/terraform/demo/plan.json" --all --rule "$rule" -o csv
    [[ $(grep -cE '^(pass|fail),' "$out") -gt 2 ]] || wrong "nothing that $rule decides"
    sekisho check partial.json --all --rule "$rule" -o csv
    says "unknown,"
    says "the source may not hold every"
    ! grep -qE '^pass,[^,]*,[^,]*,(storage.bucket|network.group),' "$out" || wrong "$rule passes"
  done
fi

it "a plan that says it is not complete (-target) decides by what its configuration shows to be whole"
sed 's/"complete": *true/"complete":false/' "$root/tests/fixtures/terraform/demo/plan.json" >partial.json
sekisho check partial.json --all --rule bucket_keeps_versions -o csv
says "pass,ismap.operations.bucket_keeps_versions,"
python3 - partial.json >targeted.json <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))
plan["resource_changes"] = [c for c in plan["resource_changes"] if c["type"] != "aws_s3_bucket_versioning"]
json.dump(plan, sys.stdout)
END
sekisho check targeted.json --all --rule bucket_keeps_versions -o csv
says "unknown,ismap.operations.bucket_keeps_versions,"
says_not "fail,ismap.operations.bucket_keeps_versions,"

it "a plan made with -target by a Terraform that does not say so passes and fails nothing by what is not in it"
python3 - "$root/tests/fixtures/terraform/demo/plan.json" >partial.json <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))
del plan["complete"]
plan["terraform_version"] = "1.5.7"
plan["resource_changes"] = [c for c in plan["resource_changes"] if c["type"] != "aws_s3_bucket_versioning"]
json.dump(plan, sys.stdout)
END
sekisho check partial.json --all --rule bucket_keeps_versions --rule database_port_is_not_open -o csv -o json=partial_run.json
says "unknown,ismap.operations.bucket_keeps_versions,"
says_not "pass,ismap.operations.bucket_keeps_versions,"
says_not "fail,ismap.operations.bucket_keeps_versions,"
says "pass,ismap.communications.database_port_is_not_open,"
says "the source may not hold every \`terraform.aws_s3_bucket_versioning\`"
grep -q "the plan is not complete: .* of the configuration or the state" partial_run.json || wrong "the report does not say so"
