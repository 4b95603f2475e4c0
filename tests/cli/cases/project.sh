# `sekisho init`, sekisho.yaml, and a bare `sekisho check`.

it "init writes a project that works"
sekisho init mine
exits 0
says "wrote mine/sekisho.yaml"
cd mine || exit 3
sekisho lint
exits 0
sekisho test
exits 0
says "3 passed, 0 failed"
sekisho fmt --check
exits 0
cp "$root/tests/fixtures/terraform/demo/plan.json" .
sekisho check
[[ $code -le 2 ]] || wrong "exit code $code"
says "first.bucket_is_named_after_its_team"
for file in policies/first.seki policies/first_test.seki; do
  [[ $(<"$root/README.md") == *"$(<$file)"* ]] || wrong "README.md shows another $file"
done
# As README.md says.
sekisho check plan.json --rule bucket_is_named_after_its_team --with 'teams={"payroll", "web", "choubo"}'
exits 0

it "parameters and complete kinds of the project file"
printf '%s\n' 'parameters:' "  first.teams: '{\"payroll\", \"choubo\"}'" 'complete: [cloud.account]' >>sekisho.yaml
sekisho check --rule bucket_is_named_after_its_team
exits 0
says 'first.teams = {"payroll", "choubo"}'
says "cloud.account"
sekisho check --rule bucket_is_named_after_its_team --with 'first.teams={"payroll"}'
exits 1
cd ..

it "init overwrites nothing"
echo mine >mine/policies/first.seki
sekisho init mine
exits 3
complains "already there"
file_is mine/policies/first.seki mine
mkdir -p half_mine/policies
echo other >half_mine/policies/first_test.seki
sekisho init half_mine
exits 3
no_file half_mine/sekisho.yaml
file_is half_mine/policies/first_test.seki other

# project TEXT…: a project file with these lines, beside a copy of the fixtures.
project() {
  rm -rf "$work/project"
  mkdir -p "$work/project"
  cp -r "$pack" "$work/project/rules"
  cp "$plan" "$work/project/plan.json"
  printf '%s\n' "$@" >"$work/project/sekisho.yaml"
  cd "$work/project" || exit 3
}

it "a bare check uses the project file"
project 'inputs: [plan.json]' 'packs: [rules]'
sekisho check
exits 1
says "aws_sqs_queue.open"

it "a bare test and lint use it, too"
sekisho test
exits 0
says "3 passed"
sekisho lint
exits 0

it "one value may stand without brackets"
project 'inputs: plan.json' 'packs: rules'
sekisho check
exits 1

it "paths are relative to the file"
cd / || exit 3
sekisho check --project "$work/project/sekisho.yaml"
exits 1
says "aws_sqs_queue.open"

it "fail_on, unknown and language"
project 'inputs: [plan.json]' 'packs: [rules]' 'fail_on: critical' 'language: ja'
sekisho check
exits 0
says "キューに鍵が指定されていません"

it "the command line wins"
sekisho check --fail-on low --lang en
exits 1
says "the queue names no key"

it "an unknown key names its place and the nearest key"
project 'inputs: [plan.json]' 'pack: [rules]'
sekisho check
exits 3
complains "sekisho.yaml:2:1:"
complains "did you mean \`packs\`?"
silent

it "a value of the wrong shape"
project 'inputs: {plan: plan.json}'
sekisho check
exits 3
complains "sekisho.yaml:1:"

it "a word out of its list"
project 'fail_on: hihg'
sekisho check
exits 3
complains "sekisho.yaml:1:10:"
complains "did you mean \`high\`?"

it "a key twice"
project 'inputs: [plan.json]' 'inputs: [plan.json]'
sekisho check
exits 3
complains "sekisho.yaml:2:"

it "no YAML"
project 'inputs: [plan.json' 'packs: {'
sekisho check
exits 3
complains "sekisho.yaml:"

it "a project file that is not there"
project ''
sekisho check --project nowhere.yaml
exits 3
complains "nowhere.yaml"

it "an unknown parameter in the project file"
project 'inputs: [plan.json]' 'packs: [rules]' 'parameters:' '  nothing: 1'
sekisho check
exits 3
complains "nothing"

it "a project file that bites"
project 'inputs: [plan.json]' 'packs: [rules]' "$(head -c 20000 /dev/zero | tr '\0' '[')"
sekisho check
exits 3

it "the hooks that README.md shows for pre-commit run in the project that init writes"
"$binary" init hooked >"$out" 2>"$err" || wrong "init failed"
sed -n 's/^ *- {id: sekisho-.* entry: sekisho \([^,]*\), files: .*/\1/p' "$root/README.md" >hooks.txt
[[ $(wc -l <hooks.txt) -eq 3 ]] || wrong "README.md shows $(wc -l <hooks.txt) hooks"
cd hooked || exit 3
while read -r words; do
  # shellcheck disable=SC2086
  sekisho $words $([[ $words == fmt ]] && echo policies/first.seki)
  exits 0
done <../hooks.txt
cd ..
