# Inputs and policies that cannot be used: exit code 3, file and place named, nothing printed as a report, nothing overwritten.

echo old >report.json
# refuses FILE TEXT: checking FILE ends with 3, names the file and says TEXT; the old report stays.
refuses() {
  sekisho check "$1" --pack "$pack" -o json=report.json
  exits 3
  complains "$1"
  complains "$2"
  silent
  file_is report.json old
  clean_folder .
}

it "broken JSON"
printf '{"format_version": "1.2",\n  "resource_changes": [}\n' >broken.json
refuses broken.json "broken.json:2:"

it "a truncated file"
head -c 900 "$plan" >truncated.json
refuses truncated.json "truncated.json:"

it "an empty file"
: >empty.json
refuses empty.json "empty"

it "null"
echo null >null.json
refuses null.json "null.json"

it "a folder"
mkdir -p folder.json
refuses folder.json "folder"

it "a missing file"
refuses missing.json "No such file"

it "no read permission"
cp "$plan" secret.json
chmod 000 secret.json
if [[ $(id -u) -ne 0 ]]; then
  refuses secret.json "Permission denied"
elif command -v setpriv >/dev/null; then
  # Root reads everything: try it as nobody, in a place where nobody may be.
  public=$(mktemp -d)
  chmod 755 "$public"
  cp "$binary" "$public/sekisho"
  cp -r "$pack" "$public/pack"
  cp "$plan" "$public/secret.json"
  chmod 000 "$public/secret.json"
  code=0
  command="setpriv --reuid=65534 sekisho check secret.json"
  (cd "$public" && timeout 30 setpriv --reuid=65534 --regid=65534 --clear-groups ./sekisho check secret.json --pack pack) >"$out" 2>"$err" || code=$?
  exits 3
  complains "secret.json"
  complains "Permission denied"
  silent
  rm -rf "$public"
else
  skip "root reads everything, and there is no setpriv"
fi

it "100,000 levels of nesting"
{ head -c 100000 /dev/zero | tr '\0' '['; head -c 100000 /dev/zero | tr '\0' ']'; } >deep.json
refuses deep.json "deep"

it "100,000 levels inside a plan"
{ printf '{"format_version":"1.2","resource_changes":'; head -c 100000 /dev/zero | tr '\0' '['; } >deep_plan.json
refuses deep_plan.json "deep"

it "a string of 1 MB is read"
long=$(head -c 1000000 /dev/zero | tr '\0' 'x')
{ sed '/"name": "open"/q' "$plan" | sed '$d'; printf '          "name": "%s",\n' "$long"; sed '1,/"name": "open"/d' "$plan"; } >long.json
python3 -c 'import json; json.load(open("long.json"))' 2>/dev/null || cp "$plan" long.json
sekisho check long.json --pack "$pack"
exits 1
[[ $(wc -c <"$out") -lt 20000 ]] || wrong "the report repeats the long string"

it "invalid UTF-8"
sed 's/"name": "open"/"name": "op\xff\xfeen"/' "$plan" >latin.json
refuses latin.json "UTF-8"
complains "line 38"

it "a plan of an unknown major version"
sed 's/"format_version": "1.2"/"format_version": "2.0"/' "$plan" >future.json
refuses future.json "2.0"

it "a file that is no plan"
echo '{"hello": "world"}' >other.json
refuses other.json "other.json"

it "a text that is no JSON"
echo 'resource "aws_s3_bucket" "b" {}' >main.tf
refuses main.tf "main.tf"

it "one bad input of two: no report"
sekisho check "$plan" broken.json --pack "$pack"
exits 3
silent
complains "broken.json:2:"

it "a policy folder without rules"
mkdir -p no_rules
printf 'language 1\npackage nothing\n' >no_rules/nothing.seki
sekisho check "$plan" --pack no_rules -o json=report.json
exits 3
complains "no rules in \`no_rules\`"
file_is report.json old

it "a policy folder without files"
mkdir -p no_files
sekisho check "$plan" --pack no_files
exits 3
complains "no_files"
silent

it "a cycle of definitions"
mkdir -p cycle
cat >cycle/cycle.seki <<'S'
language 1
package cycle

define even(n : int) : bool = odd(n)
define odd(n : int) : bool = even(n)

rule never {
  title    en "Never" ja "決して"
  severity low
  for      queue in terraform.aws_sqs_queue
  require  even(1)
}
S
sekisho check "$plan" --pack cycle -o json=report.json
exits 3
complains "cycle/cycle.seki:"
silent
file_is report.json old

