# `sekisho statement`: the linter's rules one by one, tables in and out, workbook, public extract, changes.
statement_fixtures=$fixtures/statement
example=$root/policies/ismap/example

it "statement lint: every rule is found with its code and line and nothing else, and no control id can be lost"
mkdir "$work/statement" "$work/statement/broken"
python3 "$statement_fixtures/broken.py" "$binary" "$example" "$work/statement/broken" >"$out" 2>"$err" || wrong "see standard output"
says ", 0 failed"

it "statement lint: what stops it says what to do"
cd "$work/statement" || exit 3
sekisho statement
exits 3
complains "new, lint, import, export, changes"
sekisho statement lnt
exits 3
complains "did you mean \`lint\`?"
sekisho statement lint
exits 3
complains "\`sekisho statement new\` writes one"
printf 'statement: 1\nservice: [a\n' >broken.yaml
sekisho statement lint broken.yaml
exits 3
complains "broken.yaml"
printf 'statement: 1\nstatement: 1\n' >twice.yaml
sekisho statement lint twice.yaml
exits 3
complains "twice.yaml:2:1"
sekisho statement lint "$example/statement.yaml" --at 2027-06-01 --strict
exits 1
says "warning[SK0817]"
sekisho statement lint "$example/statement.yaml" --at 2026-06-30 --lang ja
exits 0
says "確認していない事項: 規則10"

it "statement new: a statement to fill, in which nothing passes for done"
cd "$work/statement" || exit 3
sekisho statement new --from 2025-04-01 --service demo
exits 0
says "wrote statement.yaml"
file_holds statement.yaml "  to: 2026-03-31"
[[ $(grep -c '^  - {id: [0-9.]*\(P\)\{0,1\}, selected: true}' statement.yaml) -gt 120 ]] || wrong "not all objectives"
file_holds statement.yaml "  - {id: 9.2.3.11.PB, selected: true}"
file_holds statement.yaml "ismap.access."
sekisho statement lint
exits 3
says "statement.yaml:9:1: error[SK0823]: \`application_date\` has no value"
says_not "SK0820"
says_not "SK0824"
cp statement.yaml before.yaml
sekisho statement new --from 2025-04-01
exits 3
complains "is there already"
cmp -s statement.yaml before.yaml || wrong "the statement was changed"
sekisho statement new other.yaml --from 2025-02-30
exits 3
no_file other.yaml
sekisho statement new leap.yaml --from 2024-02-29
exits 0
file_holds leap.yaml "  to: 2025-02-27"

it "statement import: 1,200 individual controls as Excel saves them come in, go out and come in again without loss"
python3 "$statement_fixtures/office.py" office.csv columns.yaml || wrong "no table"
sekisho statement import office.csv --columns columns.yaml --statement "$example/statement.yaml" -o one.yaml
exits 0
says "1200 individual controls from 1212 rows"
says "the column \`備考\` was not taken"
sekisho statement export one.yaml -o csv=one.csv -o xlsx=one.xlsx
exits 0
python3 "$statement_fixtures/same.py" office.csv one.csv one.xlsx >"$out" 2>"$err" || wrong "cells differ"
says "1200 controls, 1212 versions"
sekisho statement import one.csv --statement one.yaml -o two.yaml
exits 0
cmp -s one.yaml two.yaml || wrong "the second import differs"
sed '/^individual_controls:/,/^representation:/d' one.yaml >rest.yaml
sed '/^individual_controls:/,/^representation:/d' "$example/statement.yaml" | cmp -s - rest.yaml || wrong "something else of the statement was changed"
# Excel saves an opened UTF-8 table as CP932, too.
iconv -f UTF-8 -t CP932 <(tail -c +4 one.csv) >excel.csv 2>/dev/null || wrong "no CP932"
sekisho statement import excel.csv --statement one.yaml -o three.yaml
exits 0
cmp -s one.yaml three.yaml || wrong "CP932 differs from UTF-8"

