# Snapshots: what inputs were understood as, in one file that `check` reads as it reads the inputs.

mkdir -p snapshot && cd snapshot || exit 3
ln -sf "$root/tests/fixtures" fixtures
demo=fixtures/terraform/demo/plan.json

# same NAME INPUT…: a snapshot of the inputs gives the reports that they give, byte for byte; of JSON and text all but the notes that name it.
same() {
  local name=$1
  shift
  sekisho snapshot "$@" -o "$name.ndjson"
  exits 0
  silent
  quiet
  sekisho check "$@" --all -o csv=direct.csv -o sarif=direct.sarif -o junit=direct.xml -o json=direct.json --at 2026-12-01
  local direct=$code
  sekisho check "$name.ndjson" --all -o csv=again.csv -o sarif=again.sarif -o junit=again.xml -o json=again.json --at 2026-12-01
  exits "$direct"
  local report
  for report in csv sarif xml; do
    cmp -s "direct.$report" "again.$report" || wrong "$report of $name differs: $(diff "direct.$report" "again.$report" | head -c 600)"
  done
  python3 - direct.json again.json >differs.txt <<'PY' || wrong "json of $name differs: $(tail -n 2 differs.txt)"
import json, sys
sys.stderr = sys.stdout
direct, again = (json.load(open(path)) for path in sys.argv[1:])
for source in again["sources"]:
    kept = [note for note in source["notes"] if not note.startswith("read from the snapshot")]
    assert len(kept) == len(source["notes"]) - 1, source
    source["notes"] = kept
for key in direct | again:
    assert json.dumps(direct.get(key)) == json.dumps(again.get(key)), key
PY
}

it "a plan, a template and a cluster give the same reports through a snapshot"
same plan "$demo"
same template fixtures/cloudformation/estate.yaml
same cluster fixtures/kubernetes/shop.yaml

it "several inputs are one snapshot, with their joins and doubles"
same all "$demo" fixtures/cloudformation/estate.yaml fixtures/kubernetes/shop.yaml fixtures/terraform/references/plan.json "$demo"

it "completeness that was declared goes with it"
sekisho snapshot "$demo" --complete storage.bucket -o declared.ndjson
exits 0
sekisho check "$demo" --complete storage.bucket -o csv --at 2026-12-01
cp "$out" direct.csv
sekisho check declared.ndjson -o csv --at 2026-12-01
cmp -s "$out" direct.csv || wrong "not the same as with --complete"

it "but not to what is read beside it"
sekisho check declared.ndjson fixtures/cloudformation/estate.yaml -o json
says '"complete_kinds": []'

it "the same inputs give the same bytes, and so does the snapshot itself"
sekisho snapshot "$demo" fixtures/kubernetes/shop.yaml -o one.ndjson
sekisho snapshot "$demo" fixtures/kubernetes/shop.yaml -o two.ndjson
cmp -s one.ndjson two.ndjson || wrong "two runs differ"
sekisho snapshot one.ndjson -o three.ndjson
exits 0
cmp -s one.ndjson three.ndjson || wrong "the snapshot of a snapshot differs"

it "a sensitive value is not written"
sekisho snapshot fixtures/terraform/sensitive/plan.json -o sensitive.ndjson
exits 0
file_holds fixtures/terraform/sensitive/plan.json hidden
! grep -q hidden sensitive.ndjson || wrong "holds a sensitive value: $(grep -o '.\{40\}hidden' sensitive.ndjson | head -1)"
file_holds sensitive.ndjson '(sensitive)'

it "the report names the snapshot"
sekisho check plan.ndjson
says "read from the snapshot"
says "sha256:$(sha256sum plan.ndjson | cut -d' ' -f1)"
sekisho check plan.ndjson -o json
says "mapped by the policy sha256:"

it "a person joins through it, too"
printf 'id,email,left\ntanaka,a@example.com,2026-03-31\n' >people.csv
sekisho snapshot "$demo" --register people.person=people.csv -o people.ndjson
exits 0
file_holds people.ndjson '"row":"people.person"'
sekisho check people.ndjson --pack "$fixtures/registers" -o csv
exits 1
says "fail,leavers.leaver_has_no_user,people.person/tanaka"

it "a file is not replaced unasked"
sekisho snapshot "$demo" -o plan.ndjson
exits 3
complains "is there already"
sekisho snapshot "$demo" -o plan.ndjson --force
exits 0
sekisho snapshot "$demo"
exits 3
complains "no file to write the snapshot to"
sekisho snapshot "$demo" -o .
exits 3
complains "is a folder"
clean_folder .

