// Profiles in reports.
#include "engine/report/profile.h"

namespace sekisho {

void write_profile(JsonWriter& json, const RunProfile& profile) {
  json.key("profile");
  json.begin_object();
  json.member("name", profile.name);
  json.key("changes");
  json.begin_array();
  for (const RunProfileChange& change : profile.changes) {
    json.begin_object();
    json.member("change", change.change);
    json.member("subject", change.subject);
    json.member("value", change.value);
    json.member("was", change.was);
    json.member("reason", change.reason);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string change_text(const RunProfileChange& change) {
  std::string text = change.change == "off" ? "off" : change.change == "severity" ? "severity " + change.value + ", was " + change.was : change.value;
  if (!change.reason.empty()) text += ": " + change.reason;
  return text;
}

}  // namespace sekisho
