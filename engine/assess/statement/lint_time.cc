// Rules 9, 15, 16 and 17: the period, the edition of the criteria, the multi-year cycle and the renewal.
#include <algorithm>
#include <set>

#include "engine/assess/statement/lint.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr int32_t kRenewalNotice = 90;   // days
constexpr int kJapanOffset = 9 * 3600;

}  // namespace

void StatementLint::time() {
  period();
  edition();
  multi_year();
  deadlines();
}

void StatementLint::period() {
  const StatementPeriod& one = statement_.period;
  const int32_t from = one.from.value, to = one.to.value;
  if (to < from) return error("SK0809", one.to.at, "the assessment period ends before it begins", "");
  if (to > add_period(from, Period{12, 0}) - 1) error("SK0809", one.to.at, "the assessment period is longer than one year", "it ends on " + format_date(add_period(from, Period{12, 0}) - 1) + " at the latest");
  if (to < add_period(from, Period{3, 0}) - 1) error("SK0809", one.to.at, "the assessment period is shorter than three months", "it ends on " + format_date(add_period(from, Period{3, 0}) - 1) + " at the earliest");
  const bool first = one.first.value;
  if (!one.previous_to.given) {
    if (!first) error("SK0809", one.at, "the period before this one is not told", "write `previous: {from: …, to: …}`, or `first: true` when there was none");
    return;
  }
  if (first) return error("SK0809", one.first.at, "the first assessment period has one before it", "take out `first` or `previous`");
  if (one.previous_from.value > one.previous_to.value) error("SK0809", one.previous_to.at, "the period before this one ends before it begins", "");
  if (from != one.previous_to.value + 1) error("SK0809", one.from.at, "the assessment period begins on " + format_date(from) + ", the one before it ended on " + format_date(one.previous_to.value), "it begins on " + format_date(one.previous_to.value + 1) + ": periods follow each other without gap or overlap");
}

void StatementLint::edition() {
  std::set<std::string> editions;
  for (const ControlInfo& control : facts_.controls) {
    for (const std::string& edition : {control.since, control.amended}) {
      if (!edition.empty()) editions.insert(edition);
    }
  }
  const std::string month = format_date(statement_.application_date.value).substr(0, 7);
  const auto after = editions.upper_bound(month);
  if (after == editions.begin()) {
    not_looked_at.push_back({"rule 15: the catalogue knows no edition of the criteria that was in force in " + month, "規則15: カタログには" + month + "時点で有効な管理基準の版がありません"});
    return;
  }
  const std::string& in_force = *std::prev(after);
  if (statement_.catalogue.value != in_force) {
    error("SK0815", statement_.catalogue.at, "the statement was written against the edition `" + harmless(statement_.catalogue.value) + "`; in force on the date of application is `" + in_force + "`", "write it against that edition: `sekisho controls diff` tells what differs");
  }
}

void StatementLint::multi_year() {
  const MultiYear& one = statement_.multi_year;
  if (!one.chapter_4.value) return;
  const StatementPeriod& period = statement_.period;
  if (period.first.value) error("SK0816", one.chapter_4.at, "the multi-year cycle is claimed in the first assessment period", "it is for renewals only");
  if (!one.iso27001_from.given || !one.iso27001_to.given) error("SK0816", one.chapter_4.at, "the multi-year cycle of chapter 4 is claimed without the dates of an ISO/IEC 27001 certificate", "write `iso27001: {from: …, to: …, covers_scope: true}`");
  else if (one.iso27001_from.value > period.from.value) error("SK0816", one.iso27001_from.at, "the ISO/IEC 27001 certificate is valid from " + format_date(one.iso27001_from.value) + ", after the period began", "it has to be valid through the whole period; name the day from which it was held without a break");
  else if (one.iso27001_to.value < period.to.value) error("SK0816", one.iso27001_to.at, "the ISO/IEC 27001 certificate is valid until " + format_date(one.iso27001_to.value) + ", before the period ended", "it has to be valid through the whole period");
  if (!one.covers_scope.value) error("SK0816", one.covers_scope.given ? one.covers_scope.at : one.chapter_4.at, "the ISO/IEC 27001 certificate does not cover the service and its organisations", "without that chapter 4 is assessed in full: write `chapter_4: false`");
}

void StatementLint::deadlines() {
  const int32_t today = date_of(facts_.evaluated_at, kJapanOffset);
  const StatementPeriod& period = statement_.period;
  const PlacedDate& application = statement_.application_date;
  if (application.value <= period.to.value) error("SK0817", application.at, "the application is dated " + format_date(application.value) + ", before the end of the period", "an application follows the report on the whole period");
  if (period.previous_to.given) {
    const int32_t until = registration_valid_until(period.previous_to.value);
    if (application.value >= until) error("SK0817", application.at, "the application is dated " + format_date(application.value) + ", and the registration ends on " + format_date(until), "renewal has to be applied for before that day");
  }
  const int32_t until = registration_valid_until(period.to.value);
  if (today >= until) error("SK0817", period.to.at, "a registration on this statement ended on " + format_date(until), "a new assessment period and a statement for it are due");
  else if (today >= until - kRenewalNotice) warning("SK0817", period.to.at, "a registration on this statement ends on " + format_date(until) + ", in " + std::to_string(until - today) + " days", "renewal has to be applied for before that day, with a statement for the next period");
}

}  // namespace sekisho