it "through a pipe"
sekisho snapshot "$demo" -o -
exits 0
cmp -s "$out" plan.ndjson || wrong "standard output holds something else than the file"
sekisho_with_input plan.ndjson check - -o csv
exits 1

it "a rule on a raw type is undecided: values are not kept"
mkdir -p raw
cat >raw/raw.seki <<'SEKI'
language 1
package raw

rule no_tags {
  title    en "No tags" ja "タグがない"
  severity low
  for      b in terraform.aws_s3_bucket
  require  not present b.acl
  message  en "tags" ja "タグ"
  remedy   en "remove" ja "外す"
}
SEKI
sekisho check plan.ndjson --pack raw -o csv
exits 2
says "unknown,raw.no_tags"
says_not "pass,raw.no_tags"

it "what is not whole, or was changed, is refused"
head -n 20 plan.ndjson >short.ndjson
sekisho check short.ndjson
exits 3
silent
complains "its last line, which counts the others, is missing"
head -c 5000 plan.ndjson >cut.ndjson
sekisho check cut.ndjson
exits 3
complains "breaks off within a line"
sed 's/^{"place":5,/{"place":6,/' plan.ndjson >numbers.ndjson
sekisho check numbers.ndjson
exits 3
silent
complains '`place` is 6 where 5 was to come'
sed 's/^{"place":5,"resource":[0-9]*,/{"place":5,"resource":999999,/' plan.ndjson >nowhere.ndjson
sekisho check nowhere.ndjson
exits 3
complains "no resource has this number"
sed 's/^\({"place":5,"resource":[0-9]*,\)"pointer":"[^"]*"/\1"pointer":7/' plan.ndjson >pointer.ndjson
sekisho check pointer.ndjson
exits 3
complains '`pointer`'
sed '/^{"place":5,/s/}$/,"text":"twice"}/' plan.ndjson >twice.ndjson
sekisho check twice.ndjson
exits 3
complains "a line is no JSON object"
{ cat plan.ndjson && grep '^{"place":5,' plan.ndjson; } >after.ndjson
sekisho check after.ndjson
exits 3
complains "text after its last line"
sed '0,/"bool":false/s//"bool":true/' plan.ndjson >changed.ndjson
sekisho check changed.ndjson
exits 3
complains "its digest is another"
sed '5d' plan.ndjson >gap.ndjson
sekisho check gap.ndjson
exits 3
complains "is no sound snapshot"
sed '1s/"version":1/"version":2/' plan.ndjson >later.ndjson
sekisho check later.ndjson
exits 3
complains "is a snapshot of version 2, and this sekisho reads version 1"
{ cat plan.ndjson; echo '{}'; } >more.ndjson
sekisho check more.ndjson
exits 3
complains "text after its last line"

it "a packed one, and one given to an adapter, say what to do"
gzip -kf plan.ndjson
sekisho check plan.ndjson.gz
exits 3
complains "is a snapshot of sekisho, which no adapter reads"
sekisho check plan.ndjson --adapter terraform
exits 3
complains "without \`--adapter\`"

# signed FILE: gives an edited snapshot the digest of what it holds now.
signed() {
  local body
  head -n -1 "$1" >body.tmp
  body=sha256:$(sha256sum body.tmp | cut -d' ' -f1)
  tail -n 1 "$1" | sed "s/\"digest\":\"[^\"]*\"/\"digest\":\"$body\"/" >last.tmp
  cat body.tmp last.tmp >"$1"
}

it "a value that does not fit its kind is refused, not taken for something else"
sed '0,/"bool":false/s//"text":"no"/' plan.ndjson >odd.ndjson
signed odd.ndjson
sekisho check odd.ndjson
exits 3
silent
complains "no value of type bool"
complains "odd.ndjson:"
sekisho check odd.ndjson --dump=snapshot
exits 3
silent

it "rows that no map made then are not taken for missing"
sed 's/"terraform.aws_s3_bucket":\[[^]]*\]/"terraform.aws_s3_bucket":[]/; /^{"row":"storage.bucket"/d' plan.ndjson >old.ndjson
rows=$(grep -c '^{"row"' old.ndjson)
sed -i "\$s/\"rows\":[0-9]*/\"rows\":$rows/" old.ndjson
signed old.ndjson
sekisho check old.ndjson --complete storage.bucket --dump=snapshot
exits 0
says "storage.bucket (open"
