# A period of saved runs: gaps shown, failures with their dates, nothing closed that was only no longer seen.
# day DAY KEY…: runs/DAY.json over queues one, two, … with these keys; a key of - is none, of x leaves the queue out.
day() {
  local date=$1
  shift
  python3 - "$date" "$@" <<'PY' >estate.json
import json, sys
changes = []
for name, key in zip(("one", "two", "three"), sys.argv[2:]):
    if key == "x": continue
    changes.append({"address": "aws_sqs_queue." + name, "mode": "managed", "type": "aws_sqs_queue", "name": name, "provider_name": "providers.example.com/hashicorp/aws",
                    "change": {"actions": ["create"], "before": None, "after": {"name": name, "kms_master_key_id": None if key == "-" else key}, "after_unknown": {}, "after_sensitive": {}, "before_sensitive": False}})
print(json.dumps({"format_version": "1.2", "terraform_version": "1.6.0", "timestamp": sys.argv[1] + "T00:00:00Z", "planned_values": {"root_module": {}}, "resource_changes": changes, "configuration": {"root_module": {}}}))
PY
  mkdir -p runs
  sekisho check estate.json --pack "${rules:-$pack}" --all -o "json=runs/$date.json"
  [[ $code -le 2 ]] || wrong "the run of $date ended with $code"
}
history() { sekisho history "$@" --lang en; }

it "history: a failure opens, is mended, and comes back"
day 2026-04-01 k - k
day 2026-04-02 k k -
day 2026-04-03 - k -
day 2026-04-04 - - k
history runs
exits 0
says "4 runs, 0 missed, 0 failed, longest gap 1d"
says "in the first run already, 2026-04-01T00:00:00Z"
says "REAPPEARED"
says "2 failures are not known to be mended"
history runs --json
python3 - "$out" <<'PY' || wrong "the episodes are not those that the runs hold"
import json, sys
history = json.load(open(sys.argv[1]))
got = sorted((e["resource"][14:], e["first_seen"][8:10], e["last_seen"][8:10], e["state"], e["reappeared"], e["since_before"], (e["changed_at"] or "")[8:10]) for e in history["failures"])
assert got == [("one", "03", "04", "open", False, False, ""), ("three", "02", "03", "fixed", False, False, "04"),
               ("two", "01", "01", "fixed", False, True, "02"), ("two", "04", "04", "open", True, False, "")], got
PY

it "history: a slot without a run is a gap that is shown"
rm runs/2026-04-03.json
history runs --every 1d
exits 1
says "1 missed"
says "2026-04-03T00:00:00Z  MISSED: no run in this slot of the schedule"
says "longest gap 2d"
history runs --every 1d --from 2026-03-30T00:00:00Z --to 2026-04-05T00:00:00Z
says "4 missed"
history runs
exits 0
says "0 missed"

it "history: a failed run is told, with what it said, and its slot is not missed"
printf '2026-04-03T00:10:00Z\nthe export command ended with 1\n' >runs/2026-04-03.failed
history runs --every 1d
exits 1
says "0 missed, 1 failed"
says "the export command ended with 1"
rm runs/2026-04-03.failed

it "history: a file that cannot be read as a run is a gap, not nothing"
head -c 3000 runs/2026-04-04.json >runs/2026-04-05.json
history runs
exits 1
says "1 failed"
says "2026-04-05.json"
rm runs/2026-04-05.json

