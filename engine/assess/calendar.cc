// What is due: each source of days in turn, then put in order.
#include "sekisho/calendar.h"

#include <algorithm>
#include <tuple>

#include "engine/assess/register_dues.h"
#include "engine/assess/register_row.h"
#include "engine/value/arithmetic.h"
#include "engine/value/calendar.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

CalendarItem::Status status_of(int32_t date, int32_t today) { return date < today ? CalendarItem::Status::kOverdue : CalendarItem::Status::kDue; }

class Maker {
 public:
  Maker(const CalendarInput& input, Calendar& calendar) : input_(input), calendar_(calendar) {}

  void period() {
    if (!input_.period_to) return;
    calendar_.has_period = true;
    const AssessmentDays days = assessment_days(*input_.period_to);
    const std::string end = format_date(*input_.period_to);
    const auto add = [&](const char* key, int32_t date, const Bilingual& title, const Bilingual& note) {
      CalendarItem& item = made("assessment", std::string("assessment/") + end + "/" + key, title, date);
      item.note = note;
    };
    add("period_ends", *input_.period_to, {"The assessment period ends", "評価対象期間の末日"}, {});
    add("next_begins", days.next_begins, {"The next assessment period begins", "次の評価対象期間の初日"}, {"the day after the last one ends: no day may be left out", "前の期間の末日の翌日(空白期間は認められない)"});
    add("report", days.report, {"The result report of the audit body is due", "監査機関の実施結果報告書の期限"}, {"three months after the period's end, " + end, "評価対象期間の末日(" + end + ")から3か月"});
    add("application", days.application, {"The application papers are due", "登録申請書類の提出の目安"}, {"about a month after the report", "報告書の期限からおおむね1か月"});
    add("registration_ends", days.registration_ends, {"The registration ends; the renewal is applied for before", "登録の有効期限(更新申請はこれより前に行う)"},
        {"1 year 4 months, counted from the day after the period's end", "評価対象期間の末日の翌日から1年4か月"});
    add("next_ends", days.next_ends_latest, {"The next assessment period ends at the latest", "次の評価対象期間の末日の上限"},
        {"at most 1 year; not before " + format_date(days.next_ends_earliest) + " (3 months)", "1年以内。" + format_date(days.next_ends_earliest) + " より前は不可(3か月以上)"});
  }

  // The end of the span in which the evidence must come once more: spans are counted from the first day that the control covers.
  void evidence() {
    static const std::map<std::string, Period> kSpans = {{"weekly", {0, 7}}, {"monthly", {1, 0}}, {"quarterly", {3, 0}}, {"yearly", {12, 0}}};
    for (const CalendarEvidence& one : input_.evidence) {
      const auto span = kSpans.find(one.frequency);
      if (one.frequency != "daily" && span == kSpans.end()) continue;
      if (!one.from || (one.to && *one.to < calendar_.today)) continue;
      const int32_t end = one.frequency == "daily" ? std::max(calendar_.today, *one.from) : span_end(*one.from, span->second);
      CalendarItem& item = made("evidence", "evidence/" + one.id, one.title, one.to ? std::min(end, *one.to) : end);
      item.subject = one.id;
      item.owner = one.owner;
      item.controls = one.controls;
      item.place = one.place;
      item.note = frequency_note(one.frequency);
    }
  }

  void ends() {
    for (const CalendarEnd& one : input_.ends) {
      CalendarItem& item = made(one.category, one.key, one.title, one.last_day);
      item.subject = one.subject;
      item.owner = one.owner;
      item.place = one.place;
      if (one.last_day < calendar_.today) item.status = CalendarItem::Status::kEnded;
    }
  }

 private:
  CalendarItem& made(const std::string& category, const std::string& key, const Bilingual& title, int32_t date) {
    CalendarItem item;
    item.category = category;
    item.key = key;
    item.title = title;
    item.date = date;
    item.status = status_of(date, calendar_.today);
    // Days that only mark a time pass by themselves.
    if (category == "assessment" && item.status == CalendarItem::Status::kOverdue && (key.ends_with("period_ends") || key.ends_with("next_begins"))) item.status = CalendarItem::Status::kEnded;
    calendar_.items.push_back(std::move(item));
    return calendar_.items.back();
  }

  // The last day of the span, counted from `first`, that holds today. Each is counted from the first day: a month's end stays one.
  int32_t span_end(int32_t first, Period span) const {
    for (int32_t count = 1;; ++count) {
      const int32_t end = add_period(first, {span.months * count, span.days * count}) - 1;
      if (end >= calendar_.today || end + 1 >= kLastDay) return end;
    }
  }

  static Bilingual frequency_note(const std::string& frequency) {
    static const std::map<std::string, Bilingual> kNotes = {{"daily", {"daily", "毎日"}}, {"weekly", {"weekly", "毎週"}}, {"monthly", {"monthly", "毎月"}}, {"quarterly", {"quarterly", "四半期ごと"}}, {"yearly", {"yearly", "毎年"}}};
    return kNotes.at(frequency);
  }

  const CalendarInput& input_;
  Calendar& calendar_;
};

}  // namespace

std::string_view to_string(CalendarItem::Status status) {
  constexpr std::string_view kNames[] = {"overdue", "undated", "due", "ended"};
  return kNames[static_cast<size_t>(status)];
}

int32_t day_in_japan(int64_t utc_seconds) { return date_of(utc_seconds, kJapan); }

Result<Calendar> make_calendar(const CalendarInput& input) {
  Calendar calendar;
  calendar.at = input.at;
  calendar.today = date_of(input.at, kJapan);
  calendar.at_basis = input.at_basis;
  calendar.service = input.service;
  if (input.period_from && input.period_to && *input.period_to < *input.period_from) return Error{"the assessment period ends before it begins", "correct `period` in the statement", {}};
  Maker maker(input, calendar);
  maker.period();
  maker.evidence();
  maker.ends();
  if (const Result<void> added = add_register_dues(input, calendar); !added) return added.error();
  const auto order = [](const CalendarItem& one) { return std::tuple(one.status, one.date.value_or(INT32_MIN), one.key); };
  std::stable_sort(calendar.items.begin(), calendar.items.end(), [&](const CalendarItem& a, const CalendarItem& b) { return order(a) < order(b); });
  return calendar;
}

}  // namespace sekisho
