// Builtin functions, part one: names, and the typing of those that take no collections.
#include "engine/check/builtins.h"

#include <array>
#include <unordered_map>

#include "engine/check/expression_checker.h"
#include "engine/check/pattern_as_text.h"
#include "engine/value/literal.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

struct BuiltinRow {
  std::string_view name;
  std::string_view signature;
};
constexpr BuiltinRow kRows[] = {
#define SEKISHO_BUILTIN(name, signature) {#name, signature},
#include "engine/check/builtins.def"
#undef SEKISHO_BUILTIN
};

constexpr std::pair<std::string_view, TypeKind> kConversions[] = {
    {"text", TypeKind::kText},         {"int", TypeKind::kInt},         {"bool", TypeKind::kBool},     {"decimal", TypeKind::kDecimal},
    {"date", TypeKind::kDate},         {"timestamp", TypeKind::kTimestamp}, {"duration", TypeKind::kDuration}, {"period", TypeKind::kPeriod},
    {"version", TypeKind::kVersion},   {"ip", TypeKind::kIp},           {"cidr", TypeKind::kCidr},
};

// Functions whose parameters and result are plain types.
struct Simple {
  Builtin builtin;
  std::vector<TypeKind> parameters;
  TypeKind result;
};
const Simple* simple_of(Builtin builtin) {
  using K = TypeKind;
  static const std::vector<Simple> rows{
      {Builtin::k_lower, {K::kText}, K::kText},
      {Builtin::k_upper, {K::kText}, K::kText},
      {Builtin::k_trim, {K::kText}, K::kText},
      {Builtin::k_replace, {K::kText, K::kText, K::kText}, K::kText},
      {Builtin::k_starts_with, {K::kText, K::kText}, K::kBool},
      {Builtin::k_ends_with, {K::kText, K::kText}, K::kBool},
      {Builtin::k_url_decode, {K::kText}, K::kText},
      {Builtin::k_days, {K::kInt}, K::kDuration},
      {Builtin::k_hours, {K::kInt}, K::kDuration},
      {Builtin::k_minutes, {K::kInt}, K::kDuration},
      {Builtin::k_seconds, {K::kInt}, K::kDuration},
      {Builtin::k_longest, {K::kPeriod}, K::kDuration},
      {Builtin::k_shortest, {K::kPeriod}, K::kDuration},
      {Builtin::k_overlaps, {K::kCidr, K::kCidr}, K::kBool},
      {Builtin::k_prefix_length, {K::kCidr}, K::kInt},
  };
  for (const Simple& row : rows)
    if (row.builtin == builtin) return &row;
  return nullptr;
}

}  // namespace

std::optional<Builtin> builtin_named(std::string_view name) {
  static const std::unordered_map<std::string_view, Builtin> named = [] {
    std::unordered_map<std::string_view, Builtin> made;
    for (size_t i = 0; i < std::size(kRows); ++i) made.emplace(kRows[i].name, static_cast<Builtin>(i));
    made.erase("k_count");
    return made;
  }();
  const auto place = named.find(name);
  return place == named.end() ? std::nullopt : std::optional(place->second);
}

std::optional<TypeKind> conversion_named(std::string_view name) {
  for (const auto& [word, kind] : kConversions)
    if (word == name) return kind;
  return {};
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const BuiltinRow& row : kRows) names.emplace_back(row.name);
  for (const auto& [word, kind] : kConversions) names.emplace_back(word);
  return names;
}

std::string_view signature_of(Builtin builtin) { return kRows[static_cast<size_t>(builtin)].signature; }

ExpressionPtr ExpressionChecker::call_simple(Builtin builtin, const syntax::Expression& written) {
  const Simple& row = *simple_of(builtin);
  if (!takes_arguments(written, row.parameters.size(), row.parameters.size())) return failed(written.span);
  auto call = make(Op::kBuiltin, make_type(row.result), written.span);
  call->builtin = builtin;
  for (size_t i = 0; i < row.parameters.size(); ++i) {
    const Type wanted = make_type(row.parameters[i]);
    call->operands.push_back(check_argument(*written.operands[i + 1], &wanted));
  }
  return call;
}

