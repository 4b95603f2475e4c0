# Profiles: rules on and off with a reason, severities, parameters; what they change is in every report.
cat > ours.yaml <<'END'
name: ours
off:
  - rules: [queue_has_a_key]
    reason: another tool looks at keys
severities:
  - {rules: [queues.queue_has_a_name], severity: critical, reason: names are what we go by}
END

it "profile: a rule that is off is not evaluated and every report says so, with the reason"
sekisho check "$plan" --pack "$pack" --profile ours.yaml --lang en
says "ours"
says "1 rule switched off (another tool looks at keys): queues.queue_has_a_key"
says "queues.queue_has_a_name: severity critical, was low (names are what we go by)"
says_not "the queue names no key"
sekisho check "$plan" --pack "$pack" --profile ours.yaml --lang ja
says "無効にしたルール 1 件（another tool looks at keys）"
sekisho check "$plan" --pack "$pack" --profile ours.yaml -o json
says '"change": "off"'
says '"reason": "another tool looks at keys"'
says_not '"rule": "queues.queue_has_a_key"'
sekisho check "$plan" --pack "$pack" --profile ours.yaml -o sarif
says '"reason": "another tool looks at keys"'
sekisho check "$plan" --pack "$pack" --profile ours.yaml -o csv
says "profile,queues.queue_has_a_key,,,,,,,,off: another tool looks at keys"
says 'profile,queues.queue_has_a_name,,,critical,,,,,"severity critical, was low: names are what we go by"'
sekisho check "$plan" --pack "$pack" --profile ours.yaml -o junit
says '<testcase classname="profile" name="queues.queue_has_a_key">'
says 'message="off: another tool looks at keys"'
if command -v python3 >/dev/null; then python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$out" || wrong "no XML"; fi

it "profile: severities count for --fail-on"
sekisho check "$plan" --pack "$pack" --fail-on critical --unknown pass
exits 0
cat > strict.yaml <<'END'
severities:
  - {rules: [queues], severity: critical, reason: all of them matter}
END
sekisho check "$plan" --pack "$pack" --fail-on critical --unknown pass --profile strict.yaml
exits 1

it "profile: in the project file, extended, later entries win, the command line wins over all"
mkdir -p below
cp ours.yaml below/base.yaml
cat > sekisho.yaml <<'END'
profile:
  name: mine
  extends: below/base.yaml
  on:
    - {rules: [queues.queue_has_a_key], reason: we look ourselves now}
END
sekisho check "$plan" --pack "$pack" --lang en
says "mine"
says "the queue names no key"
says_not "switched off"
says "severity critical, was low"
sekisho check "$plan" --pack "$pack" --lang en --profile full
says_not "severity critical, was low"
printf 'profile: below/base.yaml\n' > sekisho.yaml
sekisho check "$plan" --pack "$pack" --lang en --rule queue_has_a_key
says "the queue names no key"
says_not "switched off"
sekisho check "$plan" --pack "$pack" --lang en
says "switched off"
rm sekisho.yaml

it "profile: parameters, with the command line's before them"
cat > values.yaml <<'END'
name: values
parameters:
  longest_session: {value: 8h, reason: shifts of eight hours}
  ismap.access.key_max_age: 60d
END
sekisho check "$plan" --profile values.yaml --lang en
says "ismap.access.longest_session = 8h (shifts of eight hours)"
says "ismap.access.key_max_age = 60d"
sekisho check "$plan" --profile values.yaml --lang en --with longest_session=2h
says "ismap.access.longest_session = 2h"
says_not "8h"

it "profile: liu wants its controls, and keeps the rules that support them"
sekisho check "$plan" --profile liu
exits 3
complains "needs \`controls\`"
cat > part.yaml <<'END'
name: part
extends: liu
controls: [9.2.3, 13.1.3]
reason: the audit does not cover it
END
sekisho check "$root/tests/fixtures/terraform/demo/plan.json" --profile part.yaml -o json
says '"reason": "the audit does not cover it"'
says '"name": "ismap.access.nobody_can_raise_own_rights"'
says_not '"name": "ismap.operations.account_has_trail"'
says '"subject": "ismap.operations.account_has_trail"'

it "profile: what is wrong in one is told with its place"
try() {
  printf "$1" > wrong.yaml
  sekisho check "$plan" --pack "$pack" --profile wrong.yaml
  exits 3
  complains "$2"
}
try 'off:\n  - {rules: [queue_has_a_key]}\n' "has no reason"
try 'off:\n  - {reason: none}\n' "names no rules"
try 'off: queue_has_a_key\n' "is no list"
try 'of: []\n' "did you mean \`off\`?"
try 'off:\n  - {rules: [queue_has_a_kye], reason: x}\n' "did you mean \`queue_has_a_key\`?"
try 'severities:\n  - {rules: [queues], severity: hihg, reason: x}\n' "hihg"
try 'severities:\n  - {rules: [queues], reason: x}\n' "has no severity"
try 'parameters:\n  nothing: 1\n' "there is no parameter"
try 'controls: [9.2.33]\n' "no control \`9.2.33\`"
try 'extends: wrong.yaml\n' "extends itself"
try 'extends: nowhere.yaml\n' "no such profile"
try 'off:\n  - {rules: [queues], reason: x}\n' "leaves no rule"
try '[1, 2]\n' "is no table"
sekisho check "$plan" --profile lui
exits 3
complains "did you mean \`liu\`?"

it "profile: the example of the README"
awk '/^A profile says/ { found = 1 } found && /^```$/ { exit } found && inside { print } found && /^```yaml$/ { inside = 1 }' "$root/README.md" > sekisho.yaml
[[ $(wc -l < sekisho.yaml) -gt 8 ]] || wrong "no example found"
sekisho check "$plan" --lang en
complains_not "error"
says "people log in with passkeys"
rm sekisho.yaml
