// Calendar: what is due, from the statement, the registers and whatever else ends on a day. engine/assess/CALENDAR.md says which.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/raw.h"
#include "sekisho/report.h"
#include "sekisho/result.h"

namespace sekisho {

struct Statement;  // sekisho/statement.h

// A kind of row that makes something due: a line of policies/registers/due.csv.
struct DueRule {
  std::string category, kind;
  std::string due, done;               // columns: the day, and the day on which it was done
  // Or something that comes again: `every` after the latest of the columns `last`, or of `last_column` in the rows of `last_kind` whose `last_by` is
  // this row's `last_key` and whose columns are as in `last_where`.
  std::vector<std::string> last;
  std::string last_kind, last_column, last_by, last_key;
  std::vector<std::pair<std::string, std::string>> last_where;
  std::string every;                   // a column of periods, or the name of a parameter
  std::string unless;                  // a column: from that day on the row counts no more
  Bilingual title;
};
// Reads such a table. Errors carry their place.
Result<std::vector<DueRule>> due_rules(const SourcePtr& csv);

struct CalendarItem {
  // kUndated: it was never done, and nothing says by when it must be.
  enum class Status : uint8_t { kOverdue, kUndated, kDue, kEnded };
  std::string category;                // "statement", "assessment", "evidence", "correction", "review", …
  std::string key;                     // tells the item from all others, whatever its day: "correction.case/CC-02/due"
  Bilingual title;
  std::string subject;                 // id of the row, of the individual control
  std::string owner;
  std::optional<int32_t> date;
  Status status = Status::kDue;
  Bilingual note;                      // how the day comes about; may be empty
  std::vector<std::string> controls;
  FindingPlace place;                  // no file: it has none
};
std::string_view to_string(CalendarItem::Status status);

// An individual control's evidence that comes due again and again.
struct CalendarEvidence {
  std::string id;
  Bilingual title;
  std::string owner, frequency;        // daily, weekly, monthly, quarterly, yearly; on_change makes nothing due
  std::vector<std::string> controls;
  std::optional<int32_t> from, to;     // the days that it covers
  FindingPlace place;
};

// The day in Japan at that second (UTC).
int32_t day_in_japan(int64_t utc_seconds);

// Anything else that ends on a day: a waiver, a listed service.
struct CalendarEnd {
  std::string category, key, subject, owner;
  Bilingual title;
  int32_t last_day = 0;
  FindingPlace place;
};

struct CalendarInput {
  int64_t at = 0;                      // UTC seconds; days are those of Japan
  std::string at_basis;                // "option", "start of the run"
  Bilingual service;                   // may be empty
  std::optional<int32_t> period_from, period_to;    // assessment period
  std::vector<CalendarEvidence> evidence;
  std::vector<CalendarEnd> ends;
  std::vector<DueRule> rules;
  std::vector<std::shared_ptr<const RawSource>> registers;
  std::map<std::string, std::string> parameters;    // value as Seki writes it, by name
};

// Period, evidence and registrations of a statement.
void take_statement(const Statement& statement, CalendarInput& input);

struct Calendar {
  int64_t at = 0;
  int32_t today = 0;
  std::string at_basis;
  Bilingual service;
  bool has_period = false;
  std::vector<CalendarItem> items;     // overdue, then undated, then due, then ended; by day, then key
  std::vector<std::string> not_given;  // kinds that rules look at and no register fills
};

// Errors: a period that is none, a column that the register does not have, with its place.
Result<Calendar> make_calendar(const CalendarInput& input);

// The days that follow from an assessment period. A term of months is counted from the day after the period's last day and ends on the day before the
// corresponding one, as the Civil Code counts (Articles 140 and 143); where the last month has no such day, on its last day.
struct AssessmentDays {
  int32_t next_begins = 0;             // the day after
  int32_t next_ends_earliest = 0;      // 3 months
  int32_t next_ends_latest = 0;        // 1 year
  int32_t report = 0;                  // 3 months
  int32_t application = 0;             // a month more
  int32_t registration_ends = 0;       // 1 year 4 months
};
AssessmentDays assessment_days(int32_t period_to);

std::string report_calendar_text(const Calendar& calendar, const TextOptions& options);
std::string report_calendar_json(const Calendar& calendar);
std::string report_calendar_ics(const Calendar& calendar, Language language);   // RFC 5545; what has ended is left out

}  // namespace sekisho