it "statement import: comments stay where nothing changed, move up where something did, and are told where their control is gone"
sekisho statement export "$example/statement.yaml" -o csv=kept.csv
python3 - "$example/statement.yaml" commented.yaml <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
begin = text.index("individual_controls:\n")
head, block = text[:begin], text[begin:]
block = block.replace("individual_controls:\n", "individual_controls:   # asked of every unit in April\n  # by unit\n", 1)
block = block.replace("  - id: IC-0301\n", "  # above 0301\n  - id: IC-0301   # beside 0301\n", 1)
block = block.replace("  - id: IC-0302\n", "# at the left edge, above 0302\n  - id: IC-0302\n    # inside 0302, with a \"quote\" and 'another'\n", 1)
ids = re.findall(r"  - id: (\S+)\n", block)
block = block.replace(f"  - id: {ids[-1]}\n", f"  - id: {ids[-1]}\n    # inside the last\n", 1)
open(sys.argv[2], "w", encoding="utf-8").write(head + block)
PY
sekisho statement import kept.csv --statement commented.yaml -o same.yaml
exits 0
quiet
cmp -s commented.yaml same.yaml || wrong "an import of what the statement says changed its file"
python3 - kept.csv edited.csv <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
last = rows[-1][0]
rows = [row for row in rows if row[0] != last]
for row in rows:
    if row[0] == "IC-0302": row[4] = "別の部門 # 1"
with open(sys.argv[2], "w", encoding="utf-8-sig", newline="") as out: csv.writer(out).writerows(rows)
PY
sekisho statement import edited.csv --statement commented.yaml -o edited.yaml
exits 0
complains "left out, with its individual control: # inside the last"
file_holds edited.yaml "  - id: IC-0301   # beside 0301"
[[ $(grep -n -A3 "^  # at the left edge, above 0302" edited.yaml | sed 's/^[0-9]*[:-]//') == "  # at the left edge, above 0302
  # inside 0302, with a \"quote\" and 'another'
  - id: IC-0302
    title: "* ]] || wrong "the comments of the changed control do not stand above it"
sekisho statement export edited.yaml -o csv=again.csv
exits 0
python3 - edited.csv again.csv <<'PY' || wrong "the merged statement does not say what the table says"
import csv, sys
read = lambda name: list(csv.reader(open(name, encoding="utf-8-sig", newline="")))
assert read(sys.argv[1]) == read(sys.argv[2])
PY

it "statement import: a comment at the left edge does not end the list"
sed 's/^  - id: IC-0303/# what follows is reviewed in May\n&/' "$example/statement.yaml" >left.yaml
python3 - kept.csv one_row.csv <<'PY'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))[:2]
with open(sys.argv[2], "w", encoding="utf-8-sig", newline="") as out: csv.writer(out).writerows(rows)
PY
sekisho statement import one_row.csv --statement left.yaml -o one_left.yaml
exits 0
complains "# what follows is reviewed in May"
[[ $(grep -c "^  - id: IC-" one_left.yaml) -eq 1 ]] || wrong "individual controls that are not in the table are left in the statement"

it "statement import: names of register files may have spaces"
sed '/^  - id: IC-0301/,/^  - id: IC-0302/s|registers: .*|registers: ["台帳 一覧 2025.csv", governance.decision]|' "$example/statement.yaml" >spaces.yaml
sekisho statement export spaces.yaml -o csv=spaces.csv
sekisho statement import spaces.csv --statement spaces.yaml -o spaces_back.yaml
exits 0
cmp -s spaces.yaml spaces_back.yaml || wrong "the names of registers came back otherwise"

