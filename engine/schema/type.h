// Types of the language, and the declared enums, records, kinds and traits they name.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

struct ProviderNode;

struct EnumType {
  std::string name;                      // qualified-free, as declared ("data_class"); an inline enum is named by its place ("storage.bucket.exposure")
  bool ordered = false;
  std::vector<std::string> values;       // ordinal = index
  int ordinal(std::string_view value) const;  // -1 when it is none
};

struct RecordType;
struct EntityType;

enum class TypeKind {
  kError,      // already reported; goes with everything
  kAbsent,     // the type of `absent`; optional is true
  kAny,        // of `unknown`: goes with everything
  kBool, kInt, kDecimal, kText, kDuration, kDate, kPeriod, kTimestamp, kIp, kCidr, kVersion, kFile,
  kEnum, kRecord, kList, kSet, kDict,
  kReference,  // ref ENTITY: what it refers to need not be there
  kOwner,      // owner ENTITY: a reference; for one owner the rows of its own source are all there are
  kRow,        // a row of ENTITY: the variable of a rule or binder
  kRaw         // a dynamic value of a raw resource; `provider` types it where the provider's schema is known
};

struct Type {
  TypeKind kind = TypeKind::kError;
  bool optional = false;                 // T?
  const EnumType* enumeration = nullptr; // kEnum
  const RecordType* record = nullptr;    // kRecord
  const EntityType* entity = nullptr;    // kReference, kOwner, kRow
  std::shared_ptr<const Type> element;   // kList, kSet, kDict (values)
  const ProviderNode* provider = nullptr;  // kRaw: null when nothing is known of its shape
  std::string raw_type;                  // kRaw of a whole resource: "terraform.aws_s3_bucket"; "" inside it

  Type as_optional() const { Type t = *this; t.optional = true; return t; }
  Type as_present() const { Type t = *this; t.optional = false; return t; }
};

// `list of ref storage.bucket?`, as authors write it.
std::string to_string(const Type& type);
bool same_type(const Type& a, const Type& b);  // optional included

struct Attribute {
  std::string name;
  Type type;
};

struct RecordType {
  std::string name;                      // inline records are named by their place
  std::vector<Attribute> fields;
  const Attribute* find(std::string_view field) const;
};

// A kind or a trait.
struct EntityType {
  std::string name;
  bool is_trait = false;
  std::vector<const EntityType*> traits; // of a kind, as declared
  std::vector<const EntityType*> kinds;  // of a trait: every kind that has it; of a kind: itself
  std::vector<Attribute> attributes;     // a kind's include those of its traits, each once, traits first
  const Attribute* find(std::string_view attribute) const;
  bool has(const EntityType* trait) const;  // is it, or has it
};

}  // namespace sekisho
