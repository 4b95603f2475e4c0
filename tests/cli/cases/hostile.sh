# Hostile text in every field that a user or a cloud names, in every report that people or programs read.

mkdir -p hostile && cd hostile || exit 3
cp "$fixtures/gap/rules.seki" rules.seki
cat >>rules.seki <<'SEKI'

rule queue_is_named {
  title    en "Queues have a plain name" ja "キューの名称は単純である"
  severity low
  for      q in terraform.aws_sqs_queue
  require  (q.name ?? "") == "plain"
  message  en "{q.name} is no plain name" ja "{q.name} は単純な名称ではない"
}
SEKI

it "hostile text is harmless in every report"
if command -v python3 >/dev/null; then
  for ((number = 0; number < $(python3 "$fixtures/hostile.py" count); ++number)); do
    rm -f report.* && python3 "$fixtures/hostile.py" make "$number"
    sekisho check --at 2026-04-01 --all -o text=report.check.txt -o json=report.check.json -o csv=report.check.csv -o sarif=report.check.sarif -o junit=report.check.xml -o html=report.check.html
    [[ $code -le 2 ]] || wrong "text $number: check ends with $code"
    sekisho gap --at 2026-04-01 -o text=report.gap.txt -o json=report.gap.json -o csv=report.gap.csv -o html=report.gap.html -o xlsx=report.gap.xlsx
    [[ $code -le 2 ]] || wrong "text $number: gap ends with $code"
    sekisho gap --at 2026-04-01 --evidence-list -o text=report.list.txt -o json=report.list.json -o csv=report.list.csv
    sekisho calendar --at 2026-04-01 -o text=report.days.txt -o json=report.days.json -o ics=report.days.ics
    sekisho statement export -o xlsx=report.form.xlsx -o csv=report.form.csv -o public=report.public.xlsx
    exits 0
    sekisho statement changes --json
    cp "$out" report.changes.json
    found=$(python3 "$fixtures/hostile.py" look report.* 2>&1)
    [[ -z $found ]] || wrong "text $number: $found"
  done
else
  skip "no python3"
fi
