// The calendar for people: what is late, what is near, what comes later.
#include <algorithm>

#include "engine/report/layout.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/calendar.h"

namespace sekisho {
namespace {

constexpr int kMostColumnsOfItem = 300;   // of a text that a user wrote
constexpr int32_t kSoon = 30;       // days

class CalendarWriter {
 public:
  CalendarWriter(const Calendar& calendar, const TextOptions& options) : calendar_(calendar), options_(options), page_(std::max(options.width, kNarrowest), options.colour) {}

  std::string write() {
    page_.line(0, {{std::string(word("Calendar on ", "期限一覧: ")) + format_date(calendar_.today), Style::kStrong}, {calendar_.service.en.empty() && calendar_.service.ja.empty() ? "" : "  " + text(calendar_.service)}});
    if (!calendar_.has_period) page_.paragraph(2, word("There is no statement with an assessment period: no day of the assessment is shown.", "評価対象期間を記した言明書がないため、評価に関する期限は表示していません。"));
    const auto with = [&](CalendarItem::Status status, bool soon, Style style, const char* en, const char* ja) {
      section(word(en, ja), style, [&](const CalendarItem& item) { return item.status == status && (status != CalendarItem::Status::kDue || (*item.date <= calendar_.today + kSoon) == soon); });
    };
    with(CalendarItem::Status::kOverdue, false, Style::kFail, "Overdue", "期限超過");
    with(CalendarItem::Status::kUndated, false, Style::kFail, "Without a day, or never done", "期限未設定又は未実施");
    with(CalendarItem::Status::kDue, true, Style::kUnknown, "Due within 30 days", "30日以内");
    with(CalendarItem::Status::kDue, false, Style::kPlain, "Due later", "それ以降");
    if (options_.all) with(CalendarItem::Status::kEnded, false, Style::kFaint, "Ended", "終了");
    not_given();
    page_.gap();
    return page_.take() + closing();
  }

 private:
  const char* word(const char* en, const char* ja) const { return options_.language == Language::kJapanese ? ja : en; }
  std::string text(const Bilingual& both) const { return std::string(pick(both, options_.language)); }
  size_t count(CalendarItem::Status status) const {
    return static_cast<size_t>(std::count_if(calendar_.items.begin(), calendar_.items.end(), [&](const CalendarItem& item) { return item.status == status; }));
  }

  template <typename Belongs>
  void section(const char* title, Style style, const Belongs& belongs) {
    bool first = true;
    for (const CalendarItem& item : calendar_.items) {
      if (!belongs(item)) continue;
      if (first) {
        page_.gap();
        page_.line(0, {{title, Style::kStrong}});
      }
      first = false;
      std::string line = text(item.title);
      if (!item.subject.empty()) line += ": " + cut_to(item.subject, kMostColumnsOfItem);
      if (!item.owner.empty()) line += " (" + cut_to(item.owner, kMostColumnsOfItem) + ")";
      if (!text(item.note).empty()) line += word("; ", "。") + text(item.note);
      if (!item.place.file.empty()) line += "  " + item.place.file + ":" + std::to_string(item.place.line);
      page_.paragraph(2, line, Style::kPlain, {padded(item.date ? format_date(*item.date) : "-", 12), style});
    }
  }

  void not_given() {
    if (calendar_.not_given.empty()) return;
    std::string kinds;
    for (const std::string& kind : calendar_.not_given) kinds += (kinds.empty() ? "" : ", ") + kind;
    page_.gap();
    page_.line(0, {{word("Nobody looked at", "確認していないもの"), Style::kStrong}});
    page_.paragraph(2, std::string(word("registers that are not there: ", "提出されていない台帳: ")) + kinds);
  }

  std::string closing() const {
    const std::string overdue = std::to_string(count(CalendarItem::Status::kOverdue)), undated = std::to_string(count(CalendarItem::Status::kUndated)), due = std::to_string(count(CalendarItem::Status::kDue)), ended = std::to_string(count(CalendarItem::Status::kEnded));
    if (options_.language == Language::kJapanese) return "期限超過 " + overdue + " 件、期限なし " + undated + " 件、予定 " + due + " 件、終了 " + ended + " 件\n";
    return overdue + " overdue, " + undated + " without a day, " + due + " due, " + ended + " ended\n";
  }

  const Calendar& calendar_;
  const TextOptions& options_;
  Page page_;
};

}  // namespace

std::string report_calendar_text(const Calendar& calendar, const TextOptions& options) { return CalendarWriter(calendar, options).write(); }

}  // namespace sekisho
