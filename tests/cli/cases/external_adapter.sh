# External adapters: the example, its conformance test, and every way in which a program may break the protocol.

if command -v python3 >/dev/null; then
  cp -r "$root/adapters/examples" example && cd example || exit 3

  it "the example's zone file is read by a bare check"
  sekisho check
  exits 1
  says "the sender policy example.com. admits any sender"
  says "example.zone:6:1"
  says "example.zone: zone zone file 1, 7 resources"
  quiet

  it "the project file may lie elsewhere"
  cd ..
  sekisho check --project example/sekisho.yaml
  exits 1
  says "the sender policy example.com. admits any sender"
  cd example || exit 3

  it "the conformance test passes"
  sekisho adapters --test zone example.zone
  exits 0
  says "7 passed, 0 failed"

  it "what the adapter cannot read is refused, with its own words"
  printf '$ORIGIN example.com.\n@ IN SOA ns1 host (\n 1 2 3 4 5 )\n' >folded.zone
  sekisho check folded.zone
  exits 3
  silent
  complains "ended with exit code 1; it says: line 2: no record on one line"
  sekisho adapters --test zone folded.zone
  exits 1
  says "FAILED  it reads the file and ends with exit code 0"
  cd ..
else
  it "the example in Python"
  skip "python3 is not installed"
fi

mkdir -p broken && cd broken || exit 3
echo anything >input.txt
header='{"format": "sekisho-adapter", "version": 1, "name": "t", "adapter_version": "1", "complete": []}'
one='{"type": "thing", "address": "a", "properties": {"n": 1}}'
# adapter COMMAND [EXTRA]: a sekisho.yaml whose adapter runs a shell command.
adapter() {
  printf '%s\n' "$1" >run.sh
  printf 'inputs: [input.txt]\nadapters:\n  t:\n    command: [bash, run.sh]\n    files: ["*.txt"]\n%s' "${2:-}" >sekisho.yaml
}
# refused WHY: nothing is evaluated, and the reason is told.
refused() {
  sekisho check
  exits 3
  silent
  complains "$1"
}

it "a whole stream is taken"
adapter "printf '%s\n' '$header' '$one' '{\"resources\": 1}'"
sekisho check --dump=raw
exits 0
says "thing"
quiet

