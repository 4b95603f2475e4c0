// ExpressionChecker: one expression as written to one that is typed and resolved. One object serves one rule, map, define or test case,
// so that variables and what is known of paths last from one clause to the next.
//
// Types flow both ways: an expected type goes down and resolves bare enum values, literals and empty collections; what comes up is
// fitted to the place where it stands (fit(), which inserts kConvert). After an error the type is kError, which fits everywhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/check/scope.h"
#include "engine/check/session.h"
#include "engine/syntax/ast.h"

namespace sekisho {

// What a row of a test is called whose map is tested: it is meant before others of its name.
inline constexpr const char* kTestedRow = "row of the tested map";

// What is allowed where an expression stands.
struct Setting {
  bool absent_allowed = false;   // maps, rules on raw types, defines that take raw: absent where a value is needed is unknown at run time
  bool map_words = false;        // `default`, `unknown "why"`
  bool in_map = false;           // `self`; raw populations are those of the same source
  bool in_test = false;          // `unknown`, `ref "…"`, records without all fields
  bool text_to_reference = false; // an identity text stands where a reference is needed
  bool origin = false;           // the word `origin`
  bool in_rule = false;          // defines that only maps may use are refused
};

class ExpressionChecker {
 public:
  ExpressionChecker(Session& session, const View& view, Setting setting) : session_(session), view_(view), setting_(setting) {}

  // `expected` is a hint for what has no type of its own, and where branches meet.
  ExpressionPtr check(const syntax::Expression& written, const Type* expected = nullptr);
  // Checked and fitted: the result goes where a `target` is needed.
  ExpressionPtr check_to(const syntax::Expression& written, const Type& target);
  // A bool that decides something.
  ExpressionPtr check_condition(const syntax::Expression& written);

  // Refuses a name that is taken; returns the slot. The name is visible until the scope is reset.
  int declare(const syntax::Name& name, const Type& type, std::string what);
  Scope& scope() { return scope_; }
  // Declares the binder's variable after checking its collection and condition; what the condition says is known from then on.
  Binder check_binder(const syntax::Binder& written);

  // Paths that self may name, with their types; in maps.
  std::vector<std::pair<std::string, Type>>& assigned() { return assigned_; }
  // Test rows: names may stand for several rows, and the one whose kind fits is meant.
  void set_row_kinds(bool on) { rows_are_variables_ = on; }
  // Defines called, in order; for cycles.
  const std::vector<std::pair<int, Span>>& called() const { return called_; }
  bool said_map_words() const { return said_map_words_; }

  // Converts, or says why it cannot be. The span is that of the expression.
  ExpressionPtr fit(ExpressionPtr expression, const Type& target);

 private:
  ExpressionPtr make(Op op, const Type& type, const Span& span) const;
  ExpressionPtr literal(Value value, const Type& type, const Span& span) const;
  ExpressionPtr failed(const Span& span) const;
  void error(const char* code, const Span& span, std::string message, std::string help = "") {
    session_.error(code, span, std::move(message), std::move(help));
  }

