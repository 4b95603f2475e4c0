# `sekisho controls`: filters, show, coverage, import, diff.
it "controls: filters"
sekisho controls --mandatory
exits 0
says "9.2.3.11.PB"
says_not "9.2.3  "
sekisho controls --level 3 --testable onsite
says "11.1.1"
says_not "9.2.3 "
sekisho controls --critical-area 1 --level 3
exits 0
says "9.2.3"
sekisho controls --inheritable
says "11.1.1"
sekisho controls --unsupported --chapter 9
says_not "9.2.3 "
sekisho controls --level 7
exits 3
complains "no level"
sekisho controls --testable guess
exits 3

it "controls show: why, on what, what is left to people"
sekisho controls show 9.2.3 --lang en
exits 0
says "because: Full rights are not handed out by a policy that anybody can be given"
says "decided on: cloudformation, terraform aws"
says "(9.2.3.11.PB)"
says "Left to people:"
says "records: privilege approval and expiry register"
sekisho controls show 9.2.3 --lang ja
says "判定できる入力"
says "要求: 必須（理由を示して除外できる）"
says "人が確認する事項"
says "記録: 特権の承認及び期限の台帳"
sekisho controls show 9.2.33
exits 3
complains "did you mean"
sekisho controls show
exits 3
sekisho controls show 9.2.3 --json
says '"decided_on"'

it "controls --coverage: denominators from the catalogue, what is left"
sekisho controls --coverage --lang en
exits 0
says "of 59 configuration objectives"
says "of 70 documentary objectives"
says "of 82 items of chapters 3 and 4"
says "of 10 onsite objectives"
says "cloudformation, terraform aws"
sekisho controls --coverage --lang ja
says "設定から確認できる統制目標: 59 件中"
sekisho controls --coverage --json
says '"of": 59'
cp "$out" coverage.json
python3 - coverage.json >narrow.txt <<'END'
import json, sys

CLOUDS = {"aws_config": "aws", "cloudformation": "aws", "terraform aws": "aws", "azure": "azure", "terraform azurerm": "azure", "terraform azuread": "azure",
          "terraform azuredevops": "azure", "google": "google", "terraform google": "google", "kubernetes": "kubernetes"}
for control in json.load(open(sys.argv[1], encoding="utf-8"))[0]["controls"]:
    clouds = {CLOUDS[source] for source in control["decided_on"] if source in CLOUDS}
    if len(clouds) < 2:
        print(control["id"], *clouds)
END
[[ ! -s narrow.txt ]] || wrong "these configuration objectives decide on fewer than two of AWS, Azure, Google Cloud and Kubernetes: $(cat narrow.txt)"

it "controls import: a list beside ours; nothing is overwritten unasked"
printf 'id,title_ja,note\n9.2.3,ひとつめ,x\n9.2.3.99,ふたつめ,x\n' > list.csv
sekisho controls import list.csv
exits 0
says "1 control that the shipped catalogue has not"
says "1 control is in both"
says "the column \`note\` was not taken"
cp catalogue.csv before.csv
sekisho controls import list.csv
exits 3
complains "is there already"
cmp -s catalogue.csv before.csv || wrong "the file was overwritten"
printf 'catalogue: catalogue.csv\n' > sekisho.yaml
sekisho controls show 9.2.3.99
says "ふたつめ"
sekisho controls show 9.2.3
says_not "ひとつめ"
says "特権"
sekisho controls import list.csv --replace --force
exits 0
sekisho controls show 9.2.3
says "ひとつめ"
says "critical area: 1"

it "controls import: rules may support what the list adds"
mkdir -p pack_of_list
cat > pack_of_list/rules.seki <<'END'
language 1
package mine

rule queue_has_a_name {
  title    en "Queues have names"
           ja "キューには名前がある"
  supports ismap 9.2.3.99 because en "a" ja "あ"
  severity low
  for      queue in terraform.aws_sqs_queue
  require  present queue.name
}
END
sekisho lint pack_of_list
exits 0
sekisho controls show 9.2.3.99 --pack pack_of_list
says "mine.queue_has_a_name"
rm sekisho.yaml
sekisho lint pack_of_list
exits 1
says "SK0403"

it "controls import: a list as Excel saves it in Japan"
if command -v iconv >/dev/null; then
  printf 'id,title_ja\r\n9.2.3.98,特権の一覧\r\n' | iconv -f UTF-8 -t CP932 > list.csv
  sekisho controls import list.csv -o excel.csv
  exits 0
  grep -q '特権の一覧' excel.csv || wrong "the text was not understood"
fi

it "controls import: lists that are none"
printf 'number,text\n1,a\n' > list.csv
sekisho controls import list.csv -o other.csv
exits 3
complains "is no list of controls"
[[ ! -e other.csv ]] || wrong "something was written"
printf 'id,title_en\n9.2.3,a\n9.2.3,b\n' > list.csv
sekisho controls import list.csv -o other.csv
exits 3
complains "is there twice"
sekisho controls import nowhere.csv
exits 3

it "controls diff: editions and files, the rules and statements that are touched"
sekisho controls diff 2022-04 2024-07
exits 0
says "added  8.1.5.4.P"
says "changed  9.2.3.11.PB"
says "rule ismap.access.customers_can_use_second_factor"
printf 'id,title_en,title_ja\n9.2.3,Privileges,特権\n9.2.4,Secrets,秘密\n9.3,Users,利用者\n' > old.csv
printf 'id,title_en,title_ja\n9.2.3,Rights,権限\n9.9.4,Secrets,秘密\n' > new.csv
printf 'selected:\n  - 9.2.4\n  - 9.2.4.1\n  - 19.2.4\n' > statement.yaml
sekisho controls diff old.csv new.csv --statement statement.yaml
exits 0
says "changed  9.2.3"
says "title_ja: 特権 -> 権限"
says "moved  9.2.4 -> 9.9.4"
says "statement statement.yaml:2"
says_not "statement.yaml:3"
says_not "statement.yaml:4"
says "removed  9.3"
sekisho controls diff old.csv old.csv
says "nothing differs"
sekisho controls diff old.csv 2023-01
exits 3
complains "neither a file nor an edition"
rm statement.yaml   # which `seal` would take for the provider's
