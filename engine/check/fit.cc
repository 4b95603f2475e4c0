// fit: a typed expression to the place where it stands, and the messages when it does not go there.
#include <algorithm>

#include "engine/check/expression_checker.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

bool same_fields(const RecordType& a, const RecordType& b, FitRules rules) {
  if (&a == &b) return true;
  if (a.fields.size() != b.fields.size()) return false;
  for (size_t i = 0; i < a.fields.size(); ++i)
    if (a.fields[i].name != b.fields[i].name || fit_of(a.fields[i].type, b.fields[i].type, rules) != Fit::kSame) return false;
  return true;
}

// `balancer = b`: a raw resource is as good a reference as its identity.
bool is_whole_resource(const Type& from, const Type& to) {
  return is_raw(from) && !from.raw_type.empty() && (to.kind == TypeKind::kReference || to.kind == TypeKind::kOwner);
}

bool entity_fits(const EntityType* from, const EntityType* to) { return from == to || (from && to && from->has(to)); }

Fit element_fit(const Type& from, const Type& to, FitRules rules) {
  const Type element = element_of(from);
  const Type wanted = element_of(to);
  if (element.kind == TypeKind::kAbsent) return wanted.optional || is_raw(wanted) ? Fit::kSame : Fit::kNo;
  if (element.optional && !wanted.optional && !rules.absent_members && !is_raw(element)) return Fit::kNo;
  return fit_of(element, wanted, rules);
}

}  // namespace

Fit fit_of(const Type& from, const Type& to, FitRules rules) {
  if (is_open_ended(from) || is_open_ended(to)) return Fit::kSame;
  if (is_raw(from) && is_raw(to)) return Fit::kSame;
  if (is_whole_resource(from, to)) return Fit::kConvert;
  if (is_raw(from)) return shape_problem(from.provider, to).empty() ? Fit::kConvert : Fit::kNo;
  if (from.kind == TypeKind::kInt && to.kind == TypeKind::kDecimal) return Fit::kConvert;
  if (from.kind == TypeKind::kText && rules.text_to_reference && (to.kind == TypeKind::kReference || to.kind == TypeKind::kOwner)) return Fit::kConvert;
  if (is_entity(from) && is_entity(to)) return entity_fits(from.entity, to.entity) ? Fit::kSame : Fit::kNo;
  if (from.kind != to.kind) return Fit::kNo;
  switch (from.kind) {
    case TypeKind::kEnum: return from.enumeration == to.enumeration ? Fit::kSame : Fit::kNo;
    case TypeKind::kRecord: return same_fields(*from.record, *to.record, rules) ? Fit::kSame : Fit::kNo;
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kDict: return element_fit(from, to, rules);
    default: return Fit::kSame;
  }
}

std::string_view shape_name(const ProviderNode& node) {
  switch (node.kind) {
    case ProviderNode::Kind::kDynamic: return "a value of any shape";
    case ProviderNode::Kind::kText: return "a text";
    case ProviderNode::Kind::kNumber: return "a number";
    case ProviderNode::Kind::kBool: return "a bool";
    case ProviderNode::Kind::kList: return node.element && node.element->kind == ProviderNode::Kind::kObject ? "a list of blocks" : "a list";
    case ProviderNode::Kind::kSet: return node.element && node.element->kind == ProviderNode::Kind::kObject ? "a set of blocks" : "a set";
    case ProviderNode::Kind::kMap: return "a map";
    case ProviderNode::Kind::kObject: return "an object";
  }
  return "a value";
}

std::string shape_problem(const ProviderNode* node, const Type& target) {
  using Kind = ProviderNode::Kind;
  if (is_raw(target) || is_open_ended(target)) return "";
  const bool to_record = target.kind == TypeKind::kRecord;
  if (to_record || target.kind == TypeKind::kRow) return node ? std::string(shape_name(*node)) : "a raw value";
  if (!node || node->kind == Kind::kDynamic) return "";
  const bool many = node->kind == Kind::kList || node->kind == Kind::kSet;
  const bool keyed = node->kind == Kind::kMap || node->kind == Kind::kObject;
  if (is_collection(target)) return many ? (node->element ? shape_problem(node->element.get(), element_of(target)) : "") : std::string(shape_name(*node));
  if (target.kind == TypeKind::kDict) {
    if (!keyed) return std::string(shape_name(*node));
    return node->kind == Kind::kMap && node->element ? shape_problem(node->element.get(), element_of(target)) : "";
  }
  if (many || keyed) return std::string(shape_name(*node));
  if (node->kind == Kind::kBool && target.kind != TypeKind::kBool && target.kind != TypeKind::kText) return "a bool";
  if (node->kind == Kind::kNumber && target.kind == TypeKind::kBool) return "a number";
  return "";
}

