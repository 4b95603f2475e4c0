// The calendar as iCalendar (RFC 5545): an event of one day for each item. Lines end in CR LF and are folded before 75 octets, never inside a character.
#include <algorithm>

#include "engine/base/sha256.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/calendar.h"
#include "sekisho/utf8.h"
#include "sekisho/version.h"

namespace sekisho {
namespace {

constexpr size_t kMostOctets = 75;          // of a line, its end apart (RFC 5545 section 3.1)
constexpr size_t kMostOfText = 4000;        // octets of a text that a user wrote: calendars show no more

// A TEXT value (section 3.3.11). Control characters and marks that turn the text round do not come through.
std::string escaped(std::string_view text) {
  std::string out;
  const std::string clean = harmless(text.substr(0, kMostOfText));
  for (const char c : clean) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

class IcsWriter {
 public:
  void line(std::string_view content) {
    size_t used = 0;
    for (size_t at = 0; at < content.size();) {
      const size_t length = code_point_at(content, at).length;
      if (used + length > kMostOctets) {
        out_ += "\r\n ";
        used = 1;
      }
      out_ += content.substr(at, length);
      used += length;
      at += length;
    }
    out_ += "\r\n";
  }
  void text(std::string_view name, std::string_view value) { line(std::string(name) + ":" + escaped(value)); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string digits_of(std::string text) {
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string description(const CalendarItem& item, Language language) {
  std::string text(pick(item.note, language));
  const auto add = [&](const std::string& more) { text += (text.empty() || more.empty() ? "" : " / ") + more; };
  add(item.owner);
  std::string controls;
  for (const std::string& id : item.controls) controls += (controls.empty() ? "" : ", ") + id;
  add(controls);
  if (!item.place.file.empty()) add(item.place.file + ":" + std::to_string(item.place.line));
  return text;
}

std::string summary(const CalendarItem& item, Language language) {
  std::string text(pick(item.title, language));
  if (!item.subject.empty()) text += ": " + item.subject;
  const bool english = language == Language::kEnglish;
  if (item.status == CalendarItem::Status::kOverdue) text = (english ? "OVERDUE " : "【期限超過】") + text;
  if (item.status == CalendarItem::Status::kUndated) text = (english ? "NO DAY SET " : "【期限なし】") + text;
  return text;
}

void write_event(IcsWriter& out, const Calendar& calendar, const CalendarItem& item, Language language) {
  out.line("BEGIN:VEVENT");
  // Told by what the item is, not by its day: when the day moves, the event in somebody's calendar moves.
  out.line("UID:" + sha256_hex(item.key).substr(0, 40) + "@sekisho");
  out.line("DTSTAMP:" + digits_of(format_timestamp(calendar.at)));
  // What has no day stands on the day of the calendar, where somebody sees it.
  const int32_t day = item.date.value_or(calendar.today);
  out.line("DTSTART;VALUE=DATE:" + digits_of(format_date(day)));
  out.text("SUMMARY", summary(item, language));
  if (const std::string text = description(item, language); !text.empty()) out.text("DESCRIPTION", text);
  out.text("CATEGORIES", item.category);
  out.line("TRANSP:TRANSPARENT");
  out.line("END:VEVENT");
}

}  // namespace

std::string report_calendar_ics(const Calendar& calendar, Language language) {
  IcsWriter out;
  out.line("BEGIN:VCALENDAR");
  out.line("VERSION:2.0");
  out.line(std::string("PRODID:-//Sekisho//sekisho ") + kVersion + "//EN");
  out.line("CALSCALE:GREGORIAN");
  for (const CalendarItem& item : calendar.items) {
    if (item.status != CalendarItem::Status::kEnded) write_event(out, calendar, item, language);
  }
  out.line("END:VCALENDAR");
  return out.take();
}

}  // namespace sekisho
