// Makers and predicates of types, and the anonymous enums and records that inline types and literals give.
#pragma once

#include <string>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

Type make_type(TypeKind kind);
Type list_of(const Type& element);
Type set_of(const Type& element);
Type dict_of(const Type& value);
Type row_of(const EntityType* entity);
Type reference_to(const EntityType* entity);
Type enum_of(const EnumType* enumeration);
Type record_of(const RecordType* record);
Type raw_of(const ProviderNode* node, std::string raw_type = "");

bool is_raw(const Type& type);
bool is_collection(const Type& type);            // list or set
bool is_entity(const Type& type);                // row or reference
bool is_open_ended(const Type& type);            // error or any: goes with everything
// Of a list, set or dict; the error type when it has none.
Type element_of(const Type& type);
// Is there a raw value somewhere in it.
bool holds_raw(const Type& type);
// "a string", "an int": with the article, for messages.
std::string describe(const Type& type);

// Types without a declaration, each shape once, so that equal shapes are one type. They are named as authors write them: "enum(a, b)".
class AnonymousTypes {
 public:
  // `keep` owns what is made; shapes that are there already are found.
  explicit AnonymousTypes(Program* program) : program_(program) {}
  const EnumType* enumeration(const std::vector<std::string>& values);
  const RecordType* record(const std::vector<Attribute>& fields);

 private:
  Program* program_;
};

}  // namespace sekisho
