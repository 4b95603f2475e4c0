// Types as authors write them, their sameness, and lookup in declared enums, records, kinds and traits.
#include "engine/schema/type.h"

#include <algorithm>

#include "engine/base/check.h"

namespace sekisho {
namespace {

template <typename Member>
const Member* find_named(const std::vector<Member>& members, std::string_view name) {
  auto found = std::find_if(members.begin(), members.end(), [name](const Member& m) { return m.name == name; });
  return found == members.end() ? nullptr : &*found;
}

// The type without its `?`.
std::string present_to_string(const Type& type) {
  switch (type.kind) {
    case TypeKind::kError: return "error";
    case TypeKind::kAbsent: return "absent";
    case TypeKind::kAny: return "unknown";
    case TypeKind::kBool: return "bool";
    case TypeKind::kInt: return "int";
    case TypeKind::kDecimal: return "decimal";
    case TypeKind::kText: return "string";
    case TypeKind::kDuration: return "duration";
    case TypeKind::kDate: return "date";
    case TypeKind::kPeriod: return "period";
    case TypeKind::kTimestamp: return "timestamp";
    case TypeKind::kIp: return "ip";
    case TypeKind::kCidr: return "cidr";
    case TypeKind::kVersion: return "version";
    case TypeKind::kFile: return "file";
    case TypeKind::kRaw: return "raw";
    case TypeKind::kEnum: {
      if (!type.enumeration) return "enum";
      if (!type.enumeration->name.empty()) return type.enumeration->name;
      std::string text;
      for (const std::string& value : type.enumeration->values) text += (text.empty() ? "" : ", ") + value;
      return "enum(" + text + ")";
    }
    case TypeKind::kRecord: {
      if (!type.record) return "record";
      if (!type.record->name.empty()) return type.record->name;
      std::string text;
      for (const Attribute& field : type.record->fields) text += field.name + " : " + to_string(field.type) + "  ";
      return text.empty() ? "record { }" : "record { " + text.substr(0, text.size() - 1) + "}";
    }
    case TypeKind::kList: return "list of " + (type.element ? to_string(*type.element) : "unknown");
    case TypeKind::kSet: return "set of " + (type.element ? to_string(*type.element) : "unknown");
    case TypeKind::kDict: return "dict of " + (type.element ? to_string(*type.element) : "unknown");
    case TypeKind::kReference: return "ref " + (type.entity ? type.entity->name : "unknown");
    case TypeKind::kOwner: return "owner " + (type.entity ? type.entity->name : "unknown");
    case TypeKind::kRow: return type.entity ? type.entity->name : "unknown";
  }
  CHECK(false);
}

bool same_enum(const EnumType* a, const EnumType* b) {
  if (a == b) return true;
  // An inline `enum(a, b)` is a type of its own at every place it is written; equal values make them one.
  return a && b && a->ordered == b->ordered && a->values == b->values;
}

bool same_record(const RecordType* a, const RecordType* b) {
  if (a == b) return true;
  if (!a || !b) return false;
  // Records cannot hold themselves, so this ends.
  return std::equal(a->fields.begin(), a->fields.end(), b->fields.begin(), b->fields.end(),
                    [](const Attribute& x, const Attribute& y) { return x.name == y.name && same_type(x.type, y.type); });
}

}  // namespace

int EnumType::ordinal(std::string_view value) const {
  auto found = std::find(values.begin(), values.end(), value);
  return found == values.end() ? -1 : static_cast<int>(found - values.begin());
}

const Attribute* RecordType::find(std::string_view field) const { return find_named(fields, field); }

const Attribute* EntityType::find(std::string_view attribute) const { return find_named(attributes, attribute); }

bool EntityType::has(const EntityType* trait) const { return this == trait || std::find(traits.begin(), traits.end(), trait) != traits.end(); }

std::string to_string(const Type& type) {
  std::string text = present_to_string(type);
  if (!type.optional || type.kind == TypeKind::kAbsent) return text;
  const bool collection = type.kind == TypeKind::kList || type.kind == TypeKind::kSet || type.kind == TypeKind::kDict;
  // `list of T?` is a list of optional members, so the optional list needs parentheses.
  return collection ? "(" + text + ")?" : text + "?";
}

bool same_type(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.optional != b.optional) return false;
  switch (a.kind) {
    case TypeKind::kEnum: return same_enum(a.enumeration, b.enumeration);
    case TypeKind::kRecord: return same_record(a.record, b.record);
    case TypeKind::kReference:
    case TypeKind::kOwner:
    case TypeKind::kRow: return a.entity == b.entity;
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kDict: return a.element == b.element || (a.element && b.element && same_type(*a.element, *b.element));
    default: return true;
  }
}

}  // namespace sekisho
