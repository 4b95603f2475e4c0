// One member after the other.
#include "engine/evidence/run_json.h"

#include "engine/value/literal.h"

namespace sekisho {

void write_text(JsonWriter& json, std::string_view key, const Bilingual& text) {
  json.key(key);
  json.begin_object();
  json.member("en", text.en);
  json.member("ja", text.ja);
  json.end_object();
}

void write_place(JsonWriter& json, const FindingPlace& place) {
  json.begin_object();
  json.member("file", place.file);
  json.member("resource", place.resource);
  json.member("pointer", place.pointer);
  json.member("line", place.line);
  json.member("column", place.column);
  json.member("text", place.text);
  json.member("note", place.note);
  json.end_object();
}

void write_places(JsonWriter& json, const std::vector<FindingPlace>& places) {
  json.begin_array();
  for (const FindingPlace& place : places) write_place(json, place);
  json.end_array();
}

void write_time(JsonWriter& json, std::string_view key, const std::optional<int64_t>& time) {
  json.key(key);
  if (time) {
    json.string(format_timestamp(*time));
  } else {
    json.null();
  }
}

void write_parameters(JsonWriter& json, const Run& run) {
  json.key("parameters");
  json.begin_array();
  for (const auto& [name, value] : run.parameters) {
    json.begin_object();
    json.member("name", name);
    json.member("value", value);
    json.end_object();
  }
  json.end_array();
}

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

void write_supports(JsonWriter& json, const RunRule& rule) {
  json.key("supports");
  json.begin_array();
  for (const RunSupports& one : rule.supports) {
    json.begin_object();
    json.member("catalogue", one.catalogue);
    json.member("control", one.control);
    write_text(json, "title", one.title);
    write_text(json, "because", one.because);
    json.end_object();
  }
  json.end_array();
}

void write_waiver_members(JsonWriter& json, const RunWaiver& waiver) {
  json.member("rule", waiver.rule);
  json.member("resource", waiver.resource);
  if (!waiver.input.empty()) json.member("input", waiver.input);
  json.member("glob", waiver.glob);
  json.texts("verdicts", waiver.verdicts);
  write_text(json, "reason", waiver.reason);
  json.member("owner", waiver.owner);
  json.member("approver", waiver.approver);
  json.member("ticket", waiver.ticket);
  json.member("approved_at", format_timestamp(waiver.approved_at));
  json.member("expires_at", format_timestamp(waiver.expires_at));
  json.member("file", waiver.file);
  json.member("line", waiver.line);
  json.member("state", waiver.state);
  json.member("code", waiver.code);
  json.member("findings", waiver.findings);
}

}  // namespace sekisho