ExpressionPtr ExpressionChecker::convert(ExpressionPtr expression, const Type& target) const {
  auto converted = make(Op::kConvert, target, expression->span);
  converted->operands.push_back(std::move(expression));
  return converted;
}

ExpressionPtr ExpressionChecker::fit_absent(ExpressionPtr expression, const Type& target) {
  if (target.optional || is_raw(target)) {
    expression->type = is_raw(target) ? target : target.as_optional();
    return expression;
  }
  error("SK0333", expression->span, "`absent` stands where " + describe(target) + " is needed",
        "give a value, or declare the place as `" + to_string(target) + "?`");
  return failed(expression->span);
}

ExpressionPtr ExpressionChecker::fit_raw(ExpressionPtr expression, const Type& target) {
  if (has_shape(*expression, target)) return convert(std::move(expression), target);
  return failed(expression->span);
}

bool ExpressionChecker::has_shape(const Expression& expression, const Type& target) {
  const std::string problem = is_whole_resource(expression.type, target) ? "" : shape_problem(expression.type.provider, target);
  if (problem.empty()) return true;
  const std::string written = source_text(expression.span);
  std::string help;
  const ProviderNode* node = expression.type.provider;
  const bool many = node && (node->kind == ProviderNode::Kind::kList || node->kind == ProviderNode::Kind::kSet);
  if (target.kind == TypeKind::kRecord) help = "build the record: `{" + (target.record->fields.empty() ? "" : target.record->fields[0].name) + ": " + written + ".…, …}`";
  else if (many && !is_collection(target)) help = node->kind == ProviderNode::Kind::kList ? "take one of it: `" + written + "[0]` or `one(" + written + ")`"
                                                                                        : "take one of it: `one(" + written + ")`";
  else if (is_collection(target)) help = "write a list of one: `[" + written + "]`";
  else if (node && node->kind == ProviderNode::Kind::kObject) help = "take one of its attributes: " + enumerate(node->member_names(), 6);
  error("SK0321", expression.span, code(written) + " is " + problem + (node ? " in the provider's schema" : "") + "; " + describe(target.as_present()) + " is needed here", help);
  return false;
}

void ExpressionChecker::report_absent(const Expression& expression) {
  const Expression* cause = &expression;
  const auto is_step = [](const Expression& e) { return e.op == Op::kField || e.op == Op::kIndex || e.op == Op::kConvert; };
  while (is_step(*cause) && cause->operands[0]->type.optional && !is_raw(cause->operands[0]->type)) cause = cause->operands[0].get();
  const std::string whole = source_text(expression.span);
  const std::string part = source_text(cause->span);
  std::string message = code(part) + " may be absent";
  if (cause->op == Op::kField && !is_raw(cause->type)) message += ": it is declared `" + to_string(cause->type.as_optional()) + "`";
  if (cause != &expression) message += ", and so may " + code(whole);
  const std::string condition = source_text(condition_);
  const std::string guarded = condition.empty() || condition.size() > 120 ? "…" : condition;
  const bool atom = is_step(expression) || expression.op == Op::kVariable || expression.op == Op::kBuiltin || expression.op == Op::kDefine;
  const std::string fallback = "`(" + (atom ? whole : "(" + whole + ")") + " ?? …)`";
  const std::string guard = path_key(*cause).empty() ? "" : " or `present " + part + " and " + guarded + "`";
  error("SK0302", expression.span, message, "say what happens then: " + fallback + guard);
}

void ExpressionChecker::require_present(Expression& expression) {
  if (expression.type.kind == TypeKind::kAbsent) {
    error("SK0333", expression.span, "`absent` has no value to work with");
    expression.type = {};
    return;
  }
  if (!expression.type.optional || is_open_ended(expression.type)) return;
  if (!setting_.absent_allowed && !is_raw(expression.type)) report_absent(expression);
  expression.type.optional = false;
}

std::string unquoted(const std::string& text, const Type& target) {
  const auto bare_text = [&](bool good) { return good ? "write it without quotes: `" + text + "`" : std::string(); };
  switch (target.kind) {
    case TypeKind::kBool: return bare_text(text == "true" || text == "false");
    case TypeKind::kInt: return bare_text(parse_int(text).has_value());
    case TypeKind::kDecimal: return bare_text(parse_decimal(text).has_value());
    case TypeKind::kDuration: return parse_duration(text) ? bare_text(true) : "durations are written `90d`, `12h` or `1d12h`";
    case TypeKind::kPeriod: return parse_period(text) ? bare_text(true) : "periods are written `3mo`, `1y` or `1y4mo`";
    default: return "";
  }
}

std::string literal_help(const Expression& number, const Type& target) {
  if (number.op != Op::kLiteral || number.type.kind != TypeKind::kInt || target.kind != TypeKind::kDuration) return "";
  const std::string digits = std::to_string(number.literal.as_int());
  return "a duration says its unit: `" + digits + "d`, `" + digits + "h` …";
}