it "1 MB of garbage as a rule file"
mkdir -p garbage
head -c 1000000 /dev/urandom | base64 -w 0 | head -c 1000000 >garbage/text.seki
sekisho check "$plan" --pack garbage
exits 3
complains "garbage/text.seki"
silent
[[ $(wc -c <"$err") -lt 200000 ]] || wrong "more than 200 kB of messages"

it "1 MB of bytes as a rule file"
mkdir -p bytes
head -c 1000000 /dev/urandom >bytes/bytes.seki
sekisho check "$plan" --pack bytes
exits 3
complains "bytes/bytes.seki"
silent

it "1 MB of brackets as a rule file"
mkdir -p brackets
{ printf 'language 1\npackage b\ndefine x : int = '; head -c 1000000 /dev/zero | tr '\0' '('; } >brackets/brackets.seki
sekisho check "$plan" --pack brackets
exits 3
complains "brackets/brackets.seki"

it "an error in a rule names file, line, column, and shows the line"
mkdir -p wrong_rule
sed 's/require  present queue.name/require  presnt queue.name/' "$pack/queues.seki" >wrong_rule/queues.seki
sekisho check "$plan" --pack wrong_rule
exits 3
complains "wrong_rule/queues.seki:"
complains "presnt queue.name"
complains "^"
silent

it "a rule file that is a folder of the same name"
mkdir -p odd/rule.seki
sekisho check "$plan" --pack odd
exits 3
silent

it "unknown options and commands have suggestions"
sekisho check "$plan" --pakc "$pack"
exits 3
complains "unknown option \`--pakc\`"
complains "did you mean \`--pack\`?"
sekisho chekc "$plan"
exits 3
complains "did you mean \`check\`?"
sekisho
exits 3

it "an option without its value"
sekisho check "$plan" --pack
exits 3
complains "needs a value"

it "an option twice"
sekisho check "$plan" --at 2026-01-01 --at 2026-01-02
exits 3
complains "given twice"

it "a flag with a value"
sekisho check "$plan" --all=yes
exits 3
complains "takes no value"

it "a value out of its list"
sekisho check "$plan" --pack "$pack" --unknown=ignore
exits 3
complains "expected one of pass, fail"
sekisho check "$plan" --pack "$pack" --fail-on hihg
exits 3
complains "did you mean \`high\`?"
sekisho check "$plan" --pack "$pack" --lang de
exits 3

it "a folder, and what its files are packed into"
sekisho check folder.json
exits 3
complains "name the files in it"
tar -czf packed.tgz "$(basename other.json)"
refuses packed.tgz "is a tar archive"
refuses packed.tgz "unpack it"

it "what a failed command, or a log, left instead of a plan"
printf '╷\n│ Error: No configuration files\n╵\n' >failed.json
refuses failed.json "holds the messages of a command that failed"
printf '{"@level":"info","@message":"Terraform 1.9.0","type":"version"}\n{"@level":"info","@message":"x","type":"planned_change"}\n' >log.json
refuses log.json "looks like the log of a Terraform run"
refuses log.json "terraform show -json"

it "a format that no reader knows: the message names those that there are"
printf 'replicaCount: 1\nimage: nginx\n' >values.yaml
refuses values.yaml "AWS Config, Azure or Google Cloud"

it "an output that is a file's name alone"
sekisho check "$plan" --pack "$pack" -o run.json
exits 3
complains "write \`-o json=run.json\`"
no_file run.json

it "a rule's name that says too little, or nothing"
mkdir -p twice
for package in one two; do sed "s/^package queues/package $package/" "$pack/queues.seki" >twice/$package.seki; done
rule=$(sed -n 's/^rule \([a-z_]*\) .*/\1/p' "$pack/queues.seki" | head -1)
sekisho check "$plan" --pack twice --rule "$rule"
exits 3
complains "several rules are called \`$rule\`"
complains "\`one.$rule\`, \`two.$rule\`"
sekisho check "$plan" --pack "$pack" --rule zzzzzzzz
exits 3
complains "there is no rule \`zzzzzzzz\`"
complains "sekisho controls show"

it "a word that is like none of many: some of them, and how many more"
sekisho schema nothing
exits 3
complains "no kind or trait \`nothing\`"
complains " more"
[[ $(wc -c <"$err") -lt 1000 ]] || wrong "the message lists all kinds"

it "YAML that is indented by tabs"
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n' >tab.yaml
refuses tab.yaml "tab.yaml:4:1:"
refuses tab.yaml "indent by spaces"
printf 'registers:\n\tpeople.person: people.csv\n' >tab_project.yaml
sekisho check "$plan" --project tab_project.yaml
exits 3
complains "tab_project.yaml:2:"
complains "indent by spaces"
