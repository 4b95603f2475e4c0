# The calendar: days from small registers, as engine/assess/CALENDAR.md defines them.

mkdir -p calendar && cd calendar || exit 3
printf 'id,email,joined,left,department\nP1,p1@example.com,2020-04-01,,D1\n' >people.csv
printf '%s\n' id,source,found,severity,owner,contained,judged,cause_removal,cause,elsewhere,action,due,done,reviewed,reviewed_by,effective,again,system_change,change_needed,record \
  'C1,audit,2026-01-10,minor,P1,,,,,,late,2026-03-31,,,,,,,,' \
  'C2,audit,2026-01-10,minor,P1,,,,,,today,2026-04-01,,,,,,,,' \
  'C3,audit,2026-01-10,minor,P1,,,,,,done,2026-03-31,2026-03-30,,,,,,,' \
  'C4,audit,2026-01-10,minor,P1,,,,,,done tomorrow,2026-03-31,2026-04-02,,,,,,,' \
  'C5,audit,2026-01-10,minor,P1,,,,,,in a month,2026-05-02,,,,,,,,' >cases.csv
printf 'name,critical,restore_test_every,owner,live,retired\nlate,true,3mo,P1,2020-01-01,\nnever,true,3mo,P1,2020-01-01,\ngone,true,3mo,P1,2020-01-01,2026-01-01\nend,true,6mo,P1,2020-01-01,\n' >systems.csv
printf '%s\n' id,system,type,done,succeeded,lead,plan,took,lost,findings,due,findings_done,report \
  'E1,late,restore,2025-11-30,true,,,,,0,,,' 'E2,late,restore,2026-03-01,false,,,,,0,,,' 'E3,late,desk,2026-03-01,true,,,,,0,,,' \
  'E4,end,restore,2025-08-31,true,,,,,0,,,' 'E5,end,restore,2025-07-01,true,,,,,0,,,' 'E6,end,restore,2026-04-02,true,,,,,0,,,' >drills.csv
printf 'id,system,done,reviewer,accounts,remove,record\n' >reviews.csv
cat >sekisho.yaml <<'YAML'
registers:
  people.person: people.csv
  correction.case: cases.csv
  system.item: systems.csv
  exercise.drill: drills.csv