ExpressionPtr ExpressionChecker::call_pattern_function(Builtin builtin, const syntax::Expression& written) {
  if (!takes_arguments(written, 2, 2)) return failed(written.span);
  auto call = make(Op::kBuiltin, make_type(TypeKind::kBool), written.span);
  call->builtin = builtin;
  const Type text = make_type(TypeKind::kText);
  call->operands.push_back(check_argument(*written.operands[1], &text));
  const syntax::Expression& pattern = bare(*written.operands[2]);
  if (pattern.kind != ExpressionKind::kRawText && pattern.kind != ExpressionKind::kText) {
    error("SK0320", pattern.span, "the expression of `" + std::string(to_string(builtin)) + "` must be a literal, because it is compiled here",
          "write it as a raw text: `r\"^[a-z]+$\"`");
    return failed(written.span);
  }
  std::string reason;
  call->pattern = Pattern::compile(pattern.text, &reason);
  if (!call->pattern) {
    error("SK0320", pattern.span, "this is no regular expression: " + reason, "the syntax is RE2's: no look-around, no back references");
    return failed(written.span);
  }
  call->operands.push_back(literal(Value::text(pattern.text), text, pattern.span));
  if (builtin == Builtin::k_matches) return call;
  std::vector<Attribute> groups;
  for (const std::string& name : call->pattern->group_names()) groups.push_back({name, text.as_optional()});
  if (groups.empty()) {
    error("SK0320", pattern.span, "the expression of `capture` has no named group, so there is nothing to capture", "name what is wanted: `(?<name>…)`, or write `matches`");
    return failed(written.span);
  }
  call->type = record_of(session_.anonymous.record(groups)).as_optional();
  return call;
}

ExpressionPtr ExpressionChecker::call_raw_function(Builtin builtin, const syntax::Expression& written) {
  if (!takes_arguments(written, 1, 1)) return failed(written.span);
  ExpressionPtr value = check_argument(*written.operands[1], nullptr);
  if (value->type.kind == TypeKind::kError) return failed(written.span);
  if (!is_raw(value->type) && !is_open_ended(value->type)) {
    error("SK0332", value->span, code(to_string(builtin)) + " takes a raw value, but " + code(source_text(value->span)) + " is " + describe(value->type),
          "raw values are what maps and rules on raw types read");
    return failed(written.span);
  }
  Type type = record_of(session_.origin());
  if (builtin == Builtin::k_written) type = enum_of(session_.anonymous.enumeration({"left_out", "literal", "parameter", "reference", "secret"}));
  auto call = make(Op::kBuiltin, type, written.span);
  call->builtin = builtin;
  call->operands.push_back(std::move(value));
  return call;
}

ExpressionPtr ExpressionChecker::call_access_function(Builtin builtin, const syntax::Expression& written) {
  const size_t count = builtin == Builtin::k_access_entries ? 1 : 2;
  if (!takes_arguments(written, count, count)) return failed(written.span);
  const RecordType* entry = session_.program.find_record("access.entry");
  const RecordType* patterns = session_.program.find_record("access.patterns");
  if (!entry || !patterns) {
    error("SK0216", written.span, code(to_string(builtin)) + " works on the records `access.entry` and `access.patterns`, which no package declares",
          "add the package that declares kinds (policies/schema)");
    return failed(written.span);
  }
  auto call = make(Op::kBuiltin, make_type(TypeKind::kBool), written.span);
  call->builtin = builtin;
  const Type text = make_type(TypeKind::kText);
  const Type entries = list_of(record_of(entry));
  const Type globs = record_of(patterns);
  switch (builtin) {
    case Builtin::k_access_entries: {
      ExpressionPtr policy = check_argument(*written.operands[1], nullptr);
      if (!is_raw(policy->type)) policy = fit(std::move(policy), text);
      call->operands.push_back(std::move(policy));
      call->type = entries;
      break;
    }
    case Builtin::k_grants:
      call->operands.push_back(check_argument(*written.operands[1], &entries));
      call->operands.push_back(check_argument(*written.operands[2], &text));
      break;
    default:
      call->operands.push_back(check_argument(*written.operands[1], &globs));
      call->operands.push_back(check_argument(*written.operands[2], builtin == Builtin::k_covers ? &text : &globs));
  }
  return call;
}

