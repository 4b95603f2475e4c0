# Views of a sealed run: made from the bundle, the same bytes everywhere, and nothing undecided called satisfied.

mkdir -p views && cd views || exit 3
cp "$root/tests/fixtures/terraform/demo/plan.json" plan.json
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
printf 'inputs: [plan.json]\n' >sekisho.yaml

it "a bundle gives every view, whatever the locale"
sekisho seal --key key.pem --at 2026-06-01 -o run.evb
exits 0
views=(oscal-catalog oscal-profile oscal-component-definition oscal-assessment-plan oscal-assessment-results oscal-poam ocsf sarif html xlsx json csv junit text)
outputs=() again=()
for view in "${views[@]}"; do outputs+=(-o "$view=$view.one") again+=(-o "$view=$view.two"); done
mkdir -p elsewhere && mv plan.json elsewhere/
sekisho report run.evb "${outputs[@]}"
exits 0
LANG=ja_JP.UTF-8 TZ=Asia/Tokyo sekisho report run.evb "${again[@]}"
for view in "${views[@]}"; do cmp -s "$view.one" "$view.two" || wrong "$view differs"; done
if command -v python3 >/dev/null; then
  python3 - <<'P' || wrong "a view is not as promised"
import json
run = json.load(open("json.one"))
rules = {r["name"]: r["counts"] for r in run["rules"]}
results = json.load(open("oscal-assessment-results.one"))["assessment-results"]["results"][0]
# A control that fails is not satisfied; one that is only undecided has no finding.
states = {f["target"]["target-id"]: f["target"]["status"]["state"] for f in results.get("findings", [])}
for rule in run["rules"]:
    for control in rule["supports"]:
        token = control["catalogue"] + "-" + control["control"]
        supporters = [r["counts"] for r in run["rules"] if any(c["control"] == control["control"] for c in r["supports"])]
        expected = "not-satisfied" if any(c["fail"] for c in supporters) else None if any(c["unknown"] or c["applicability_unknown"] for c in supporters) or not any(c["pass"] > c["vacuous"] for c in supporters) else "satisfied"
        assert states.get(token) == expected, (token, states.get(token), expected)
assert "not-satisfied" in states.values(), states
lines = [json.loads(line) for line in open("ocsf.one")]
by = {s: sum(1 for l in lines if l["compliance"]["status_id"] == s) for s in (1, 2, 3)}
assert by[3] == sum(c["fail"] for c in rules.values()) and by[2] >= sum(c["unknown"] for c in rules.values()), by
assert len({l["finding_info"]["uid"] for l in lines}) == len(lines)
import zipfile
book = zipfile.ZipFile("xlsx.one")
texts = book.read("xl/sharedStrings.xml").decode()
sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
assert len(sheets) == 3 and all(b"<f>" not in book.read(name) for name in sheets)
assert book.read("xl/worksheets/sheet3.xml").count(b"<row ") == 1 + sum(c["fail"] + c["unknown"] + c["pass"] for c in rules.values())
assert "aws_sqs_queue" in texts and "不合格" in texts
items = json.load(open("oscal-poam.one"))["plan-of-action-and-milestones"]["poam-items"]
assert len(items) == sum(1 for c in rules.values() if c["fail"]), items
P
fi

it "a bundle that was changed gives no view"
head -c -600 run.evb >cut.evb
sekisho report cut.evb -o ocsf=cut.ndjson
exits 1
[[ ! -e cut.ndjson ]] || wrong "a view was written"

it "an unknown view names the known ones"
sekisho report run.evb -o oscal
exits 3
complains "oscal-assessment-results"

it "a view never takes the place of the bundle"
cp run.evb kept.evb
sekisho report run.evb -o html=run.evb
exits 3
complains "\`run.evb\` is what the report is made from"
cmp -s run.evb kept.evb || wrong "the bundle was overwritten"
