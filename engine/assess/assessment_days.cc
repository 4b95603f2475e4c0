// Terms of months, as the Civil Code counts them.
#include <chrono>

#include "engine/value/arithmetic.h"
#include "sekisho/calendar.h"
#include "sekisho/statement.h"

namespace sekisho {
namespace {

unsigned day_of_month(int32_t date) {
  const std::chrono::year_month_day day = std::chrono::sys_days(std::chrono::days(date));
  return static_cast<unsigned>(day.day());
}

// The last day of a term that begins on `first`.
int32_t term_end(int32_t first, int32_t months) {
  const int32_t corresponding = add_period(first, {months, 0});
  return day_of_month(corresponding) == day_of_month(first) ? corresponding - 1 : corresponding;
}

}  // namespace

AssessmentDays assessment_days(int32_t period_to) {
  AssessmentDays days;
  days.next_begins = period_to + 1;
  days.next_ends_earliest = term_end(days.next_begins, 3);
  days.next_ends_latest = term_end(days.next_begins, 12);
  days.report = term_end(days.next_begins, 3);
  days.application = term_end(days.next_begins, 4);
  days.registration_ends = registration_valid_until(period_to);
  return days;
}

}  // namespace sekisho
