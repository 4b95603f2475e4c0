// Values to JSON: one member names the sort, "at" the places.
#include "engine/base/check.h"
#include "engine/normalized/values.h"
#include "engine/value/literal.h"

namespace sekisho::normalized {

void PlaceNumbers::write(JsonWriter& json, const RawNode* node) {
  const uint32_t number = numbers_.number(node).first;
  json.number(number);
  if (text_ != nullptr) uses_.push_back({text_->size(), number});
}

void ValueWriter::write_place(JsonWriter& json, const Place& place) {
  const bool placed = place.node != nullptr && place.node->resource != nullptr;
  if (placed && place.note.empty()) {
    places_.write(json, place.node);
    return;
  }
  json.begin_object();
  if (placed) {
    json.key("place");
    places_.write(json, place.node);
  }
  if (!place.note.empty()) json.member("note", place.note);
  json.end_object();
}

void ValueWriter::write_reason(JsonWriter& json, const Reason& reason) {
  json.begin_object();
  json.member("code", to_string(reason.code));
  json.member("text", reason.text);
  if (reason.place) {
    json.key("at");
    write_place(json, *reason.place);
  }
  json.end_object();
}

void ValueWriter::write_presence(JsonWriter& json, Presence presence, const ReasonPtr& doubt) {
  if (presence != Presence::kSure) json.member("presence", presence == Presence::kPossible ? "possible" : "open");
  if (doubt != nullptr) {
    json.key("doubt");
    write_reason(json, *doubt);
  }
}

void ValueWriter::write(JsonWriter& json, const Value& value) {
  json.begin_object();
  write_members(json, value);
  json.end_object();
}

void ValueWriter::write_list(JsonWriter& json, const Value& value) {
  json.begin_array();
  for (const Value::Member& member : value.members()) {
    json.begin_object();
    write_members(json, member.value);
    write_presence(json, member.presence, member.doubt);
    json.end_object();
  }
  json.end_array();
}

void ValueWriter::write_reference(JsonWriter& json, const Reference& reference) {
  json.begin_object();
  json.member("kind", reference.kind);
  if (reference.text) json.member("text", *reference.text);
  if (reference.address) json.member("address", *reference.address);
  json.member("source", reference.source);
  if (!reference.candidates.empty()) {
    json.texts("candidates", reference.candidates);
  }
  if (reference.complete) json.member("complete", true);
  if (reference.via_owner) json.member("owner", true);
  json.end_object();
}

void ValueWriter::write_members(JsonWriter& json, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kAbsent: json.member("absent", true); break;
    case ValueKind::kUnknown:
      json.key("unknown");
      json.begin_array();
      for (const ReasonPtr& reason : value.reasons()) write_reason(json, *reason);
      json.end_array();
      break;
    case ValueKind::kBool: json.member("bool", value.as_bool()); break;
    case ValueKind::kInt: json.member("int", value.as_int()); break;
    case ValueKind::kDecimal: json.member("decimal", format_decimal(value.as_decimal())); break;
    case ValueKind::kText: json.member("text", value.as_text()); break;
    case ValueKind::kDuration: json.member("seconds", value.as_int()); break;
    case ValueKind::kDate: json.member("date", format_date(static_cast<int32_t>(value.as_int()))); break;
    case ValueKind::kPeriod:
      json.key("period");
      json.begin_object();
      json.member("months", value.as_period().months);
      json.member("days", value.as_period().days);
      json.end_object();
      break;
    case ValueKind::kTimestamp: json.member("timestamp", format_timestamp(value.as_int())); break;
    case ValueKind::kIp: json.member("ip", format_ip(value.as_network())); break;
    case ValueKind::kCidr: json.member("cidr", format_cidr(value.as_network())); break;
    case ValueKind::kVersion: json.member("version", value.as_text()); break;
    case ValueKind::kEnum: json.member("enum", value.as_text()); break;
    case ValueKind::kFile:
      json.key("file");
      json.begin_object();
      json.member("path", value.as_text());
      json.member("digest", value.file_digest());
      json.member("there", value.file_there());
      json.end_object();
      break;
    case ValueKind::kRecord:
      json.key("record");
      json.begin_object();
      for (const Value::Field& field : value.fields()) {
        json.key(field.name);
        write(json, field.value);
      }
      json.end_object();
      break;
    case ValueKind::kList:
    case ValueKind::kSet:
      json.key(value.kind() == ValueKind::kList ? "list" : "set");
      write_list(json, value);
      break;
    case ValueKind::kDict:
      json.key("dict");
      json.begin_array();
      for (const Value::Entry& entry : value.entries()) {
        json.begin_object();
        json.member("key", entry.key);
        write_members(json, entry.value);
        write_presence(json, entry.presence, nullptr);
        json.end_object();
      }
      json.end_array();
      if (value.dict_open()) json.member("open", true);
      break;
    case ValueKind::kReference:
      json.key("ref");
      write_reference(json, value.as_reference());
      break;
    case ValueKind::kRow:
    case ValueKind::kRaw:
    case ValueKind::kPattern: CHECK(false);   // no attribute has such a type
  }
  if (value.places().empty()) return;
  json.key("at");
  json.begin_array();
  for (const Place& place : value.places()) write_place(json, place);
  json.end_array();
}

}  // namespace sekisho::normalized
