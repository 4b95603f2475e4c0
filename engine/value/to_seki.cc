// Values as Seki writes them, for witnesses, obligations and dumps.
#include <string>

#include "engine/base/check.h"
#include "engine/value/literal.h"
#include "sekisho/value.h"

namespace sekisho {
namespace {

std::string unknown_text(const std::string& why) { return "unknown " + quote(why); }

std::string unknown_seki(const Value& value) {
  std::string why;
  for (const ReasonPtr& reason : value.reasons()) {
    if (!why.empty()) why += "; ";
    why += reason->text.empty() ? std::string(to_string(reason->code)) : reason->text;
  }
  return unknown_text(why);
}

// Seki has no words for members that need not exist; these are for people.
const char* presence_words(Presence presence) {
  switch (presence) {
    case Presence::kSure: return "";
    case Presence::kPossible: return "possibly ";
    case Presence::kOpen: break;
  }
  return "any number of ";
}

std::string members_seki(const Value& value, char open, char close) {
  const Value::Members& members = value.members();
  // One open unknown member is what an unknown collection is.
  const bool unseen = members.size() == 1 && members[0].presence == Presence::kOpen && members[0].value.is_unknown();
  if (unseen) return to_seki(members[0].value);
  std::string result(1, open);
  for (const Value::Member& member : members) {
    if (result.size() > 1) result += ", ";
    result += presence_words(member.presence) + to_seki(member.value);
  }
  return result + close;
}

std::string record_seki(const Value& value) {
  std::string result = "{";
  for (const Value::Field& field : value.fields()) {
    if (result.size() > 1) result += ", ";
    result += field.name + ": " + to_seki(field.value);
  }
  return result + "}";
}

std::string dict_seki(const Value& value) {
  std::string items;
  for (const Value::Entry& entry : value.entries()) {
    if (!items.empty()) items += ", ";
    items += presence_words(entry.presence) + quote(entry.key) + ": " + to_seki(entry.value);
  }
  if (value.dict_open()) items += items.empty() ? "…" : ", …";
  return "dict {" + items + "}";
}

std::string reference_seki(const Reference& reference) {
  if (reference.text) return "ref " + quote(*reference.text);
  if (reference.address) return "ref " + quote(*reference.address);
  std::string names;
  for (const std::string& candidate : reference.candidates) {
    if (!names.empty()) names += ", ";
    names += candidate;
  }
  return unknown_text(names.empty() ? "what it refers to" : "one of " + names);
}

std::string raw_seki(const RawNode& node) {
  if (node.sensitive) return unknown_text("sensitive");
  switch (node.kind) {
    case RawNode::Kind::kAbsent: return "absent";
    case RawNode::Kind::kUnknown:
      return unknown_text(node.why == RawUnknown::kNotExported ? "not exported" : "known after apply");
    case RawNode::Kind::kBool: return node.boolean ? "true" : "false";
    case RawNode::Kind::kNumber: return std::string(node.text);
    case RawNode::Kind::kString: return quote(node.text);
    case RawNode::Kind::kList: {
      std::string result = "[";
      for (const RawNode* item : node.items) result += (result.size() > 1 ? ", " : "") + raw_seki(*item);
      return result + "]";
    }
    case RawNode::Kind::kObject: {
      std::string result = "{";
      for (const auto& [key, member] : node.members) {
        result += (result.size() > 1 ? ", " : "") + quote(key) + ": " + raw_seki(*member);
      }
      return result + "}";
    }
  }
  CHECK(false);
}

}  // namespace

std::string to_seki(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kAbsent: return "absent";
    case ValueKind::kUnknown: return unknown_seki(value);
    case ValueKind::kBool: return value.as_bool() ? "true" : "false";
    case ValueKind::kInt: return std::to_string(value.as_int());
    case ValueKind::kDecimal: return format_decimal(value.as_decimal());
    case ValueKind::kText:
    case ValueKind::kVersion:
    case ValueKind::kFile: return quote(value.as_text());
    case ValueKind::kDuration: return format_duration(value.as_int());
    case ValueKind::kDate: return format_date(static_cast<int32_t>(value.as_int()));
    case ValueKind::kPeriod: return format_period(value.as_period());
    case ValueKind::kTimestamp: return format_timestamp(value.as_int());
    case ValueKind::kIp: return quote(format_ip(value.as_network()));
    case ValueKind::kCidr: return quote(format_cidr(value.as_network()));
    case ValueKind::kEnum: return value.as_text();
    case ValueKind::kRecord: return record_seki(value);
    case ValueKind::kList: return members_seki(value, '[', ']');
    case ValueKind::kSet: return members_seki(value, '{', '}');
    case ValueKind::kDict: return dict_seki(value);
    case ValueKind::kReference: return reference_seki(value.as_reference());
    case ValueKind::kRow: return "row";
    case ValueKind::kRaw: return raw_seki(*value.as_raw());
    case ValueKind::kPattern: break;
  }
  CHECK(false);
}

}  // namespace sekisho
