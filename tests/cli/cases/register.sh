# Registers: tables of people, documents and assets beside a plan.

mkdir -p registers/rules && cd registers || exit 3
cp "$fixtures/registers/leavers.seki" rules/
cat >users.json <<'JSON'
{"format_version":"1.2","terraform_version":"1.11.0","planned_values":{"root_module":{}},"resource_changes":[
{"address":"aws_iam_user.bob","mode":"managed","type":"aws_iam_user","name":"bob","provider_name":"registry.example.com/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"name":"bob"},"after_unknown":{},"before_sensitive":false,"after_sensitive":{}}}],
"configuration":{"root_module":{}}}
JSON
people=$'id,email,joined,left,department,#備考\r\nalice,alice@example.com,2020/4/1,,情報システム,\r\nbob,bob@example.com,2021/4/1,2026/3/31,営業,"退職、\n端末①は㈱例へ返却～"\r\n'
printf '%s' "$people" >people.csv
mkdir -p files && echo text >files/security.txt
printf 'title,author,approver,approved,reviewed,file\nSecurity,alice,bob,2026-01-01,,files/security.txt\nAccess,alice,alice@example.com,2026-01-01,,files/access.txt\n' >documents.csv

it "a register joins with a plan"
sekisho check users.json --pack rules --register people.person=people.csv --rule leaver_has_no_user
exits 1
says "bob left and still has a user"
says "people.csv:3:1"
says "register people.person, 2 resources"

it "the same in CP932, in UTF-8 with a mark, in UTF-16, with semicolons and with tabs"
printf '%s' "$people" | iconv -f UTF-8 -t CP932 >cp932.csv
{ printf '\xef\xbb\xbf'; printf '%s' "$people"; } >mark.csv
printf '%s' "$people" | iconv -f UTF-8 -t UTF-16 >utf16.csv
tr , ';' <people.csv >semicolons.csv
tr , '\t' <people.csv >tabs.csv
for file in cp932 mark utf16 semicolons tabs; do
  sekisho check users.json --pack rules --register people.person=$file.csv --rule leaver_has_no_user -o csv
  exits 1
  says "leavers.leaver_has_no_user,people.person/bob"
  sekisho check --pack rules --register people.person=$file.csv --dump=raw
  says '/department = "営業"'
done

it "the same as YAML, from the project file"
cat >people.yaml <<'YAML'
# people of the office
- {id: alice, email: alice@example.com, joined: 2020-04-01, left: null, department: 情報システム}
- {id: bob, email: bob@example.com, joined: 2021-04-01, left: 2026-03-31, department: 営業}
YAML
printf 'inputs: [users.json]\npacks: [rules]\nregisters:\n  people.person: {file: people.yaml, complete: true}\n  document.policy: documents.csv\n' >sekisho.yaml
sekisho check -o csv
exits 1
says "fail,leavers.leaver_has_no_user,people.person/bob"
says "fail,leavers.document_is_approved_by_another,document.policy/Access"
says_not "document_is_approved_by_another,document.policy/Security"
sekisho check
says "complete   people.person"

it "a file that a register names is looked for beside it"
sekisho check --rule document_is_there -o csv
exits 1
says "fail,leavers.document_is_there,document.policy/Access"
says_not "document_is_there,document.policy/Security"
sekisho check --rule document_is_there
says "1 file that it names is not there"
rm sekisho.yaml

it "a register that holds everybody decides what is missing in it, beside other registers"
cat >rules/author.seki <<'SEKI'
language 1
package authors
import sekisho.schema

rule author_is_employed {
  title    en "Authors are people of ours" ja "作成者が自組織の者である"
  severity low
  for      d in document.policy
  require  resolved d.author
  message  en "{d.title} has an unknown author" ja "{d.title} の作成者が不明である"
  remedy   en "Name a person" ja "作成者を指定する"
}
SEKI
printf 'title,author\nSecurity,alice\nOld,carol\n' >authors.csv
sekisho check --pack rules --register people.person=people.csv --register document.policy=authors.csv --rule author_is_employed -o csv
says "unknown,authors.author_is_employed,document.policy/Old"
printf 'packs: [rules]\nregisters:\n  people.person: {file: people.csv, complete: true}\n  document.policy: authors.csv\n' >sekisho.yaml
sekisho check --rule author_is_employed -o csv --all
exits 1
says "fail,authors.author_is_employed,document.policy/Old"
says "pass,authors.author_is_employed,document.policy/Security"
rm sekisho.yaml rules/author.seki

it "a column that is not there is unknown, an empty cell is absent"
cut -d, -f1-3 people.csv | head -3 >short.csv
sekisho check users.json --pack rules --register people.person=short.csv --rule leaver_has_no_user
exits 2
says "there is no column \`left\`: it is unknown"

it "without its register a rule finds nothing and does not pass"
sekisho check users.json --pack rules --rule leaver_has_no_user
exits 0
says "1 rule that found no resource of its kind: leavers.leaver_has_no_user"
says_not "1 passed"

it "every mistake is told at once, with its place"
printf 'id,email,joined,leaft\nalice,a@example.com,2020-02-30,\nalice,b@example.com,soon,\nbob,b,2020-01-01,,,more\n' >wrong.csv
sekisho check users.json --pack rules --register people.person=wrong.csv
exits 3
silent
complains "this line has 6 cells, the first line names 4"
printf 'id,email,joined,leaft\nalice,a@example.com,2020-02-30,\nalice,b@example.com,soon,\n' >wrong.csv
sekisho check users.json --pack rules --register people.person=wrong.csv
exits 3
complains "wrong.csv:1:17"
complains "\`people.person\` has no column \`leaft\`"
complains "wrong.csv:2:21"
complains "\`joined\` holds \`2020-02-30\`"
complains "\`joined\` holds \`soon\`"
complains "the id \`alice\` came before"

it "something else in the place of a register is refused, and nothing of it is shown"
printf '{"format_version": "1.2", "resource_changes": [{"password": "hunter2"}]}' >plan.csv
printf 'DB_PASSWORD=hunter2\nTOKEN=hunter2\n' >environment.csv
printf 'kind: Secret\nstringData:\n  password: hunter2\n' >secret.csv
printf -- '- password: hunter2\n- hunter2\n' >secrets.yaml
printf -- '- hunter2: hunter2\n' >key.yaml
for file in plan.csv environment.csv secret.csv secrets.yaml key.yaml; do
  sekisho check --pack rules --register people.person=$file
  exits 3
  complains "$file"
  complains_not "hunter2"
done

it "what is no table is refused"
printf 'id,email\n"alice,x\n' >open.csv
sekisho check --pack rules --register people.person=open.csv
exits 3
complains "a quote is opened and not closed"
printf 'id\n\xff\xff\n' >bytes.csv
sekisho check --pack rules --register people.person=bytes.csv
exits 3
complains "is neither UTF-8 nor UTF-16 nor CP932"
printf -- '- id: a\n- just text\n' >rows.yaml
sekisho check --pack rules --register people.person=rows.yaml
exits 3
complains "a row is no table"
sekisho check --pack rules --register people.person=nowhere.csv
exits 3
complains "nowhere.csv"
sekisho check --pack rules --register people.persn=people.csv
exits 3
complains "did you mean \`people.person\`?"
sekisho check --pack rules --register people.person
exits 3
complains "names no file"
printf 'registers:\n  people.person: {fiel: people.csv}\n' >sekisho.yaml
sekisho check users.json
exits 3
complains "unknown key \`fiel\`"
rm sekisho.yaml

it "a day is written as people in Japan write it, and never guessed"
printf 'id,email,joined,left,department\na,a@example.com,2020年4月1日,2026/3/31,x\n' >days.csv
sekisho check users.json --pack rules --register people.person=days.csv --dump=raw
says 'joined = "2020-04-01"'
for day in 46113 2026-02-29 2026年2月29日 2026年13月1日 令和8年4月1日 4/1/2026 26/4/1 ２０２６-０４-０１ 2026年4月1日頃; do
  printf 'id,email,joined,left,department\na,a@example.com,%s,,x\n' "$day" >days.csv
  sekisho check users.json --pack rules --register people.person=days.csv
  exits 3
  complains "days.csv:2:17:"
  complains "expected a date such as 2026-04-01"
done
cd ..

it "spaces of any width stand around no value, and semicolons of any width part values"
printf 'id,email,joined,left,department\n\343\200\200p-1\343\200\200,ann@example.com\302\240,2020-04-01,\343\200\200,\n' >wide.csv
sekisho check --register people.person=wide.csv --dump=raw
exits 0
says '/id = "p-1"'
says '/email = "ann@example.com"'
says '/left = absent'
printf 'id,system,done,reviewer,accounts,remove,record\nR1,tax,2026-10-01,p-1,u1；u2;u3\343\200\200,,\n' >many.csv
sekisho check --register review.access=many.csv --dump=raw
says '/accounts = list of 3'
says '/accounts/1 = "u2"'
says '/accounts/2 = "u3"'

it "what a spreadsheet writes where it has no value is refused"
for made_up in '#N/A' '#REF!' '########' '1.11122E+11'; do
  printf 'id,email,joined,left,department\np-1,ann@example.com,2020-04-01,,%s\n' "$made_up" >made_up.csv
  sekisho check --register people.person=made_up.csv
  exits 3
  complains "\`department\` holds \`$made_up\`, which a spreadsheet wrote in the place of a value"
done
for other in 'E+R' '#3' 'R-1.5E+'; do
  printf 'id,email,joined,left,department\np-1,ann@example.com,2020-04-01,,%s\n' "$other" >other.csv
  sekisho check --register people.person=other.csv --dump=raw
  exits 0
done
