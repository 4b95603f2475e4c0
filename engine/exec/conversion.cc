// Conversion of values, raw or not, to a type (design section 4, "Types").
#include <optional>
#include <utility>

#include "engine/exec/evaluator.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/raw_file.h"

namespace sekisho {
namespace {

constexpr int kTokyo = 9 * 3600;  // the zone of dates unless set: Asia/Tokyo, no daylight saving

std::optional<Place> place_of(const Value& value) { return value.places().empty() ? std::nullopt : std::optional<Place>(value.places().front()); }

Value wrong_shape(const RawNode* node, const Type& type) {
  return Value::unknown(ReasonCode::kWrongShape, "not a value of type " + to_string(type.as_present()), Place{node, ""});
}

Value wrong_shape(const Value& value, const Type& type) {
  return Value::unknown(ReasonCode::kWrongShape, "not a value of type " + to_string(type.as_present()), place_of(value));
}

Value placed_as(const Value& value, Value converted) {
  if (value.places().empty()) return converted;
  return std::move(converted).with_places(value.places());
}

bool is_scalar_of(ValueKind kind, TypeKind type) {
  switch (type) {
    case TypeKind::kBool: return kind == ValueKind::kBool;
    case TypeKind::kInt: return kind == ValueKind::kInt;
    case TypeKind::kDecimal: return kind == ValueKind::kDecimal;
    case TypeKind::kText: return kind == ValueKind::kText;
    case TypeKind::kDuration: return kind == ValueKind::kDuration;
    case TypeKind::kDate: return kind == ValueKind::kDate;
    case TypeKind::kPeriod: return kind == ValueKind::kPeriod;
    case TypeKind::kTimestamp: return kind == ValueKind::kTimestamp;
    case TypeKind::kIp: return kind == ValueKind::kIp;
    case TypeKind::kCidr: return kind == ValueKind::kCidr;
    case TypeKind::kVersion: return kind == ValueKind::kVersion;
    case TypeKind::kEnum: return kind == ValueKind::kEnum;
    case TypeKind::kFile: return kind == ValueKind::kFile;
    default: return false;
  }
}

// Of these: none where the value is nothing that the type can be made of.

std::optional<Value> as_scalar(const Value& value, TypeKind type) {
  if (type == TypeKind::kInt && value.kind() == ValueKind::kDecimal) {
    if (const auto whole = parse_int(format_decimal(value.as_decimal()))) return Value::integer(*whole);
  }
  if (type == TypeKind::kDecimal && value.kind() == ValueKind::kInt) return Value::decimal({value.as_int(), 0});
  if (type == TypeKind::kDate && value.kind() == ValueKind::kTimestamp) return Value::date(date_of(value.as_int(), kTokyo));
  if (type == TypeKind::kCidr && value.kind() == ValueKind::kIp) return Value::cidr(value.as_network());
  return std::nullopt;
}

std::optional<Value> as_text(const Value& value) {
  if (value.kind() == ValueKind::kReference) return Value::unknown(ReasonCode::kWrongShape, "a reference is no text; use id()");
  const bool holds_text = value.kind() == ValueKind::kVersion || value.kind() == ValueKind::kEnum || value.kind() == ValueKind::kFile;
  return placed_as(value, Value::text(holds_text ? std::string(value.as_text()) : to_seki(value)));
}

std::optional<Value> as_reference(const Value& value, const Type& type, const RawStore& raw) {
  const bool is_one = value.kind() == ValueKind::kReference;
  Reference reference = is_one ? value.as_reference() : Reference();
  if (type.entity != nullptr && reference.kind.empty()) reference.kind = type.entity->name;
  reference.via_owner = type.kind == TypeKind::kOwner;
  if (is_one) return Value::reference(std::move(reference)).with_places(value.places());
  if (value.kind() == ValueKind::kRow) {
    reference.address = value.as_row()->id;
    reference.source = value.as_row()->source;
    return Value::reference(std::move(reference));
  }
  if (value.kind() != ValueKind::kText) return std::nullopt;
  reference.text = value.as_text();
  if (const RawResource* writer = writer_of(value)) reference.source = raw.source_of(writer);
  return Value::reference(std::move(reference)).with_places(value.places());
}

std::optional<Value> as_collection(Evaluator& evaluator, const Value& value, const Type& type, const Value* other) {
  if (!is_collection(value)) return std::nullopt;
  Value::Members converted = value.members();
  for (Value::Member& member : converted) {
    if (type.element != nullptr) member.value = evaluator.convert(member.value, *type.element, other);
    if (type.element != nullptr && !type.element->optional) member.value = evaluator.needed(member.value);
  }
  return placed_as(value, type.kind == TypeKind::kSet ? Value::set(std::move(converted)) : Value::list(std::move(converted)));
}

std::optional<Value> as_dict(Evaluator& evaluator, const Value& value, const Type& type, const Value* other) {
  if (value.kind() != ValueKind::kDict) return std::nullopt;
  Value::Entries entries = value.entries();
  for (Value::Entry& entry : entries) {
    if (type.element != nullptr) entry.value = evaluator.convert(entry.value, *type.element, other);
  }
  return Value::dict(std::move(entries), value.dict_open());
}

std::optional<Value> as_record(Evaluator& evaluator, const Value& value, const Type& type) {
  if (value.kind() != ValueKind::kRecord || type.record == nullptr) return std::nullopt;
  Value::Fields fields;
  for (const Attribute& attribute : type.record->fields) {
    const Value* given = value.field(attribute.name);
    Value part = given == nullptr ? Value::absent() : evaluator.convert(*given, attribute.type, nullptr);
    fields.push_back({attribute.name, attribute.type.optional ? part : evaluator.needed(part)});
  }
  return Value::record(std::move(fields));
}

}  // namespace

Value Evaluator::convert(const Value& value, const Type& type, const Value* other) {
  if (value.is_absent() || value.is_unknown()) return value;
  if (value.kind() == ValueKind::kRaw) return type.kind == TypeKind::kRaw ? value : convert_raw(value.as_raw(), type, other);
  if (is_scalar_of(value.kind(), type.kind)) return value;
  std::optional<Value> converted;
  switch (type.kind) {
    case TypeKind::kError: case TypeKind::kAbsent: case TypeKind::kAny: case TypeKind::kRow: case TypeKind::kRaw: return value;
    case TypeKind::kReference: case TypeKind::kOwner: converted = as_reference(value, type, raw_); break;
    case TypeKind::kList: case TypeKind::kSet: converted = as_collection(*this, value, type, other); break;
    case TypeKind::kDict: converted = as_dict(*this, value, type, other); break;
    case TypeKind::kRecord: converted = as_record(*this, value, type); break;
    case TypeKind::kText: converted = as_text(value); break;
    default: converted = as_scalar(value, type.kind);
  }
  if (converted) return *std::move(converted);
  if (value.kind() == ValueKind::kText) return convert_text(value.as_text(), type, other, value);
  return other != nullptr ? *other : wrong_shape(value, type);
}

Value Evaluator::convert_text(const std::string& text, const Type& type, const Value* other, const Value& from) {
  std::optional<Value> result;
  switch (type.kind) {
    case TypeKind::kBool: if (auto v = parse_bool(text)) result = Value::boolean(*v); break;
    case TypeKind::kInt: if (auto v = parse_int(text)) result = Value::integer(*v); break;
    case TypeKind::kDecimal: if (auto v = parse_decimal(text)) result = Value::decimal(*v); break;
    case TypeKind::kText: result = Value::text(text); break;
    case TypeKind::kDuration: if (auto v = parse_duration(text)) result = Value::duration(*v); break;
    case TypeKind::kDate:
      if (auto v = parse_date(text)) result = Value::date(*v);
      else if (auto t = parse_timestamp(text)) result = Value::date(date_of(*t, kTokyo));
      break;
    case TypeKind::kPeriod: if (auto v = parse_period(text)) result = Value::period(*v); break;
    case TypeKind::kTimestamp: if (auto v = parse_timestamp(text)) result = Value::timestamp(*v); break;
    case TypeKind::kIp: if (auto v = parse_ip(text)) result = Value::ip(*v); break;
    case TypeKind::kCidr: if (auto v = parse_cidr(text)) result = Value::cidr(*v); break;
    case TypeKind::kVersion: if (is_version(text)) result = Value::version(text); break;
    case TypeKind::kEnum:
      if (type.enumeration != nullptr) {
        int ordinal = type.enumeration->ordinal(text);
        if (ordinal >= 0) result = Value::enumerator(text, ordinal);
      }
      break;
    default: break;
  }
  if (result) return placed_as(from, *std::move(result));
  if (other != nullptr) return from.places().empty() || other->is_absent() || other->is_unknown() ? *other : other->with_places(from.places());
  return Value::unknown(ReasonCode::kWrongShape, quote(text.substr(0, 60)) + " is no " + to_string(type.as_present()), place_of(from));
}

Value Evaluator::convert_raw(const RawNode* node, const Type& type, const Value* other) {
  if (type.kind == TypeKind::kReference || type.kind == TypeKind::kOwner) return convert_reference(node, type);
  const bool raw_items = (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) && (type.element == nullptr || type.element->kind == TypeKind::kRaw);
  if (!read_raw(node, raw_items && node->parent != nullptr)) return Value::unknown(ReasonCode::kMasked, "masked");
  if (raw_items) look_at_items(*node);
  const Places here(*node);
  switch (node->kind) {
    case RawNode::Kind::kAbsent: return Value::absent().with_places(here);
    case RawNode::Kind::kUnknown:
      return Value::unknown(node->why == RawUnknown::kNotExported ? ReasonCode::kNotExported : ReasonCode::kKnownAfterApply,
                            node->why == RawUnknown::kNotExported ? "not exported" : "known after apply", here.front());
    default: break;
  }
  if (node->sensitive) return Value::unknown(ReasonCode::kSensitive, "sensitive", here.front());
  switch (type.kind) {
    case TypeKind::kList:
    case TypeKind::kSet: {
      if (node->kind != RawNode::Kind::kList) return wrong_shape(node, type);
      Value::Members list;
      for (const RawNode* item : node->items) {
        Value value = type.element == nullptr ? Value::raw(item) : convert(Value::raw(item), *type.element, other);
        list.push_back({type.element != nullptr && !type.element->optional ? needed(value) : value, Presence::kSure, nullptr});
      }
      return (type.kind == TypeKind::kSet ? Value::set(std::move(list)) : Value::list(std::move(list))).with_places(here);
    }
    case TypeKind::kDict: {
      if (node->kind != RawNode::Kind::kObject) return wrong_shape(node, type);
      Value::Entries entries;
      for (const auto& [key, item] : node->all_members()) {
        Value value = type.element == nullptr ? Value::raw(item) : convert(Value::raw(item), *type.element, other);
        if (!value.is_absent()) entries.push_back({std::string(key), value, Presence::kSure});
      }
      return Value::dict(std::move(entries), !raw_.missing_is_absent(*node)).with_places(here);
    }
    case TypeKind::kRecord: {
      if (node->kind != RawNode::Kind::kObject || type.record == nullptr) return wrong_shape(node, type);
      Value::Fields fields;
      for (const Attribute& attribute : type.record->fields) {
        Value part = convert(raw_field(node, attribute.name), attribute.type, nullptr);
        fields.push_back({attribute.name, attribute.type.optional ? part : needed(part)});
      }
      return Value::record(std::move(fields));
    }
    case TypeKind::kFile: {
      const RawNode* path = node->find(kRawFilePath);
      if (path == nullptr) return wrong_shape(node, type);
      return Value::file(std::string(path->text), std::string(node->find(kRawFileDigest)->text), node->find(kRawFileThere)->boolean).with_places(here);
    }
    default: break;
  }
  if (node->kind == RawNode::Kind::kBool && type.kind == TypeKind::kBool) return Value::boolean(node->boolean).with_places(here);
  Value text = Value::text(node->kind == RawNode::Kind::kBool ? (node->boolean ? "true" : "false") : std::string(node->text)).with_places(here);
  if (node->kind == RawNode::Kind::kList || node->kind == RawNode::Kind::kObject) return other != nullptr ? *other : wrong_shape(node, type);
  if (type.kind == TypeKind::kText || type.kind == TypeKind::kAny || type.kind == TypeKind::kError) return text;
  return convert_text(text.as_text(), type, other, text);
}

}  // namespace sekisho