  // check_literal.cc
  ExpressionPtr check_literal(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_text(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_number(const syntax::Expression& written, const Type* expected, bool negative);
  ExpressionPtr check_unknown(const syntax::Expression& written, const Type* expected);

  // check_name.cc
  ExpressionPtr check_name(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_dotted(const syntax::Expression& written);   // null: not a declared name but a path over a local
  ExpressionPtr use_declaration(const Declaration& declaration, const std::string& as_written, const Span& span);
  ExpressionPtr enum_value(const EnumType& enumeration, const std::string& value, const Span& span);
  ExpressionPtr variable(const Local& local, const Span& span);
  ExpressionPtr population(const EntityType* entity, const Span& span);
  ExpressionPtr raw_population(const std::string& raw_type, const Span& span);
  ExpressionPtr self_path(const std::vector<std::string>& parts, const std::vector<Span>& spans, size_t* used);
  void unknown_name(const std::string& name, const Span& span, const Type* expected);
  const Local* find_local(const std::string& name, const Type* expected) const;
  bool is_known_name(const syntax::Expression& written) const;
  // Has no type of its own: a bare enum value, a text, a record …
  bool needs_expectation(const syntax::Expression& written) const;

  // check_path.cc
  ExpressionPtr check_field(const syntax::Expression& written);
  ExpressionPtr check_index(const syntax::Expression& written);
  ExpressionPtr field(ExpressionPtr base, const std::string& name, const Span& name_span, const Span& span);
  Type raw_field(const Expression& base, const std::string& name, const Span& name_span);
  Type raw_index(const Expression& base, const Expression& index, const Span& span);
  const Attribute* entity_attribute(const Expression& base, const std::string& name, const Span& name_span);
  void narrow(Expression& path) const;

  // check_logic.cc
  ExpressionPtr check_logic(const syntax::Expression& written);
  ExpressionPtr check_presence(const syntax::Expression& written);
  ExpressionPtr check_is(const syntax::Expression& written);

  // check_compare.cc
  ExpressionPtr check_compare(const syntax::Expression& written);
  ExpressionPtr check_in(const syntax::Expression& written);
  ExpressionPtr check_refers(const syntax::Expression& written);
  void check_operands(const syntax::Expression& written, ExpressionPtr& left, ExpressionPtr& right);
  bool make_comparable(ExpressionPtr& left, ExpressionPtr& right, const Span& span, bool ordered);
  bool explain_mismatch(const Expression& left, const Expression& right, const Span& span);
  bool is_ordered(const Type& type, const Span& span);

  // check_arithmetic.cc
  ExpressionPtr check_arithmetic(const syntax::Expression& written);
  ExpressionPtr check_negation(const syntax::Expression& written, const Type* expected);
  std::optional<Type> sum(const Type& left, const Type& right, bool subtract) const;

  // check_choice.cc
  ExpressionPtr check_if(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_coalesce(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_default(const syntax::Expression& written, const Type* expected);
  // Gives several branches one type; `parts` are changed in place. The error type when they have none.
  Type unify(std::vector<ExpressionPtr*> parts);

  // check_match.cc
  ExpressionPtr check_match(const syntax::Expression& written, const Type* expected);
  Type scrutinee_type(const syntax::Expression& written, const Expression& scrutinee);
  bool check_patterns(const syntax::MatchArm& written, const Type& scrutinee, std::vector<Value>& seen, Arm& arm);
  void check_exhaustive(const syntax::Expression& written, const Type& scrutinee, const std::vector<Value>& seen, const Expression& match);

  // check_collection.cc
  ExpressionPtr check_collection(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_dict(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_record(const syntax::Expression& written, const Type* expected);
  ExpressionPtr check_known_record(const syntax::Expression& written, const Type& expected);
  ExpressionPtr check_comprehension(const syntax::Expression& written, const Type* expected);

  // check_quantifier.cc
  ExpressionPtr check_quantifier(const syntax::Expression& written);
  ExpressionPtr check_the(const syntax::Expression& written);
  ExpressionPtr check_with(const syntax::Expression& written, const Type* expected);
  // The members' type; says so when `collection` is none.
  Type member_type(ExpressionPtr& collection);
  void check_body_parts(const Expression& body, const std::vector<Binder>& binders, std::string_view word);
  void refuse_bare_quantifier(const syntax::Expression& written, std::string_view where);

  // check_call.cc, builtins.cc
  ExpressionPtr check_call(const syntax::Expression& written, const Type* expected);
  ExpressionPtr call_define(const Declaration& declaration, const syntax::Expression& written, const std::string& as_written);
  ExpressionPtr call_conversion(const Type& target, const syntax::Expression& written);
  ExpressionPtr call_builtin(Builtin builtin, const syntax::Expression& written, const Type* expected);
  // Arguments of the call, all given and none too many; else says so.
  bool takes_arguments(const syntax::Expression& written, size_t least, size_t most);
  ExpressionPtr check_argument(const syntax::Expression& written, const Type* expected);
  // builtins_collection.cc
  ExpressionPtr call_concat(const syntax::Expression& written, const Type* expected);
  ExpressionPtr call_set_function(Builtin builtin, const syntax::Expression& written, const Type* expected);
  ExpressionPtr call_collection_function(Builtin builtin, const syntax::Expression& written, const Type* expected);
  ExpressionPtr call_dict_function(Builtin builtin, const syntax::Expression& written);
  // A collection (raw ones converted to a list of raw); null after an error.
  ExpressionPtr collection_argument(const syntax::Expression& written, const Type* expected, std::string_view function);
  // builtins.cc
  ExpressionPtr call_simple(Builtin builtin, const syntax::Expression& written);
  ExpressionPtr call_pattern_function(Builtin builtin, const syntax::Expression& written);
  ExpressionPtr call_raw_function(Builtin builtin, const syntax::Expression& written);
  ExpressionPtr call_access_function(Builtin builtin, const syntax::Expression& written);
  ExpressionPtr call_contains(const syntax::Expression& written);
  ExpressionPtr call_id(const syntax::Expression& written);
  ExpressionPtr call_quantity(const syntax::Expression& written);

  // fit.cc
  ExpressionPtr fit_absent(ExpressionPtr expression, const Type& target);
  ExpressionPtr fit_raw(ExpressionPtr expression, const Type& target);
  // Can the raw value become a `target`, as far as the provider's schema tells? Says so when not.
  bool has_shape(const Expression& expression, const Type& target);
  ExpressionPtr convert(ExpressionPtr expression, const Type& target) const;
  void report_absent(const Expression& expression);
  void report_mismatch(const Expression& expression, const Type& target);
  // Removes `T?`, saying so where that is an error.
  void require_present(Expression& expression);

  Session& session_;
  const View& view_;
  Setting setting_;
  Scope scope_;
  std::vector<std::pair<std::string, Type>> assigned_;
  std::vector<std::pair<int, Span>> called_;
  Span condition_;                    // of the bool that is being checked, for complete fix texts
  bool rows_are_variables_ = false;
  bool said_map_words_ = false;
  const syntax::Expression* coalesce_after_refers_ = nullptr;
};

// How a value of one type goes where another is needed.
enum class Fit { kSame, kConvert, kNo };
struct FitRules {
  bool text_to_reference = false;     // maps: an identity text becomes a reference
  bool absent_members = false;        // members that may be absent are let through
};
Fit fit_of(const Type& from, const Type& to, FitRules rules);
// Why a raw value of that shape cannot become a `target`; empty: it can, as far as is known.
std::string shape_problem(const ProviderNode* node, const Type& target);
// "a list of blocks", "text", …
std::string_view shape_name(const ProviderNode& node);
// How a text that stands in quotes is written as a literal of `target`; empty when it is none.
std::string unquoted(const std::string& text, const Type& target);
// How a plain number is written where a duration is meant; empty elsewhere.
std::string literal_help(const Expression& number, const Type& target);
// A word, or words joined by dots; empty when it is anything else. `spans` gets one a word.
std::vector<std::string> dotted_parts(const syntax::Expression& written, std::vector<Span>* spans = nullptr);
// Without its parentheses.
const syntax::Expression& bare(const syntax::Expression& written);

}  // namespace sekisho
