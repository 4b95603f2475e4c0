// World: what a generated program declares, and the raw types that its inputs fill. Expressions and inputs are made to fit it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/judge/random.h"

namespace sekisho::judge {

enum class Kind { kBool, kInt, kDecimal, kText, kDuration, kDate, kPeriod, kTimestamp, kIp, kCidr, kVersion, kEnum, kRecord, kList, kSet, kDict, kReference, kOwner, kRow, kRaw };

struct Shape;

struct Type {
  Kind kind = Kind::kBool;
  bool optional = false;
  size_t index = 0;                       // kEnum, kRecord, kReference, kOwner, kRow: which of the world's
  std::shared_ptr<const Type> element;    // kList, kSet, kDict
  const Shape* shape = nullptr;           // kRaw: what the inputs usually hold there; null: anything

  Type as_optional() const;
  Type as_present() const;
};

// What the inputs usually hold at a place of a raw resource.
struct Shape {
  enum class Form { kBool, kNumber, kText, kList, kObject, kTags, kDocument, kPolicy };  // kTags: any of a few keys; kDocument: text of JSON; kPolicy: of an IAM policy
  Form form = Form::kText;
  Type flavour;                           // kText, kNumber: which values; kReference: identities
  bool identity = false;                  // kText: of the resource itself
  std::shared_ptr<Shape> element;         // kList, kTags, kDocument
  std::vector<std::pair<std::string, std::shared_ptr<Shape>>> fields;  // kObject
};

struct Enumeration { std::string name; bool ordered = false; std::vector<std::string> values; };
struct Field { std::string name; Type type; };
struct RecordType { std::string name; std::vector<Field> fields; };
struct Entity {
  std::string name;
  bool trait = false;
  std::vector<size_t> traits;             // of a kind
  std::vector<size_t> kinds;              // of a trait
  std::vector<Field> own;                 // declared by itself
  std::vector<Field> fields;              // with those of its traits
};
struct RawType {
  std::string name;                       // without the source
  Shape shape;                            // kObject
  size_t kind = 0;                        // the kind that a map makes of it
};
struct Parameter { std::string name; Type type; };
struct Define { std::string name; std::vector<Field> arguments; Type type; bool ranges = false, raw = false; };   // ranges: over a population; raw: of raw resources

struct World {
  std::vector<Enumeration> enums;
  std::vector<RecordType> records;
  size_t plain_records = 0;               // those before the records of access entries
  std::vector<Entity> entities;           // traits first
  std::vector<std::unique_ptr<RawType>> raw_types;
  std::vector<Parameter> parameters;
  std::vector<std::string> rules;
  std::vector<Define> defines;            // grows while they are made: each may call those before it

  std::string spell(const Type& type) const;
  bool is_a(size_t entity, size_t other) const;         // the same, or a kind with that trait
  bool may_meet(size_t entity, size_t other) const;     // some row can be of both
};

// The place of access.entry and access.patterns among the records.
size_t access_entry(const World& world);
size_t access_patterns(const World& world);

bool is_entity(const Type& type);
bool is_ordered(const World& world, const Type& type);
bool same(const Type& a, const Type& b);                // also in `optional`

// Enums, records, traits, kinds and raw types; parameters and defines come later.
World make_world(Random& random);
Type random_scalar(Random& random);

}  // namespace sekisho::judge