it "statement import: rejected rows are listed with their lines, and nothing is written unasked"
cat >bad.csv <<'CSV'
"番号","個別管理策","個別管理策（英語）","対応する管理策","担当","頻度","証跡の種別","適用開始日","適用終了日","採否","内容","内容（英語）","ルール","台帳"
A-1,名,,5.1.1,総務,月次,1 規程,2025-04-01,2026-03-31,,行う,,,
A-2,名,,5.1.9,総務,月次,1 規程,2025-04-01,2026-03-31,,行う,,,
A-3,名,,5.1.2,総務,ときどき,1 規程,2025-04-01,2026-03-31,,行う,,,
A-4,名,,5.1.2,総務,月次,1 規程,4月1日,2026-03-31,,行う,,,
A-5,名,,5.1.2,総務,月次,9,2025-04-01,2026-03-31,,行う,,,
A-1,別の名,,5.1.1,総務,月次,1 規程,2025-04-01,2026-03-31,,行う,,,
CSV
sekisho statement import bad.csv --statement one.yaml -o bad.yaml
exits 3
for line in 3 4 5 6 7; do complains "bad.csv:$line: rejected: \`A-"; done
complains "nothing was written"
no_file bad.yaml
sekisho statement import bad.csv --statement one.yaml -o bad.yaml --skip-rejected
exits 1
file_holds bad.yaml "individual_controls: []"
sed -n 1,2p bad.csv >good.csv
printf 'A-2,"a\033[2J",,5.1.2,総務,月次,1 規程,2025-04-01,2026-03-31,,行う,,,\r\nA-3,"a\342\200\256b",,5.1.2,総務,月次,1 規程,2025-04-01,2026-03-31,,行う,,,\r\n' >>good.csv
printf 'A-4,名,,5.1.2,総務,月次,1 規程,2025-04-01,2026-03-31,,"%s",,,\r\n' "$(head -c 1048576 /dev/zero | tr '\0' x)" >>good.csv
sekisho statement import good.csv --statement one.yaml -o good.yaml --skip-rejected
exits 1
says "1 individual controls from 4 rows, 3 rows rejected"
complains "control character U+001B"
complains "turns the direction of writing"
complains "1048576 characters"
sekisho statement import bad.csv --statement one.yaml -o one.yaml
exits 3
complains "is there already"
printf '番号\nA\n' >narrow.csv
sekisho statement import narrow.csv --statement one.yaml -o narrow.yaml
exits 3
complains "has no column"

it "statement export: the same statement gives the same bytes, and the public extract keeps to itself what is not public"
sekisho statement export "$example/statement.yaml" -o xlsx=a.xlsx -o public=public.xlsx
exits 0
sekisho statement export "$example/statement.yaml" -o xlsx=b.xlsx -o public=public2.xlsx
cmp -s a.xlsx b.xlsx && cmp -s public.xlsx public2.xlsx || wrong "bytes differ"
python3 - a.xlsx public.xlsx >"$out" 2>"$err" <<'PY' || wrong "workbook"
import re, sys, zipfile
for name in sys.argv[1:]:
    with zipfile.ZipFile(name) as book:
        sheets = re.findall('sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        text = book.read("xl/sharedStrings.xml").decode()
    print(name, "|".join(sheets), "individual" if "IC-0301" in text else "", "reason" if "外部へ委託していない" in text else "", "service" if "瀬音台帳クラウド" in text else "")
PY
says "a.xlsx 1 サービス|2-1 対象範囲|2-2 利用サービス|3-1 全体像|3-2 同一とみなす母集団|4-1 統制目標|4-2 管理策|4-3 個別管理策|4-4 統制変更|5 監査対象期間|6 後発事象|7 特記事項|8 経営者確認書|9 取得認証 individual reason service"
says "public.xlsx 1 サービス|2-1 対象範囲|2-2 利用サービス|4 統制目標|5 監査対象期間|6 後発事象   service"
sekisho statement export "$example/statement.yaml" -o xlsx=a.xlsx
exits 3
complains "is there already"
mkdir -p bare && cd bare || exit 3
sekisho statement export "$example/statement.yaml"
exits 0
says "wrote statement.xlsx, individual_controls.csv, public.xlsx"
[[ -s statement.xlsx && -s individual_controls.csv && -s public.xlsx ]] || wrong "not all three were written"
sekisho statement export "$example/statement.yaml"
exits 3
complains "is there already"
cd ..

it "statement changes: before and after of each change, and of the means by which evidence is made"
sekisho statement changes "$example/statement.yaml" --lang en
exits 0
says "3 control changes in the period"
says "2025-12-16  IC-1603"
says "rules, maps and engine were not compared"
sekisho check "$plan" --pack "$pack" -o json=run.json
sed 's/"digest": "\(sha256:\)[0-9a-f]\{4\}/"digest": "\10000/; s/"version": "[^"]*"/"version": "0.0.1"/' run.json >earlier.json
sekisho statement changes "$example/statement.yaml" --before earlier.json --after run.json --json
exits 0
says '"what": "engine"'
says '"before": "0.0.1"'
says '"what": "rule"'
sekisho statement changes "$example/statement.yaml" --before run.json
exits 3
complains "two saved runs are needed"