ExpressionPtr ExpressionChecker::call_contains(const syntax::Expression& written) {
  if (!takes_arguments(written, 2, 2)) return failed(written.span);
  const Type network = make_type(TypeKind::kCidr);
  const syntax::Expression& first = *written.operands[1];
  const syntax::Expression& second = *written.operands[2];
  const auto is_text = [](const syntax::Expression& argument) { return bare(argument).kind == ExpressionKind::kText; };
  ExpressionPtr outer = is_text(first) ? check_argument(first, &network) : check_argument(first, nullptr);
  const std::string a = source_text(outer->span);
  const std::string b = source_text(second.span);
  if (is_collection(outer->type) || outer->type.kind == TypeKind::kText) {
    error("SK0301", outer->span, "`contains` asks whether a network holds another, but " + code(a) + " is " + describe(outer->type),
          is_collection(outer->type) ? "to look into a collection, write `" + b + " in " + a + "`, or quantify over it" : "to find a text in another, write `matches(" + a + ", r\"…\")`");
    return failed(written.span);
  }
  auto call = make(Op::kBuiltin, make_type(TypeKind::kBool), written.span);
  call->builtin = Builtin::k_contains;
  call->operands.push_back(fit(std::move(outer), network));
  ExpressionPtr inner = is_text(second) ? check_argument(second, &network) : check_argument(second, nullptr);
  const bool address = inner->type.kind == TypeKind::kIp;
  call->operands.push_back(fit(std::move(inner), address ? make_type(TypeKind::kIp) : network));
  return call;
}

ExpressionPtr ExpressionChecker::call_id(const syntax::Expression& written) {
  if (!takes_arguments(written, 1, 1)) return failed(written.span);
  ExpressionPtr value = check_argument(*written.operands[1], nullptr);
  if (value->type.kind == TypeKind::kError) return failed(written.span);
  require_present(*value);
  if (!is_entity(value->type) && !is_open_ended(value->type)) {
    error("SK0301", value->span, "`id` takes a reference, but " + code(source_text(value->span)) + " is " + describe(value->type));
    return failed(written.span);
  }
  auto call = make(Op::kBuiltin, make_type(TypeKind::kText), written.span);
  call->builtin = Builtin::k_id;
  call->operands.push_back(std::move(value));
  return call;
}

ExpressionPtr ExpressionChecker::call_quantity(const syntax::Expression& written) {
  if (!takes_arguments(written, 1, 1)) return failed(written.span);
  const Type text = make_type(TypeKind::kText).as_optional();
  ExpressionPtr value = check_argument(*written.operands[1], &text);
  auto call = make(Op::kBuiltin, make_type(TypeKind::kDecimal), written.span);
  call->builtin = Builtin::k_quantity;
  call->type.optional = value->type.optional;
  call->operands.push_back(std::move(value));
  return call;
}

ExpressionPtr ExpressionChecker::call_builtin(Builtin builtin, const syntax::Expression& written, const Type* expected) {
  const bool searches = builtin == Builtin::k_replace || builtin == Builtin::k_split || builtin == Builtin::k_starts_with || builtin == Builtin::k_ends_with;
  for (size_t i = 2; searches && i < written.operands.size(); ++i) warn_of_pattern_as_text(*written.operands[i], code(to_string(builtin)), session_);
  if (simple_of(builtin)) return call_simple(builtin, written);
  switch (builtin) {
    case Builtin::k_concat: return call_concat(written, expected);
    case Builtin::k_union:
    case Builtin::k_intersect:
    case Builtin::k_minus:
    case Builtin::k_subset:
    case Builtin::k_disjoint: return call_set_function(builtin, written, expected);
    case Builtin::k_keys:
    case Builtin::k_values:
    case Builtin::k_entries: return call_dict_function(builtin, written);
    case Builtin::k_matches:
    case Builtin::k_capture: return call_pattern_function(builtin, written);
    case Builtin::k_access_entries:
    case Builtin::k_covers:
    case Builtin::k_covers_all:
    case Builtin::k_grants: return call_access_function(builtin, written);
    case Builtin::k_origin:
    case Builtin::k_written: return call_raw_function(builtin, written);
    case Builtin::k_contains: return call_contains(written);
    case Builtin::k_id: return call_id(written);
    case Builtin::k_quantity: return call_quantity(written);
    default: return call_collection_function(builtin, written, expected);
  }
}

}  // namespace sekisho