void ExpressionChecker::report_mismatch(const Expression& expression, const Type& target) {
  const Type& from = expression.type;
  const std::string written = source_text(expression.span);
  std::string help;
  const std::string wanted = to_string(target.as_present());
  if (from.kind == TypeKind::kList && target.kind == TypeKind::kSet) help = "a set is written `{…}`, and a list becomes one by `{x for x in …}`";
  else if (from.kind == TypeKind::kSet && target.kind == TypeKind::kList) help = "a list is written `[…]`, and a set becomes one by `[x for x in …]`";
  else if (from.kind == TypeKind::kText && target.kind == TypeKind::kEnum && expression.op == Op::kLiteral && target.enumeration->ordinal(expression.literal.as_text()) >= 0)
    help = "enum values stand without quotes: `" + expression.literal.as_text() + "`";
  else if (from.kind == TypeKind::kText && target.kind == TypeKind::kEnum) help = "its values are " + enumerate(target.enumeration->values);
  else if (from.kind == TypeKind::kPeriod && target.kind == TypeKind::kDuration) help = "a period has no fixed length: write `longest(" + written + ")`, `shortest(" + written + ")` or days";
  else if (from.kind == TypeKind::kTimestamp && target.kind == TypeKind::kDate) help = "write `date(" + written + ")`";
  else if (is_entity(from) && target.kind == TypeKind::kText) help = "its identity as text is `id(" + written + ")`";
  else if (target.kind == TypeKind::kText && from.kind == TypeKind::kInt && expression.op == Op::kLiteral) help = "write it as a text: `\"" + written + "\"`";
  else if (target.kind == TypeKind::kText && (from.kind == TypeKind::kInt || from.kind == TypeKind::kBool || from.kind == TypeKind::kEnum)) help = "write `text(" + written + ")`";
  else if (from.kind == TypeKind::kText && expression.op == Op::kLiteral) help = unquoted(expression.literal.as_text(), target);
  else if (target.kind == TypeKind::kBool) help = from.kind == TypeKind::kText || is_collection(from) ? "a condition asks something of it, as in `nonempty " + written + "`" : "a condition asks something of it, as in `" + written + " == …`";
  else if (!literal_help(expression, target).empty()) help = literal_help(expression, target);
  else if (from.kind == TypeKind::kText && target.kind >= TypeKind::kBool && target.kind <= TypeKind::kVersion) help = "write `" + wanted + "(" + written + ")`";
  else if (is_collection(from) && fit_of(element_of(from), target, {}) != Fit::kNo) help = "take one of its members: `one(" + written + ")`, or quantify over it";
  else if (from.kind == TypeKind::kDecimal && target.kind == TypeKind::kInt) help = "write a whole number";
  std::string found = describe(from.as_present());
  std::string needed = describe(target.as_present());
  if (is_collection(from) && from.kind == target.kind && element_of(from).optional) {
    help = "leave out absent members: `compact(…)` or `where present …`";
  }
  error("SK0301", expression.span, needed + " is needed here, but " + code(written) + " is " + found, help);
}

ExpressionPtr ExpressionChecker::fit(ExpressionPtr expression, const Type& target) {
  if (expression->type.kind == TypeKind::kError || target.kind == TypeKind::kError) return expression;
  if (expression->type.kind == TypeKind::kAny) {
    expression->type = target;
    return expression;
  }
  if (target.kind == TypeKind::kAny) return expression;
  if (expression->type.kind == TypeKind::kAbsent) return fit_absent(std::move(expression), target);
  if (is_raw(expression->type) && !is_raw(target)) return fit_raw(std::move(expression), target);
  if (is_raw(expression->type)) return expression;
  if (is_raw(target)) {
    error("SK0301", expression->span, "a raw value is needed here, but " + code(source_text(expression->span)) + " is " + describe(expression->type),
          "raw values are paths into a raw resource, such as `b.bucket`");
    return failed(expression->span);
  }
  if (!target.optional) require_present(*expression);
  if (expression->type.kind == TypeKind::kError) return expression;
  const FitRules rules{setting_.text_to_reference, setting_.absent_allowed};
  switch (fit_of(expression->type, target, rules)) {
    case Fit::kSame: return expression;
    case Fit::kConvert: {
      Type type = target;
      type.optional = expression->type.optional;
      if (expression->op == Op::kLiteral && target.kind == TypeKind::kDecimal)
        return literal(Value::decimal({expression->literal.as_int(), 0}), type, expression->span);
      return convert(std::move(expression), type);
    }
    case Fit::kNo: break;
  }
  report_mismatch(*expression, target);
  return failed(expression->span);
}

}  // namespace sekisho
