// Syntax tree: what stands in one `.seki` file, nothing resolved. Every node carries the span it was read from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/source.h"

namespace sekisho::syntax {

// A dotted name: `storage.bucket`, `terraform.aws_s3_bucket`, `kubernetes."apps/Deployment"`, `terraform.*`.
struct Name {
  std::string text;         // joined by '.', quoted parts without quotes; "terraform.*" for a catch-all
  std::vector<std::string> parts;
  bool quoted = false;      // the last part stood in quotes
  Span span;
};

// One string literal after `en` or `ja`, split at interpolations: "{store.name} is open" has one expression part.
struct Expression;
struct TextPart {
  std::string literal;                      // used when `expression` is null
  std::unique_ptr<Expression> expression;
};
struct LocalizedText {
  std::vector<TextPart> en, ja;             // empty: that language is missing
  bool has_en = false, has_ja = false;
  Span span;
};

struct Type {
  enum class Kind { kName, kOptional, kList, kSet, kDict, kReference, kOwner, kEnum, kRecord };
  Kind kind = Kind::kName;
  Name name;                                // kName, kReference, kOwner
  std::unique_ptr<Type> element;            // kOptional, kList, kSet, kDict
  std::vector<Name> values;                 // kEnum: inline `enum(a, b)`
  std::vector<struct FieldDeclaration> fields;  // kRecord: inline `record { … }`
  Span span;
};

// `name : type`, `name : type = default`
struct FieldDeclaration {
  Name name;                                // one word
  std::unique_ptr<Type> type;
  std::unique_ptr<Expression> default_value;
  Span span;
};

enum class ExpressionKind {
  // Literals; `text` is the spelling, for kText the unescaped value, for kRawText (r"…") the bytes between the quotes.
  kInteger, kDecimal, kBool, kText, kRawText, kDuration, kPeriod, kDate, kTimestamp,
  kAbsent,                  // absent
  kForever,                 // forever
  kUnknown,                 // unknown, unknown "why"            text = why
  kUnknownRefers,           // unknown refers X.a (tests)        operands[0] = X.a
  kUnknownUnconfigured,     // unknown unconfigured (tests)
  kReferenceText,           // ref "arn:…" (tests)               text
  kName,                    // word                              text
  kField,                   // operands[0] . text                (quoted: ."text")
  kIndex,                   // operands[0] [ operands[1] ]
  kCall,                    // operands[0] ( operands[1…] )      the callee is kName or a kField chain
  kParentheses,             // ( operands[0] )
  kNot, kAnd, kOr, kImplies,
  kCompare,                 // operands[0] text operands[1]      text: == != < <= > >= in refers; `negated`: not in, not refers
  kIs,                      // operands[0] is name
  kCoalesce,                // ??
  kDefault,                 // operands[0] default operands[1] because text
  kAdd, kSubtract, kMultiply, kNegate,
  kPresent, kNonempty, kEmpty, kResolved, kConfigured,
  kList, kSet,              // [a, b]  {a, b}
  kDict,                    // dict { operands: key, value, key, value … }
  kRecord,                  // {name: value}                     fields
  kListComprehension, kSetComprehension,  // [e for binders]     operands[0] = e
  kDictComprehension,       // dict {k: v for binders}           operands[0], operands[1]
  kIf,                      // if operands[0] then operands[1] else operands[2]
  kMatch,                   // match operands[0] { arms }
  kAny, kAll, kNo,          // any binders : operands[0]         operands may be empty
  kThe,                     // the x in XS where C               binders[0]
  kWith,                    // with text = operands[0] : operands[1]
  kEvaluatedAt,             // evaluated_at
  kSelf,                    // self
  kOrigin,                  // the word `origin` without a call (defaults of kinds); `origin(r)` is a kCall
  kError                    // a hole left by the parser's recovery; already reported
};

// `x in XS where C`
struct Binder {
  Name name;
  std::unique_ptr<Expression> collection;
  std::unique_ptr<Expression> condition;    // may be null
};

// `absent, "x" -> e`, `else -> e`
struct MatchArm {
  std::vector<std::unique_ptr<Expression>> patterns;  // literals, absent, enum words
  bool is_else = false;
  std::unique_ptr<Expression> value;
  Span span;
};

struct FieldValue {
  Name name;
  std::unique_ptr<Expression> value;
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kError;
  Span span;
  std::string text;
  bool negated = false;
  bool quoted = false;
  uint32_t height = 1;                      // of this tree; INVARIANT: at most 1,000 (token.h), so that recursion over it is bounded
  Name name;                                // kIs
  std::vector<std::unique_ptr<Expression>> operands;
  std::vector<Binder> binders;
  std::vector<MatchArm> arms;
  std::vector<FieldValue> fields;
};
using ExpressionPtr = std::unique_ptr<Expression>;

struct ParameterDeclaration {
  Name name;
  std::unique_ptr<Type> type;
  ExpressionPtr value;                      // null: must be given by the user
  std::optional<LocalizedText> doc;
  Span span;
};
struct EnumDeclaration { Name name; bool ordered = false; std::vector<Name> values; Span span; };
struct RecordDeclaration { Name name; std::vector<FieldDeclaration> fields; Span span; };
struct TraitDeclaration { Name name; std::vector<FieldDeclaration> fields; Span span; };
struct KindDeclaration { Name name; std::vector<Name> traits; std::vector<FieldDeclaration> fields; Span span; };
struct DefineDeclaration {
  Name name;
  std::vector<FieldDeclaration> arguments;  // `default_value` unused
  bool has_arguments = false;               // `define n : T = …` has none
  std::unique_ptr<Type> type;
  ExpressionPtr body;
  Span span;
};

struct Supports { Name catalogue; Name control; LocalizedText because; Span span; };  // supports ismap 9.2.3.11.PB because …
struct RuleClause {
  enum class Kind { kLet, kWhere, kRequire } kind = Kind::kRequire;
  Name name;                                // kLet
  ExpressionPtr expression;
  Span span;
};
struct RuleDeclaration {
  Name name;
  std::optional<LocalizedText> title, message, remedy;
  std::vector<Supports> supports;
  std::optional<Name> severity;             // critical high medium low info
  std::optional<Name> variable;             // for VARIABLE in population
  std::optional<Name> population;           // kind, trait, or raw type ("terraform.aws_sqs_queue", "kubernetes.*")
  std::vector<RuleClause> clauses;          // let, where, require in order
  Span span;
};

struct Identity { Name space; Name scope; ExpressionPtr value; Span span; };        // identity arn within global = e
struct MapItem {
  enum class Kind { kLet, kIdentity, kAssign, kUnavailable } kind = Kind::kAssign;
  Name name;                                // kLet: word; kAssign, kUnavailable: attribute path "encryption.key"
  Identity identity;
  ExpressionPtr value;
  std::string reason;                       // kUnavailable
  Span span;
};
struct MapDeclaration {
  std::vector<Name> sources;                // terraform.aws_s3_bucket, …, terraform.*
  Name variable;
  std::vector<Binder> each;                 // each b in r.bs, m in b.ms   (no condition)
  ExpressionPtr key;                        // key K
  ExpressionPtr condition;                  // where C
  Name kind;
  std::vector<MapItem> items;
  Span span;
};

struct TestRow { Name population; Name variable; ExpressionPtr value; Span span; };  // storage.bucket b { … }; value is kRecord
struct TestParameter { Name name; ExpressionPtr value; };
struct TestCase {
  std::string title;
  std::optional<Name> verdict;              // pass fail unknown not_applicable; none in map tests
  std::vector<TestParameter> parameters;    // with p = e
  std::vector<TestRow> rows;
  std::vector<Name> open;                   // open KIND
  std::vector<ExpressionPtr> expectations;  // expect E
  std::optional<std::string> address;       // in `from` tests: the resource whose verdict is meant
  std::optional<Name> kind;                 // reserved
  Span span;
};
struct TestDeclaration {
  bool of_map = false;
  Name subject;                             // rule name (with or without package) or raw type
  std::optional<std::string> from;          // path beside the test file
  std::optional<std::string> at;            // timestamp spelling
  std::vector<TestCase> cases;
  Span span;
};

struct File {
  SourcePtr source;
  int language = 0;                         // 0: missing (already reported)
  Name package;
  std::vector<Name> imports;
  std::vector<ParameterDeclaration> parameters;
  std::vector<EnumDeclaration> enums;
  std::vector<RecordDeclaration> records;
  std::vector<TraitDeclaration> traits;
  std::vector<KindDeclaration> kinds;
  std::vector<DefineDeclaration> defines;
  std::vector<RuleDeclaration> rules;
  std::vector<MapDeclaration> maps;
  std::vector<TestDeclaration> tests;
};

}  // namespace sekisho::syntax
