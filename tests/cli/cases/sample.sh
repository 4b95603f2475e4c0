# Samples by the auditor's seed: drawn again by hand they are the same.
python3 - <<'PY' >queues.json
import json
changes = [{"address": "aws_sqs_queue.q[%d]" % i, "mode": "managed", "type": "aws_sqs_queue", "name": "q", "index": i, "provider_name": "providers.example.com/hashicorp/aws",
            "change": {"actions": ["create"], "before": None, "after": {"name": "q%d" % i, "kms_master_key_id": "k" if i % 3 else None}, "after_unknown": {}, "after_sensitive": {}, "before_sensitive": False}} for i in range(60)]
print(json.dumps({"format_version": "1.2", "terraform_version": "1.6.0", "planned_values": {"root_module": {}}, "resource_changes": changes, "configuration": {"root_module": {}}}))
PY
sekisho check queues.json --pack "$pack" --all -o json=run.json --at 2026-04-01
drawn() { sekisho sample run.json --rule queue_has_a_key --seed "$@"; }

it "sample: a population that nothing declares complete is refused, and told when it is allowed"
drawn "audit 2026"
exits 3
silent
complains "nothing says that the run looked at every resource"
drawn "audit 2026" --allow-incomplete --lang en
exits 0
says "25 of 60 resources"
says "not known to be complete"
drawn "audit 2026" --allow-incomplete --lang ja
says "母集団が全件であることは確認されていません"

it "sample: by hand it is the same"
drawn "audit 2026" --allow-incomplete --size 10 --lang en
grep -oE 'aws_sqs_queue\.q\[[0-9]+\]' "$out" >drawn
for ((i = 0; i < 60; i++)); do
  printf '%s  aws_sqs_queue.q[%d]\n' "$(printf '%s\n%s' "audit 2026" "aws_sqs_queue.q[$i]" | sha256sum | cut -c1-64)" "$i"
done | LC_ALL=C sort | head -10 | cut -d' ' -f3 >by_hand
diff drawn by_hand >/dev/null || wrong "drawn by hand it is another"
LC_ALL=C sort -c drawn 2>/dev/null && wrong "the order of addresses is no drawing"
cp drawn first
drawn "another seed" --allow-incomplete --size 10 --lang en
grep -oE 'aws_sqs_queue\.q\[[0-9]+\]' "$out" >drawn
! cmp -s drawn first || wrong "another seed draws the same"

it "sample: a larger one begins with the smaller, and none is larger than the population"
drawn "audit 2026" --allow-incomplete --size 1000 --json
says '"population": 60'
[[ $(grep -c '"resource"' "$out") -eq 60 ]] || wrong "expected all 60"
grep -oE 'aws_sqs_queue\.q\[[0-9]+\]' "$out" | head -10 | cmp -s - first || wrong "the first ten are others"

it "sample: of a run without passes, of another rule, of nothing, is refused"
sekisho check queues.json --pack "$pack" -o json=few.json
sekisho sample few.json --rule queue_has_a_key --seed s --allow-incomplete
exits 3
complains "saved without passes"
sekisho sample run.json --rule queue_has_a_kee --seed s --allow-incomplete
exits 3
complains "did you mean \`queue_has_a_key\`?"
sekisho sample run.json --rule fifo_queue_is_deduplicated --seed s --allow-incomplete
exits 3
complains "applied to no resource"
sekisho sample run.json --rule queue_has_a_key --allow-incomplete
exits 3
complains "\`--seed\` is missing"
for size in 0 -1 x 1e3; do
  sekisho sample run.json --rule queue_has_a_key --seed s --allow-incomplete --size "$size"
  exits 3
done

it "sample: a declared population is drawn from without more ado"
demo=$root/tests/fixtures/terraform/demo/plan.json
sekisho check "$demo" --rule personal_bucket_logs_access --all -o json=demo.json
sekisho sample demo.json --rule personal_bucket_logs_access --seed s
exits 3
sekisho check "$demo" --rule personal_bucket_logs_access --complete storage.bucket --all -o json=demo.json
sekisho sample demo.json --rule personal_bucket_logs_access --seed s --json
exits 0
says '"complete": true'
