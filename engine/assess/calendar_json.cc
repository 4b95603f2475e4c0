// The calendar for programs.
#include "engine/value/literal.h"
#include "sekisho/calendar.h"
#include "sekisho/json_writer.h"

namespace sekisho {
namespace {

void write_item(JsonWriter& json, const CalendarItem& item) {
  const auto both = [&](const std::string& key, const Bilingual& text) {
    json.member(key + "_en", text.en);
    json.member(key + "_ja", text.ja);
  };
  json.begin_object();
  json.member("key", item.key);
  json.member("category", item.category);
  json.member("status", to_string(item.status));
  json.key("date");
  if (item.date) json.string(format_date(*item.date));
  else json.null();
  both("title", item.title);
  both("note", item.note);
  json.member("subject", item.subject);
  json.member("owner", item.owner);
  json.texts("controls", item.controls);
  json.member("file", item.place.file);
  json.member("line", item.place.line);
  json.end_object();
}

}  // namespace

std::string report_calendar_json(const Calendar& calendar) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("calendar", 1);
  json.member("at", format_timestamp(calendar.at));
  json.member("at_basis", calendar.at_basis);
  json.member("service_en", calendar.service.en);
  json.member("service_ja", calendar.service.ja);
  json.key("items");
  json.begin_array();
  for (const CalendarItem& item : calendar.items) write_item(json, item);
  json.end_array();
  json.texts("registers_not_given", calendar.not_given);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho
