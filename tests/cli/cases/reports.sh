# Formats, several at once, files, and writing all or nothing.

it "csv begins with its plain header"
sekisho check "$plan" --pack "$pack" -o csv
exits 1
[[ $(head -1 "$out") == verdict,rule,resource,* ]] || wrong "the header is $(head -1 "$out")"
says "fail,queues.queue_has_a_key,aws_sqs_queue.open,"
says "unknown,queues.queue_has_a_key,aws_sqs_queue.later,"
says_not "pass,queues"

it "csv with --all"
sekisho check "$plan" --pack "$pack" -o csv --all
says "pass,queues.queue_has_a_key,aws_sqs_queue.audit,"
says "not_applicable,queues.fifo_queue_is_deduplicated,"

it "reports carry digests and the engine's version"
for format in text json csv sarif junit html; do
  sekisho check "$plan" --pack "$pack" -o $format
  says "sha256"
  says "0.1.0"
done

it "json parses and holds both languages"
sekisho check "$plan" --pack "$pack" -o json
if command -v python3 >/dev/null; then
  python3 - "$out" <<'P' || wrong "json is not as promised"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["format"] == "sekisho-run" and run["schema_version"] == 1
assert run["policy"]["digest"].startswith("sha256:")
fails = [f for f in run["findings"] if f["verdict"] == "fail"]
assert {f["resource"] for f in fails} == {"aws_sqs_queue.open", "aws_sqs_queue.secret"}, fails
assert fails[0]["message"]["ja"] == "キューに鍵が指定されていません"
assert fails[0]["place"]["line"] > 1
rule = next(r for r in run["rules"] if r["name"] == "queues.queue_has_a_key")
assert rule["counts"]["fail"] == 2 and rule["counts"]["unknown"] == 1 and rule["counts"]["pass"] == 1
P
fi

it "sarif is valid"
sekisho check "$root/tests/fixtures/terraform/demo/plan.json" -o sarif
if python3 -c 'import jsonschema' 2>/dev/null && [[ -f ${SARIF_SCHEMA:-$root/../shared/schemas/sarif-2.1.0.json} ]]; then
  python3 - "$out" "${SARIF_SCHEMA:-$root/../shared/schemas/sarif-2.1.0.json}" <<'P' || wrong "not valid against the SARIF schema"
import json, sys, jsonschema
schema = json.load(open(sys.argv[2]))
errors = list(jsonschema.validators.validator_for(schema)(schema).iter_errors(json.load(open(sys.argv[1]))))
for error in errors[:5]:
    print(error.message)
sys.exit(bool(errors))
P
else
  skip "no python jsonschema, or no schema"
fi

it "junit is well-formed"
sekisho check "$plan" --pack "$pack" -o junit
if command -v python3 >/dev/null; then
  python3 - "$out" <<'P' || wrong "junit is not as promised"
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites" and root.get("failures") == "2" and root.get("skipped") == "1", root.attrib
P
fi

it "html holds the digests of its own style and script, and asks for nothing"
sekisho check "$plan" --pack "$pack" -o html=page.html --lang ja
if command -v python3 >/dev/null; then
  python3 - page.html <<'P' || wrong "html is not as promised"
import base64, hashlib, html.parser, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text).group(1)
for name in ("style", "script"):
    content = re.search(f"<{name}>(.*?)</{name}>", text, re.S).group(1)
    assert f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy, name