it "what an input that does not hold everything leaves out of a resource is not known: its region and its tags"
partial=${header/\"complete\"/\"missing\": \"not_exported\", \"complete\"}
adapter "printf '%s\n' '$partial' '$one' '{\"type\": \"thing\", \"address\": \"b\", \"region\": \"global\", \"tags\": {}, \"properties\": {}}' '{\"resources\": 2}'"
mkdir -p maps; printf "language 1\npackage t.maps\nimport sekisho.schema\nmap t.thing as x to cloud.other { type = \"thing\" }\n" >maps/t.seki
sekisho check --maps maps --rule resource_is_in_declared_region --rule resource_has_owner --all -o csv
says "unknown,ismap.assets.resource_is_in_declared_region,a,"
says "unknown,ismap.assets.resource_has_owner,a,"
says "not_applicable,ismap.assets.resource_is_in_declared_region,b,"

it "a program that does not read its input may do so"
head -c 3000000 /dev/zero | tr '\0' 'x' >large.txt
sekisho check large.txt --dump=raw
exits 0

it "no trailer"
adapter "printf '%s\n' '$header' '$one'"
refused "there is no trailer: the stream was cut"

it "a last line without its end"
adapter "printf '%s\n%s' '$header' '{\"resources\": 0}'"
refused "the last line has no line end"

it "a wrong count"
adapter "printf '%s\n' '$header' '$one' '{\"resources\": 2}'"
refused "the trailer counts 2 resources, but 1 came"

it "an exit code other than 0, although the stream is whole"
adapter "printf '%s\n' '$header' '$one' '{\"resources\": 1}'; echo 'disk on fire' >&2; exit 7"
refused "ended with exit code 7; it says: disk on fire"

it "ended by a signal"
adapter "printf '%s\n' '$header' '$one' '{\"resources\": 1}'; kill -SEGV \$\$"
refused "was ended by signal 11"

it "too slow"
adapter "printf '%s\n' '$header'; sleep 600" $'    timeout: 1\n'
refused "did not end within 1000 ms"

it "a descendant that holds the output open does not hold up the run"
adapter "printf '%s\n' '$header' '{\"resources\": 0}'; sleep 600 & exit 0"
sekisho check --dump=raw
exits 0

it "endless output"
adapter "yes" $'    output_limit: 1\n'
refused "wrote more than 1048576 bytes"

it "no JSON"
adapter "printf '%s\n' '$header' 'nonsense' '{\"resources\": 0}'"
refused "line 2: this is no JSON"

it "the same address twice"
adapter "printf '%s\n' '$header' '$one' '$one' '{\"resources\": 2}'"
refused "line 3: the address \`a\` came before"

it "nothing at all, and no header"
adapter "true"
refused "it wrote nothing"
adapter "printf '%s\n' '$one' '{\"resources\": 1}'"
refused "there is no header"

it "another version"
adapter "printf '%s\n' '${header/1,/2,}'"
refused "version 2 of the protocol is not known here"

it "something after the trailer"
adapter "printf '%s\n' '$header' '{\"resources\": 0}' '$one'"
refused "something stands after the trailer"

it "a key that the protocol does not have"
adapter "printf '%s\n' '$header' '{\"type\": \"t\", \"address\": \"a\", \"properties\": {}, \"adress\": \"b\"}' '{\"resources\": 1}'"
refused "\`adress\` is no key of this line"

it "a mark that nobody knows"
adapter "printf '%s\n' '$header' '{\"type\": \"t\", \"address\": \"a\", \"properties\": {\"x\": {\"\$unknwon\": \"after_apply\"}}}' '{\"resources\": 1}'"
refused "\`\$unknwon\`"

it "a line that the input does not have"
adapter "printf '%s\n' '$header' '{\"type\": \"t\", \"address\": \"a\", \"properties\": {}, \"line\": 9}' '{\"resources\": 1}'"
refused "\`line\` is no line of the input"

it "no such program"
printf 'inputs: [input.txt]\nadapters:\n  t: {command: [no-such-program], files: ["*.txt"]}\n' >sekisho.yaml
refused "cannot start \`no-such-program\`"

it "sensitive values are printed nowhere, unknown ones are unknown"
adapter "printf '%s\n' '$header' '{\"type\": \"t\", \"address\": \"a\", \"properties\": {\"x\": {\"\$sensitive\": \"hunter2\"}, \"y\": {\"\$unknown\": \"not_exported\"}}}' '{\"resources\": 1}'"
sekisho check --dump=raw
exits 0
says_not "hunter2"
says "sensitive"
says "unknown"

it "a project file that names an adapter wrongly"
printf 'adapters:\n  terraform: {command: [x]}\n' >sekisho.yaml
sekisho check input.txt
exits 3
complains "\`terraform\` is an adapter already"
printf 'adapters:\n  t: {comand: [x]}\n' >sekisho.yaml
sekisho check input.txt
exits 3
complains "unknown key \`comand\`"
complains "sekisho.yaml:2:"
printf 'adapters:\n  t: {files: ["*"]}\n' >sekisho.yaml
sekisho check input.txt
exits 3
complains "has no command"
printf 'adapters:\n  t: {command: [x], timeout: soon}\n' >sekisho.yaml
sekisho check input.txt
exits 3
complains "\`timeout\` is no whole number"

it "a test of an adapter that the project does not name"
printf 'adapters:\n  zone: {command: [x]}\n' >sekisho.yaml
sekisho adapters --test zoen input.txt
exits 3
complains "sekisho.yaml names no adapter \`zoen\`"
cd ..
