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
