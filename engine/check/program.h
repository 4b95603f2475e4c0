// Checked program: every name resolved, every expression typed, every literal converted. Made by check(), run by exec.
//
// INVARIANT: no expression has type kError. INVARIANT: operands have the types their op documents; a raw value reaches a typed place only through kConvert.
// INVARIANT: in rules, an operand that may be absent stands only under present, ??, nonempty, empty, a quantifier's collection guarded before, or a narrowing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/check/late.h"
#include "engine/schema/provider_schema.h"
#include "engine/schema/type.h"
#include "engine/value/pattern.h"
#include "sekisho/source.h"
#include "sekisho/value.h"

namespace sekisho {

enum class Builtin {
#define SEKISHO_BUILTIN(name, signature) k_##name,
#include "engine/check/builtins.def"
#undef SEKISHO_BUILTIN
};
std::string_view to_string(Builtin builtin);

enum class Op {
  kLiteral,        // literal
  kAbsent,
  kUnknown,        // text: why
  kVariable,       // slot; text: its name
  kParameter,      // index into Program::parameters; text: its name as written here (to_seki prints it)
  kEvaluatedAt,
  kField,          // operands[0] . text: of a record, a row (attribute), a reference (join), a raw value (key), an origin record
  kIndex,          // operands[0] [operands[1]]: list with int, dict with text, raw with either. Outside: absent
  kConvert,        // operands[0] to `type`; operands[1], when there: what replaces a text that is no T. Absent and unknown are kept.
                   // text is "explicit" where the author wrote T(x); one that the checker inserts has no text, and to_seki prints its operand alone
  kBuiltin,        // builtin, operands; pattern for matches and capture
  kDefine,         // index into Program::defines, operands are its arguments; text: its name as written here (to_seki prints it)
  kNot, kAnd, kOr, kImplies,
  kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual,   // operands of one type (int beside decimal allowed)
  kIn,             // operands[0] in operands[1]: a list, set or dict (its keys); cidr or ip in a set of cidr is equality, not containment
  kRefers,         // operands[0] (reference, raw, text) refers operands[1] (row, raw resource, reference)
  kIsKind,         // operands[0] a row of a trait; entity
  kAdd, kSubtract, kMultiply,
  kCoalesce,       // operands[0] ?? operands[1]
  kDefault,        // operands[0] (raw path) default operands[1] because text; only in maps
  kPresent, kNonempty, kEmpty, kResolved, kConfigured,
  kIf,             // operands[0..2]
  kMatch,          // operands[0], arms
  kAny, kAll, kNo, // binders; operands[0] the body, or none (true)
  kThe,            // binders[0]
  kListOf, kSetOf, // comprehension: binders, operands[0]
  kDictOf,         // binders, operands[0] key, operands[1] value
  kList, kSet,     // operands
  kDict,           // operands key, value, key, value …
  kRecord,         // names, operands
  kWith,           // binders[0]: slot = collection; operands[0] the body
  kPopulation,     // entity: rows of a kind or trait; or raw_type: raw resources. `closed`: in a map, those of the same source
  kSelf,           // text: an attribute of this row assigned above (dotted path)
  kOrigin          // defaults of kinds: the origin record of this row's raw resource
};

constexpr bool is_comparison(Op op) { return op == Op::kEqual || op == Op::kNotEqual || op == Op::kLess || op == Op::kLessEqual || op == Op::kGreater || op == Op::kGreaterEqual; }

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
using LateExpression = LatePointer<Expression>;

// `x in collection where condition`, or a `with`. The slot holds the member while condition and body run.
struct Binder {
  int slot = 0;
  std::string name;
  ExpressionPtr collection;
  ExpressionPtr condition;     // may be null
};

struct Arm {
  std::vector<Value> patterns; // known values, or absent; empty and is_else
  bool is_else = false;
  ExpressionPtr value;
};

struct Expression {
  Op op = Op::kAbsent;
  Type type;
  Span span;
  Value literal;
  Value constant;              // kList, kSet of literals, out of an artifact: what it is worth in every row; absent: worked out each time
  int slot = -1;               // kVariable
  int index = -1;              // kParameter, kDefine
  Builtin builtin = Builtin::k_count;
  std::string text;
  std::string raw_type;        // kPopulation
  bool closed = false;         // kPopulation
  const EntityType* entity = nullptr;
  std::vector<ExpressionPtr> operands;
  std::vector<std::string> names;
  std::vector<Binder> binders;
  std::vector<Arm> arms;
  std::shared_ptr<const Pattern> pattern;
};

struct TextPart {
  std::string literal;
  ExpressionPtr expression;    // null: literal
};
using TextTemplate = LateList<TextPart>;
struct Texts {
  TextTemplate en, ja;
};

struct Parameter {
  std::string name;            // qualified: "ismap.cryptography.unclassified_as"
  Type type;
  LateExpression value;        // default; null: must be given
  std::string doc_en, doc_ja;
  Span span;
};

struct Define {
  std::string name;            // qualified
  std::vector<Attribute> arguments;  // slots 0…n-1
  Type type;
  LateExpression body;
  int slots = 0;
  Span span;
};

// What the code of a rule or map needs, through definitions and defaults of parameters. Found by find_reach (engine/query/reach.h) from the
// expressions; an artifact keeps it, so that a query can be made without reading them.
struct Reach {
  std::vector<std::pair<const EntityType*, std::vector<uint32_t>>> attributes;  // of a rule: kinds whose rows are read, with the positions of the attributes read of them
  std::vector<std::string> raw_types;   // of a rule: populations of raw resources; of a map: those beside its own resource
  std::vector<int> parameters;          // indexes into Program::parameters
};

struct Supports {
  std::string catalogue;       // "ismap"
  std::string control;         // "9.2.3.11.PB"
  std::string because_en, because_ja;
};

enum class RuleSeverity { kInfo, kLow, kMedium, kHigh, kCritical };
std::string_view to_string(RuleSeverity severity);

struct Clause {
  enum class Kind { kLet, kWhere, kRequire } kind = Kind::kRequire;
  int slot = -1;               // kLet
  std::string name;            // kLet
  ExpressionPtr expression;
  Span span;
};

struct Rule {
  std::string name;            // qualified: "ismap.cryptography.confidential_store_uses_customer_key"
  std::string package;
  std::string title_en, title_ja;
  Texts message, remedy;       // may be empty
  std::vector<Supports> supports;
  RuleSeverity severity = RuleSeverity::kMedium;
  std::string variable;        // slot 0
  const EntityType* entity = nullptr;  // kind or trait; null for a rule on a raw type
  std::string raw_type;        // "terraform.aws_sqs_queue", "terraform.*"
  LateList<Clause> clauses;
  int slots = 1;
  Span span;                   // of the whole declaration
  std::string digest;          // "sha256:…" of its checked form: clauses, defines and parameter types it reaches; no titles, no layout
  std::shared_ptr<const Reach> reach;  // null: not stored
};

struct Identity {
  std::string space;           // arn, id, name …
  std::string scope;           // global account region namespace
  ExpressionPtr value;         // type text?
};

struct MapItem {
  enum class Kind { kLet, kAssign, kUnavailable, kDefault } kind = Kind::kAssign;  // kDefault: `= EXPR` of the kind or trait, not overridden here
  int slot = -1;               // kLet
  std::vector<std::string> path;  // attribute path: {"encryption", "key"}
  std::string dotted() const {    // "encryption.key"
    std::string out;
    for (const std::string& part : path) out += (out.empty() ? "" : ".") + part;
    return out;
  }
  ExpressionPtr value;         // converted to the attribute's type
  std::string reason;          // kUnavailable
  Span span;
};

// Raw resources of some types to rows of one kind.
struct Map {
  std::string package;
  std::vector<std::string> sources;   // "terraform.aws_s3_bucket"; {"terraform.*"} takes what no other map does
  std::string variable;               // slot 0: the raw resource
  LateList<Binder> each;              // slots after it
  LateExpression key;                 // text
  LateExpression condition;
  const EntityType* kind = nullptr;
  LateList<Identity> identities;
  LateList<MapItem> items;            // lets and assignments in order; then defaults
  int slots = 1;
  Span span;
  std::shared_ptr<const Reach> reach; // null: not stored
};

struct TestRow {
  const EntityType* kind = nullptr;   // a row of a kind …
  std::string raw_type;               // … or a raw resource
  std::string name;                   // its variable: rows refer to each other by it
  // Attributes of a kind's row, typed; of a raw resource, see `raw`.
  std::vector<std::pair<std::string, ExpressionPtr>> attributes;
  // A raw resource's value as written: kRecord/kList/kLiteral/kAbsent/kUnknown; text of kUnknown: "refers X.a" spelt out, "unconfigured", or a reason.
  ExpressionPtr raw;
  Span span;
};
struct TestCase {
  std::string title;
  std::string verdict;                // pass fail unknown not_applicable; "" in map tests
  std::vector<std::pair<int, ExpressionPtr>> parameters;  // index into Program::parameters
  std::vector<TestRow> rows;
  std::vector<std::string> open;      // kinds; every other population is complete
  std::vector<ExpressionPtr> expectations;   // bool; row names are variables: slot = position in rows
  std::string address;                // in `from` tests
  Span span;
};
struct Test {
  std::string subject;                // qualified rule name, or raw type of a map test
  int rule = -1;                      // index into Program::rules
  bool of_map = false;
  std::string from;                   // path as written
  std::string file;                   // name of the test file's source: `from` is relative to its folder
  std::optional<int64_t> at;
  std::vector<TestCase> cases;
  Span span;
};

struct Program {
  std::shared_ptr<const void> reader;                   // what reads the late parts of a program that came from an artifact; else null
  std::vector<SourcePtr> sources;
  std::vector<std::unique_ptr<EnumType>> enums;
  std::vector<std::unique_ptr<RecordType>> records;
  std::vector<std::unique_ptr<EntityType>> entities;    // kinds and traits, in order of declaration
  std::vector<Parameter> parameters;
  std::vector<Define> defines;
  std::vector<Rule> rules;
  std::vector<Map> maps;
  std::vector<Test> tests;
  std::vector<std::unique_ptr<Type>> types;             // storage for Type::element cycles, if any

  const EntityType* find_entity(std::string_view name) const;
  const RecordType* find_record(std::string_view name) const;
  const EnumType* find_enum(std::string_view name) const;
  int find_rule(std::string_view name) const;           // qualified, or its last part when that is unique; -1: none
};

// `--dump=program`: typed trees, deterministic, one declaration after the other.
std::string dump(const Program& program);
// One checked expression as Seki text that parses and checks again to the same.
std::string to_seki(const Expression& expression);
ExpressionPtr clone(const Expression& expression);

}  // namespace sekisho
