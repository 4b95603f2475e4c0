// Terms that follow from an assessment period, at month ends and leap days.
#include <gtest/gtest.h>

#include "engine/value/literal.h"
#include "sekisho/calendar.h"

namespace sekisho {
namespace {

struct Case {
  const char *to, *begins, *earliest, *latest, *report, *application;
};

TEST(AssessmentDays, CountFromTheDayAfterThePeriod) {
  const Case cases[] = {
      {"2026-03-31", "2026-04-01", "2026-06-30", "2027-03-31", "2026-06-30", "2026-07-31"},
      {"2025-11-30", "2025-12-01", "2026-02-28", "2026-11-30", "2026-02-28", "2026-03-31"},
      {"2027-11-30", "2027-12-01", "2028-02-29", "2028-11-30", "2028-02-29", "2028-03-31"},
      {"2026-02-28", "2026-03-01", "2026-05-31", "2027-02-28", "2026-05-31", "2026-06-30"},
      // The last month has no 31st, 30th or 29th: the term ends on its last day.
      {"2026-08-30", "2026-08-31", "2026-11-30", "2027-08-30", "2026-11-30", "2026-12-30"},
      {"2026-11-29", "2026-11-30", "2027-02-28", "2027-11-29", "2027-02-28", "2027-03-29"},
      // From a leap day: a year later there is none.
      {"2028-02-28", "2028-02-29", "2028-05-28", "2029-02-28", "2028-05-28", "2028-06-28"},
  };
  for (const Case& one : cases) {
    const AssessmentDays days = assessment_days(*parse_date(one.to));
    EXPECT_EQ(format_date(days.next_begins), one.begins) << one.to;
    EXPECT_EQ(format_date(days.next_ends_earliest), one.earliest) << one.to;
    EXPECT_EQ(format_date(days.next_ends_latest), one.latest) << one.to;
    EXPECT_EQ(format_date(days.report), one.report) << one.to;
    EXPECT_EQ(format_date(days.application), one.application) << one.to;
  }
}

CalendarInput with_evidence(const char* frequency, const char* from, const char* at) {
  CalendarInput input;
  input.at = int64_t{*parse_date(at)} * 86400;
  input.evidence.push_back({"IC-1", {"control", "管理策"}, "owner", frequency, {"9.2.1"}, *parse_date(from), *parse_date("2029-03-31"), {}});
  return input;
}

TEST(Calendar, EvidenceComesDueAtTheEndOfEachSpan) {
  const struct { const char *frequency, *from, *at, *due; } cases[] = {
      {"daily", "2026-04-01", "2026-05-05", "2026-05-05"},    {"weekly", "2026-04-01", "2026-04-07", "2026-04-07"},
      {"weekly", "2026-04-01", "2026-04-08", "2026-04-14"},   {"monthly", "2026-04-01", "2026-04-30", "2026-04-30"},
      {"monthly", "2026-01-31", "2026-02-10", "2026-02-27"},  {"monthly", "2026-01-31", "2026-03-01", "2026-03-30"},
      {"quarterly", "2026-04-01", "2026-07-01", "2026-09-30"}, {"yearly", "2028-02-29", "2028-06-01", "2029-02-27"},
      {"yearly", "2026-04-01", "2027-03-31", "2027-03-31"},   {"yearly", "2028-04-01", "2028-06-01", "2029-03-31"},
  };
  for (const auto& one : cases) {
    const Result<Calendar> calendar = make_calendar(with_evidence(one.frequency, one.from, one.at));
    ASSERT_TRUE(calendar.has_value());
    ASSERT_EQ(calendar->items.size(), 1u) << one.frequency << one.at;
    EXPECT_EQ(format_date(*calendar->items[0].date), one.due) << one.frequency << " from " << one.from << " at " << one.at;
    EXPECT_EQ(calendar->items[0].status, CalendarItem::Status::kDue);
  }
}

TEST(Calendar, EvidenceOnChangeOrOfAnEndedControlIsNotDue) {
  EXPECT_TRUE(make_calendar(with_evidence("on_change", "2026-04-01", "2026-05-05"))->items.empty());
  EXPECT_TRUE(make_calendar(with_evidence("daily", "2026-04-01", "2029-04-01"))->items.empty());
}

TEST(Calendar, APeriodThatEndsBeforeItBeginsIsRefused) {
  CalendarInput input;
  input.period_from = *parse_date("2026-04-01");
  input.period_to = *parse_date("2026-03-31");
  EXPECT_FALSE(make_calendar(input).has_value());
}

}  // namespace
}  // namespace sekisho
