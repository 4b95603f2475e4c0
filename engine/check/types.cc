// Makers and predicates of types; anonymous types.
#include "engine/check/types.h"

#include <utility>

namespace sekisho {

Type make_type(TypeKind kind) {
  Type type;
  type.kind = kind;
  type.optional = kind == TypeKind::kAbsent;
  return type;
}

namespace {

Type with_element(TypeKind kind, const Type& element) {
  Type type = make_type(kind);
  type.element = std::make_shared<const Type>(element);
  return type;
}

Type with_entity(TypeKind kind, const EntityType* entity) {
  Type type = make_type(kind);
  type.entity = entity;
  return type;
}

}  // namespace

Type list_of(const Type& element) { return with_element(TypeKind::kList, element); }
Type set_of(const Type& element) { return with_element(TypeKind::kSet, element); }
Type dict_of(const Type& value) { return with_element(TypeKind::kDict, value); }
Type row_of(const EntityType* entity) { return with_entity(TypeKind::kRow, entity); }
Type reference_to(const EntityType* entity) { return with_entity(TypeKind::kReference, entity); }

Type enum_of(const EnumType* enumeration) {
  Type type = make_type(TypeKind::kEnum);
  type.enumeration = enumeration;
  return type;
}

Type record_of(const RecordType* record) {
  Type type = make_type(TypeKind::kRecord);
  type.record = record;
  return type;
}

Type raw_of(const ProviderNode* node, std::string raw_type) {
  Type type = make_type(TypeKind::kRaw);
  type.provider = node;
  type.raw_type = std::move(raw_type);
  return type;
}

bool is_raw(const Type& type) { return type.kind == TypeKind::kRaw; }
bool is_collection(const Type& type) { return type.kind == TypeKind::kList || type.kind == TypeKind::kSet; }
bool is_entity(const Type& type) {
  return type.kind == TypeKind::kRow || type.kind == TypeKind::kReference || type.kind == TypeKind::kOwner;
}
bool is_open_ended(const Type& type) { return type.kind == TypeKind::kError || type.kind == TypeKind::kAny; }

Type element_of(const Type& type) { return type.element ? *type.element : Type{}; }

bool holds_raw(const Type& type) { return is_raw(type) || (type.element && holds_raw(*type.element)); }

std::string describe(const Type& type) {
  if (type.kind == TypeKind::kAbsent) return "`absent`";
  if (type.kind == TypeKind::kAny) return "`unknown`";
  if (type.kind == TypeKind::kRaw) return type.raw_type.empty() ? "a raw value" : "a raw resource `" + type.raw_type + "`";
  if (type.kind == TypeKind::kRow) return "a row of `" + type.entity->name + "`";
  return "`" + to_string(type) + "`";
}

const EnumType* AnonymousTypes::enumeration(const std::vector<std::string>& values) {
  std::string name = "enum(";
  for (size_t i = 0; i < values.size(); ++i) name += (i ? ", " : "") + values[i];
  name += ")";
  for (const auto& known : program_->enums)
    if (known->name == name) return known.get();
  auto made = std::make_unique<EnumType>();
  made->name = name;
  made->values = values;
  program_->enums.push_back(std::move(made));
  return program_->enums.back().get();
}

const RecordType* AnonymousTypes::record(const std::vector<Attribute>& fields) {
  std::string name = "record {";
  for (const Attribute& field : fields) name += " " + field.name + " : " + to_string(field.type);
  name += " }";
  for (const auto& known : program_->records) {
    if (known->name != name || known->fields.size() != fields.size()) continue;
    bool same = true;
    for (size_t i = 0; same && i < fields.size(); ++i)
      same = same_type(known->fields[i].type, fields[i].type) && known->fields[i].type.provider == fields[i].type.provider;
    if (same) return known.get();
  }
  auto made = std::make_unique<RecordType>();
  made->name = name;
  made->fields = fields;
  program_->records.push_back(std::move(made));
  return program_->records.back().get();
}

}  // namespace sekisho