it "history: what was only no longer looked at stays open, out of sight, until it can be compared"
rm -r runs
day 2026-04-01 - k k
day 2026-04-02 x k k
history runs
says "out of sight"
says "nothing says that it looked at all resources there"
says "1 failure is not known to be mended"
day 2026-04-03 k k k
history runs
says "0 failures are not known to be mended"
rm runs/2026-04-03.json
mkdir -p weaker && cp "$pack"/*.seki weaker/
sed -i 's/require  present queue.kms_master_key_id/require  present queue.kms_master_key_id or present queue.name/' weaker/*.seki
rules=weaker day 2026-04-03 - k k
unset rules
history runs
says "1 failure is not known to be mended"
says "its condition changed"

it "history: inputs that did not change are told: nothing new was collected"
rm -r runs
day 2026-04-01 - k k
sekisho check estate.json --pack "$pack" --all -o json=runs/2026-04-02.json --at 2026-04-02T00:00:00Z
history runs --every 1d
exits 0
says "(the same inputs as"
sekisho history runs --lang ja
says "入力が前回と同一"

it "history: controls have a letter a point, and gaps are no passes"
rm -r runs
mkdir -p supported && cp "$pack"/queues.seki supported/
sed -i '0,/  severity high/s//  supports ismap 10.1.1 because en "x" ja "x"\n  severity high/' supported/queues.seki
rules=supported day 2026-04-01 - k k
rules=supported day 2026-04-03 k k k
unset rules
history runs --every 1d
says "ISMAP 10.1.1"
says "F_P"

it "history: what cannot be asked is refused"
sekisho history nowhere
exits 3
mkdir -p empty
sekisho history empty
exits 3
complains "no saved run"
sekisho history runs --every soon
exits 3
complains "no time between runs"
sekisho history runs --from 2026-04-01
exits 3
sekisho history runs --every 1m --from 1990-01-01
exits 3
complains "more than 100000 slots"

it "history: runs are put in order by their times, whatever their files are called"
rm -r runs
unset rules
day 2026-04-01 - k k
mv runs/2026-04-01.json runs/z.json
day 2026-04-02 k k k
mv runs/2026-04-02.json runs/b.json
day 2026-04-03 - k k
mv runs/2026-04-03.json runs/a.json
history runs --json
python3 - "$out" <<'PY' || wrong "the runs are not in the order of their times"
import json, sys
history = json.load(open(sys.argv[1]))
assert [p["path"][-6:] for p in history["points"]] == ["z.json", "b.json", "a.json"], history["points"]
assert [(e["state"], e["reappeared"]) for e in history["failures"]] == [("fixed", False), ("open", True)], history["failures"]
PY

it "history: a failure of two inputs is closed when it is for both"
rm -r runs
day 2026-04-01 - k k
mkdir -p a b && cp estate.json a/ && cp estate.json b/
sekisho check a/estate.json b/estate.json --pack "$pack" --all -o json=runs/2026-04-01.json
day 2026-04-02 k k k
cp estate.json a/
sekisho check a/estate.json --pack "$pack" --all -o json=runs/2026-04-02.json
history runs
says "1 failure is not known to be mended"
says "out of sight"

it "history: passes over nothing are no passes for a control"
rm -r runs
mkdir -p lists && cat >lists/lists.seki <<'SEKI'
language 1
package lists

rule no_door_is_open {
  title    en "No opening for remote terminals"
           ja "遠隔端末の口を開けない"
  supports ismap 10.1.1 because en "x" ja "x"
  severity low
  for      group in terraform.aws_security_group
  require  all opening in group.ingress : opening.from_port != 22
}
SEKI
python3 - <<'PY'
import json
for name, openings in (("empty", []), ("full", [{"from_port": 443}])):
    changes = [{"address": "aws_security_group.one", "mode": "managed", "type": "aws_security_group", "name": "one", "provider_name": "providers.example.com/hashicorp/aws",
                "change": {"actions": ["create"], "before": None, "after": {"name": "one", "ingress": openings}, "after_unknown": {}, "after_sensitive": {}, "before_sensitive": False}}]
    json.dump({"format_version": "1.2", "terraform_version": "1.6.0", "timestamp": "2026-04-01T00:00:00Z", "planned_values": {"root_module": {}}, "resource_changes": changes, "configuration": {"root_module": {}}}, open(name + ".json", "w"))
PY
mkdir -p runs
sekisho check empty.json --pack lists --all -o json=runs/1.json --at 2026-04-01T00:00:00Z
sekisho check full.json --pack lists --all -o json=runs/2.json --at 2026-04-02T00:00:00Z
history runs
says "ISMAP 10.1.1  -P"

it "history: an account that drops out is told"
rm -r runs
mkdir -p runs
bucket() {
  printf '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[{"awsAccountId":"%s","awsRegion":"eu-west-1","resourceType":"AWS::EC2::VPC","resourceId":"vpc-1","tags":{},"configuration":{"vpcId":"vpc-1","cidrBlock":"10.0.0.0/16","isDefault":false}}]}' "$1"
}
bucket 111122223333 >one.json
bucket 444455556666 >two.json
sekisho check one.json two.json --pack "$pack" --all -o json=runs/1.json --at 2026-04-01T00:00:00Z
sekisho check one.json --pack "$pack" --all -o json=runs/2.json --at 2026-04-02T00:00:00Z
history runs
says "not covered, as it was before: 444455556666"
history runs --json
says '"444455556666"'

it "history: what the statement said before and after, between sealed runs, and what was expected and not shown"
mkdir -p office && cd office || exit 3
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
cp "$root/policies/ismap/example/statement.yaml" statement.yaml
cp -r "$pack" queues
cp "$plan" plan.json
printf 'inputs: [plan.json]\npacks: [queues]\nstatement: statement.yaml\n' >sekisho.yaml
mkdir runs
sekisho seal --key key.pem -o runs/1.evb --at 2026-04-01T00:00:00Z
exits 0
# Between the two a report of `check`, which holds no statement and says nothing of it.
sekisho check --all -o json=runs/2.json --at 2026-04-02T00:00:00Z
sekisho statement export -o csv=controls.csv
python3 - <<'PY'
import csv
rows = list(csv.reader(open("controls.csv", encoding="utf-8-sig", newline="")))
heading, rows = rows[0], [row for row in rows[1:] if row[0] != "IC-0303"]
for row in rows:
    if row[0] == "IC-0301": row[10] += "。年2回行う"
    if row[0] == "IC-0302": row[1] = "別の名称"
rows.append(["IC-NEW"] + rows[0][1:])
with open("edited.csv", "w", encoding="utf-8-sig", newline="") as out: csv.writer(out).writerows([heading] + rows)
PY
sekisho statement import edited.csv -o statement.yaml --force
exits 0
printf 'expected: {accounts: ["111122223333"]}\n' >>sekisho.yaml
sekisho seal --key key.pem -o runs/3.evb --at 2026-04-03T00:00:00Z
exits 0
history runs
exits 1
says "1 without all that is expected"
says "expected, and shown by no input: account 111122223333"
says "2026-04-01T00:00:00Z → 2026-04-03T00:00:00Z"
says "individual control IC-0301"
history runs --json
python3 - "$out" <<'PY' || wrong "the changes of the statement are not those that were made"
import json, sys
history = json.load(open(sys.argv[1]))
assert history["summary"]["uncovered"] == 1 and history["points"][2]["not_seen"] == ["account 111122223333"], history["points"]
changes = history["statement"]
assert {(c["before"][:10], c["after"][:10]) for c in changes} == {("2026-04-01", "2026-04-03")}, changes
individual = sorted((c["id"], c["change"]) for c in changes if c["of"] == "individual_control")
assert individual == [("IC-0301", "text"), ("IC-0302", "title"), ("IC-0303", "removed"), ("IC-NEW", "added")], individual
text = next(c for c in changes if c["change"] == "text")
assert text["was"].startswith("sha256:") and text["now"].startswith("sha256:") and text["was"] != text["now"], text
title = next(c for c in changes if c["change"] == "title")
assert title["now"].startswith("別の名称"), title
PY
sekisho history runs --lang ja
says "言明書の変更"
says "個別管理策 IC-0303"
cd ..