YAML
# item SUBJECT: status and date of the last JSON on standard output.
item() { python3 -c 'import json, sys
for one in json.load(open(sys.argv[1]))["items"]:
    if one["subject"] == sys.argv[2] and one["category"] == sys.argv[3]: print(one["status"], one["date"])' "$out" "$1" "$2"; }
item_is() { [[ $(item "$1" "$2") == "$3" ]] || wrong "$1 ($2) is '$(item "$1" "$2")', not '$3'"; }

it "an action is overdue from the day after it was due, and gone when it is done, not before"
sekisho calendar --at 2026-04-01 -o json
exits 1
quiet
item_is C1 correction "overdue 2026-03-31"
item_is C2 correction "due 2026-04-01"
item_is C3 correction ""
item_is C4 correction "overdue 2026-03-31"
item_is C5 correction "due 2026-05-02"

it "a drill comes again after the last that counts; month ends clamp, leap days too"
sekisho calendar --at 2026-04-01 -o json
item_is late drill "overdue 2026-02-28"
item_is end drill "overdue 2026-02-28"
item_is never drill "undated None"
item_is gone drill ""
printf 'id,system,type,done,succeeded,lead,plan,took,lost,findings,due,findings_done,report\nE1,late,restore,2027-11-30,true,,,,,0,,,\n' >leap.csv
sed 's/drills.csv/leap.csv/' sekisho.yaml >leap.yaml
sekisho calendar --project leap.yaml --at 2028-01-01 -o json
item_is late drill "due 2028-02-29"

it "the text has what is late, near and later, and what nobody looked at"
sekisho calendar --at 2026-04-01 --lang en
exits 1
says "2026-03-31  Take the corrective action: C1 (P1)"
says "cases.csv:2"
says "Due within 30 days"
says "registers that are not there: access.request"
says_not "review.access.done"
sekisho calendar --at 2026-04-01 --lang ja
says "期限超過"
says "是正処置の実施: C1"

it "exit codes: 2 when something has no day and nothing is late, 0 when all is in time"
printf 'registers:\n  system.item: systems.csv\n  exercise.drill: drills.csv\n' >only.yaml
sed -i '/^late/d; /^end/d' systems.csv
sekisho calendar --project only.yaml --at 2026-04-01
exits 2
sekisho calendar --project only.yaml --at 2026-04-01 --unknown pass
exits 0
sekisho calendar --project only.yaml --at 2026-04-01 --unknown fail
exits 1
sed -i '/^never/d' systems.csv
sekisho calendar --project only.yaml --at 2026-04-01
exits 0

it "a register without the column that tells what was done is refused"
printf 'id,source,found,severity,owner,due\nC1,audit,2026-01-10,minor,P1,2026-03-31\n' >short.csv
sekisho calendar --project only.yaml --register correction.case=short.csv --at 2026-04-01
exits 3
silent
complains "the register has no column \`done\`"

it "no register is an error"
echo 'language: en' >empty.yaml
sekisho calendar --project empty.yaml
exits 3
complains "no register"

it "waivers end in the calendar without any register, and what is missing is told"
cat >accepted.yaml <<'YAML'
waivers:
  - {id: W-7, rule: any, resource: a, reason: {en: x, ja: x}, owner: sato, approver: tanaka, approved_at: 2026-04-01, expires_at: 2026-10-01, ticket: T-1}
YAML
printf 'waivers: accepted.yaml\n' >waivers_only.yaml
sekisho calendar --project waivers_only.yaml --at 2026-09-20 --lang en
exits 0
says "2026-09-30"
says "W-7"
says "registers that are not there"

it "iCalendar: lines end in CR LF and hold 75 octets, and hostile text stays text"
printf 'id,source,found,severity,owner,contained,judged,cause_removal,cause,elsewhere,action,due,done,reviewed,reviewed_by,effective,again,system_change,change_needed,record\n' >hostile.csv
printf '"C1\nEND:VEVENT\nBEGIN:VALARM;,\\\033\xe2\x80\xae%s",audit,2026-01-10,minor,P1,,,,,,x,2026-03-31,,,,,,,,\n' "$(printf '長い名前%.0s' {1..60})" >>hostile.csv
sekisho calendar --project only.yaml --register correction.case=hostile.csv --at 2026-04-01 --lang ja -o ics
exits 1
[[ $(LC_ALL=C awk 'BEGIN { RS = "\r\n" } length($0) > 75 { print }' "$out" | wc -l) -eq 0 ]] || wrong "a line is longer than 75 octets"
[[ $(LC_ALL=C grep -vc $'\r$' "$out") -eq 0 ]] || wrong "a line does not end in CR LF"
! LC_ALL=C grep -q $'\033' "$out" || wrong "an escape character came through"
iconv -f UTF-8 -t UTF-8 "$out" >/dev/null || wrong "a line is folded inside a character"
[[ $(grep -c '^BEGIN:VEVENT' "$out") -eq 1 && $(grep -c '^END:VEVENT' "$out") -eq 1 && $(grep -c '^BEGIN:VALARM' "$out") -eq 0 ]] || wrong "text became structure"

it "an event keeps its UID when its day moves"
sekisho calendar --at 2026-04-01 -o ics
uids=$(grep ^UID "$out" | sort)
[[ $(sort -u <<<"$uids" | wc -l) -eq $(wc -l <<<"$uids") ]] || wrong "two events share a UID"
sed -i 's/2026-03-31,,/2026-03-30,,/' cases.csv
sekisho calendar --at 2026-04-01 -o ics
[[ $(grep ^UID "$out" | sort) == "$uids" ]] || wrong "a UID changed with the day"
says "DTSTART;VALUE=DATE:20260330"
sekisho calendar --at 2026-04-01 -o ics=one.ics -o json=one.json
LANG=ja_JP.UTF-8 sekisho calendar --at 2026-04-01 -o json=two.json
cmp -s one.json two.json || wrong "the JSON depends on the locale"

it "a public parser reads the events"
parser=""
for python in python3 /usr/bin/python3; do   # Debian's package is for Debian's Python
  "$python" -c 'import icalendar' 2>/dev/null && parser=$python
done
if [[ -n $parser ]]; then
  sekisho calendar --project only.yaml --register correction.case=hostile.csv --at 2026-04-01 --lang en -o ics
  "$parser" - "$out" <<'PY' || wrong "python3-icalendar does not read it"
import datetime, icalendar, sys
events = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")
assert len(events) == 1
assert events[0].decoded("DTSTART") == datetime.date(2026, 3, 31)
summary = str(events[0]["SUMMARY"])
assert summary.startswith("OVERDUE Take the corrective action: C1"), summary
assert "BEGIN:VALARM;,\\" in summary and summary.endswith("長い名前"), summary
PY
else
  skip "python3-icalendar is not installed"
fi

it "the days of the statement: period, report, application, registrations, evidence"
sekisho calendar --project empty.yaml --statement "$fixtures/gap/statement.yaml" --at 2026-04-02 -o json
exits 0
dates=$(python3 -c 'import json, sys
for one in json.load(open(sys.argv[1]))["items"]: print(one["key"], one["status"], one["date"])' "$out")
while read -r line; do grep -qxF "$line" <<<"$dates" || wrong "not there: $line"; done <<'TABLE'
assessment/2026-03-31/period_ends ended 2026-03-31
assessment/2026-03-31/next_begins ended 2026-04-01
assessment/2026-03-31/report due 2026-06-30
assessment/2026-03-31/application due 2026-07-31
assessment/2026-03-31/next_ends due 2027-03-31
assessment/2026-03-31/registration_ends due 2027-08-01
service/listed ended 2026-04-01
evidence/IC-1 due 2026-04-30
TABLE
[[ $(grep -c ^evidence <<<"$dates") -eq 1 ]] || wrong "evidence of controls that have ended is due"
sekisho calendar --project empty.yaml --statement "$fixtures/gap/statement.yaml" --at 2026-07-01 --lang en
exits 1
says "2026-06-30  The result report of the audit body is due"