open_tags, void = [], {"meta", "input", "br", "link"}
class Check(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        if tag not in void: open_tags.append(tag)
        for key, value in attributes:
            assert not key.startswith("on") and key not in ("src", "style"), (tag, key)
            assert key != "href" or value.startswith("#"), value
    def handle_endtag(self, tag):
        assert open_tags.pop() == tag, tag
Check().feed(text)
assert not open_tags, open_tags
P
fi

it "several at once, files and standard output"
sekisho check "$plan" --pack "$pack" -o json=run.json -o sarif=run.sarif -o junit=run.xml -o csv
exits 1
says "verdict,rule,resource"
file_holds run.json '"sekisho-run"'
file_holds run.sarif '"2.1.0"'
file_holds run.xml '<testsuites'
quiet

it "only files: the closing line goes to standard error"
sekisho check "$plan" --pack "$pack" -o json=run.json
exits 1
silent
complains "2 failures"

it "at most one report on standard output"
sekisho check "$plan" --pack "$pack" -o json -o csv
exits 3
complains "two reports for standard output"
silent

it "no file twice"
sekisho check "$plan" --pack "$pack" -o json=x.out -o csv=x.out
exits 3
complains "two reports for \`x.out\`"
no_file x.out

it "an unknown format is refused with the nearest one"
sekisho check "$plan" --pack "$pack" -o jsno
exits 3
complains "did you mean \`json\`?"

it "a report whose file is a folder: nothing is written"
mkdir -p taken
rm -f run.json
sekisho check "$plan" --pack "$pack" -o json=run.json -o csv=taken
exits 3
complains "\`taken\`"
no_file run.json
clean_folder .

it "a report in a folder that is not there: the others are not overwritten"
echo old >run.json
sekisho check "$plan" --pack "$pack" -o json=run.json -o csv=missing/run.csv
exits 3
complains "missing/run.csv"
file_is run.json old
clean_folder .

it "a full device as target: the others are not overwritten"
echo old >run.json
sekisho check "$plan" --pack "$pack" -o json=run.json -o csv=/dev/full
exits 3
complains "/dev/full"
file_is run.json old
clean_folder .

it "standard output on a full device"
echo old >run.json
code=0
command="sekisho check > /dev/full"
timeout 30 "$binary" check "$plan" --pack "$pack" -o csv -o json=run.json >/dev/full 2>"$err" || code=$?
exits 3
complains "standard output"
file_is run.json old

it "a limit on the size of files"
echo old >run.csv
code=0
command="sekisho check under ulimit -f"
(ulimit -f 4 && exec timeout 30 "$binary" check "$plan" --pack "$pack" --all -o csv=run.csv >"$out" 2>"$err") || code=$?
exits 3
complains "run.csv"
file_is run.csv old
clean_folder .

it "a full disk"
mkdir -p small
if mount -t tmpfs -o size=16k tmpfs small 2>/dev/null; then
  echo old >small/run.json
  sekisho check "$root/tests/fixtures/terraform/demo/plan.json" -o json=small/run.json
  exits 3
  complains "small/run.json"
  file_is small/run.json old
  clean_folder small
  umount small
else
  skip "cannot mount a file system here"
fi

it "a report replaces the old one and keeps its permissions"
echo old >run.json
chmod 640 run.json
sekisho check "$plan" --pack "$pack" -o json=run.json
file_holds run.json '"sekisho-run"'
[[ $(stat -c %a run.json) == 640 ]] || wrong "permissions are $(stat -c %a run.json)"

it "a report never takes the place of what it is made from"
cp "$plan" input.json
printf 'inputs: [input.json]\n' >own.yaml
ln -sf input.json link.json
for target in input.json ./input.json link.json own.yaml; do
  sekisho check --project own.yaml --pack "$pack" -o csv=beside.csv -o json=$target
  exits 3
  complains "\`$target\` is what the report is made from"
  cmp -s "$plan" input.json || wrong "the input was overwritten"
  file_is own.yaml "inputs: [input.json]"
  [[ ! -e beside.csv ]] || wrong "another report was written"
done
sekisho check input.json --pack "$pack" --all -o json=earlier.json
sekisho check input.json --pack "$pack" --gate new --against earlier.json -o json=earlier.json
exits 3
rm -f input.json link.json own.yaml earlier.json

it "an undecided finding says why in its message, not what would be wrong"
sed 's/"kms_master_key_id": null/"kms_master_key_id": "alias\/x"/' "$plan" >undecided.json
sekisho check undecided.json --pack "$pack" -o json
python3 - "$out" <<'P' || wrong "a message claims what nobody knows"
import json, sys
findings = json.load(open(sys.argv[1]))["findings"]
undecided = [f for f in findings if f["verdict"] == "unknown"]
assert undecided
for f in undecided:
    assert f["message"]["en"].startswith("cannot be decided: "), f["message"]
    assert f["message"]["ja"].startswith("判定できません: "), f["message"]
    assert f["reasons"][0]["text"] in f["message"]["en"]
assert not any("cannot be decided" in f["message"]["en"] for f in findings if f["verdict"] == "fail")
P
rm -f undecided.json
