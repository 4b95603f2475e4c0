# The other commands.

it "--version and --help"
sekisho --version
exits 0
says "sekisho 0.1.0"
sekisho --help
exits 0
for name in check explain test lint fmt init adapters schema controls help; do says "  $name"; done

it "--help of every command has one line an option"
for name in check explain test lint fmt init adapters schema controls help; do
  sekisho $name --help
  exits 0
  says "usage: sekisho $name"
  says "--help"
  quiet
  sekisho help $name
  says "usage: sekisho $name"
done

it "help on topics"
for topic in formats project exit-codes; do
  sekisho help $topic
  exits 0
  [[ -s $out ]] || wrong "nothing on $topic"
done
sekisho help formast
exits 3
complains "did you mean \`formats\`?"

it "help on a code in both languages"
sekisho help codes
exits 0
first=$(grep -oE '^SK[0-9]+' "$out" | head -1)
sekisho help "${first:-SK0301}"
exits 0
says "$first"
grep -qP '[\x{3040}-\x{30ff}]' "$out" || wrong "no Japanese"
sekisho help SK9999
exits 3
complains "SK9999"

it "test: all pass"
sekisho test "$pack"
exits 0
says "3 passed, 0 failed"

it "test: one file"
sekisho test "$pack/queues_test.seki"
exits 0
says "3 passed, 0 failed"

it "test: a failure is shown with its place"
cp -r "$pack" broken_pack
sed -i 's/case "a key" pass/case "a key" fail/' broken_pack/queues_test.seki
sekisho test broken_pack
exits 1
says "queues.queue_has_a_key: a key"
says "broken_pack/queues_test.seki:7:"
says "expected fail, got pass"
says "2 passed, 1 failed"

it "test: --filter"
sekisho test "$pack" --filter "no key"
exits 0
says "1 passed, 0 failed"
sekisho test "$pack" --filter "no such case"
exits 3

it "test: nothing to test"
sekisho test
exits 3
complains "nothing to test"
mkdir -p untested
cp "$pack/queues.seki" untested/
sekisho test untested
exits 3
complains "no tests found"

it "test: rules that cannot be used"
mkdir -p bad_tests
sed 's/present queue.name/presnt queue.name/' "$pack/queues.seki" >bad_tests/queues.seki
sekisho test bad_tests
exits 3
complains "bad_tests/queues.seki:"

it "lint: good"
sekisho lint "$pack"
exits 0
says "0 errors"

it "lint: an error"
sekisho lint bad_tests
exits 1
says "bad_tests/queues.seki:"
says "1 error"

it "lint: nothing to lint"
sekisho lint
exits 3
sekisho lint nowhere
exits 3
complains "nowhere"

it "fmt: rewrites only what changes, and once"
mkdir -p layout
sed 's/^  severity high/ severity     high/' "$pack/queues.seki" >layout/queues.seki
cp "$pack/queues_test.seki" layout/
sekisho fmt --check layout
exits 1
says "layout/queues.seki"
sekisho fmt layout
exits 0
says "layout/queues.seki"
sekisho fmt layout
exits 0
silent
sekisho fmt --check layout
exits 0

it "fmt: the project's own fixtures are laid out"
sekisho fmt --check "$pack"
exits 0

it "fmt: comments stay"
grep -c '^//' "$pack/queues.seki" >before.txt
grep -c '^//' layout/queues.seki >after.txt
cmp -s before.txt after.txt || wrong "comments were lost"

it "fmt: filters standard input"
printf 'language 1\npackage  p\nenum   colour (red,green)\n' >messy.seki
sekisho_with_input messy.seki fmt -
exits 0
says "package p"
sekisho_with_input messy.seki fmt --check -
exits 1

it "fmt: a file that does not parse stays, and so do the others"
mkdir -p half
printf 'language 1\npackage  p\n' >half/a.seki
printf 'language 1\npackage q\nrule {\n' >half/b.seki
cp half/a.seki a.before
sekisho fmt half
exits 3
complains "half/b.seki:"
cmp -s half/a.seki a.before || wrong "the other file was written"

it "explain: a failure"
sekisho explain queue_has_a_key aws_sqs_queue.open "$plan" --pack "$pack"
exits 0
says "fail  aws_sqs_queue.open"
says "kms_master_key_id"
says "rule queue_has_a_key {"
says "plan.json:"

it "explain: an undecided one"
sekisho explain queue_has_a_key aws_sqs_queue.later "$plan" --pack "$pack" --lang ja
exits 0
says "判定不能"
says "残る条件"

it "explain: a pass has a witness"
sekisho explain queues.queue_has_a_key aws_sqs_queue.audit "$plan" --pack "$pack"
exits 0
says "alias/audit"

it "explain: names that are not there have suggestions"
sekisho explain queue_has_a_key aws_sqs_queue.opne "$plan" --pack "$pack"
exits 3
complains "did you mean \`aws_sqs_queue.open\`?"
sekisho explain queue_has_a_kye aws_sqs_queue.open "$plan" --pack "$pack"
exits 3
complains "did you mean \`queue_has_a_key\`?"
sekisho explain queue_has_a_key
exits 3
complains "needs a rule and a resource"

it "adapters: text, Markdown, JSON"
sekisho adapters
exits 0
says "terraform: "
says "storage.bucket"
sekisho adapters --markdown
exits 0
says "## storage.bucket"
says "| attribute | "
says " kubernetes | terraform |"
sekisho adapters --json
exits 0
says '"storage.bucket"'
if command -v python3 >/dev/null; then python3 -m json.tool "$out" >/dev/null || wrong "no JSON"; fi

it "schema: list, one, JSON, near miss"
sekisho schema
exits 0
says "storage.bucket"
says "data_store"
sekisho schema storage.bucket
exits 0
says "kind storage.bucket"
says "filled from: "
sekisho schema data_store
says "trait data_store"
sekisho schema storage.bucket --json
if command -v python3 >/dev/null; then python3 -m json.tool "$out" >/dev/null || wrong "no JSON"; fi
sekisho schema storage.bukcet
exits 3
complains "did you mean \`storage.bucket\`?"

it "controls: list, one, search, chapter, near miss"
sekisho controls
exits 0
says "10.1.1"
sekisho controls 10.1.1
exits 0
says "ISMAP 10.1.1"
says "ismap."
sekisho controls --search cryptographic
exits 0
says "10.1"
sekisho controls --search 暗号 --lang ja
exits 0
says "暗号"
sekisho controls --chapter 10
says "10.1.1"
says_not "9.2.1 "
sekisho controls --chapter 99
exits 3
sekisho controls 10.1.11.1.1
exits 3
sekisho controls --json --chapter 10
if command -v python3 >/dev/null; then python3 -m json.tool "$out" >/dev/null || wrong "no JSON"; fi
