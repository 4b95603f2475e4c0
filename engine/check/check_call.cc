// Calls: which function a name means; defines and conversions.
#include "engine/check/builtins.h"
#include "engine/check/check_type.h"
#include "engine/check/expression_checker.h"
#include "engine/value/literal.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

// May a value of type `from` be converted by T(x)?
bool converts(const Type& from, TypeKind to) {
  using K = TypeKind;
  if (from.kind == to || from.kind == K::kText) return true;
  switch (to) {
    case K::kText: return from.kind >= K::kBool && from.kind <= K::kFile ? true : from.kind == K::kEnum;
    case K::kInt: return from.kind == K::kDecimal;
    case K::kDecimal: return from.kind == K::kInt;
    case K::kDate: return from.kind == K::kTimestamp;
    case K::kCidr: return from.kind == K::kIp;
    case K::kVersion: return from.kind == K::kInt || from.kind == K::kDecimal;
    default: return false;
  }
}

bool is_text_of(const Type& target, const std::string& text) {
  switch (target.kind) {
    case TypeKind::kBool: return parse_bool(text).has_value();
    case TypeKind::kInt: return parse_int(text).has_value();
    case TypeKind::kDecimal: return parse_decimal(text).has_value();
    case TypeKind::kDate: return parse_date(text).has_value();
    case TypeKind::kTimestamp: return parse_timestamp(text).has_value();
    case TypeKind::kDuration: return parse_duration(text).has_value();
    case TypeKind::kPeriod: return parse_period(text).has_value();
    case TypeKind::kIp: return parse_ip(text).has_value();
    case TypeKind::kCidr: return parse_cidr(text).has_value();
    case TypeKind::kVersion: return is_version(text);
    case TypeKind::kEnum: return target.enumeration->ordinal(text) >= 0;
    default: return true;
  }
}

}  // namespace

bool ExpressionChecker::takes_arguments(const syntax::Expression& written, size_t least, size_t most) {
  const size_t given = written.operands.size() - 1;
  if (given >= least && given <= most) return true;
  const std::string name = source_text(written.operands[0]->span);
  const auto plural = [](size_t count) { return std::to_string(count) + (count == 1 ? " argument" : " arguments"); };
  std::string wanted = plural(least);
  if (most > least) wanted = most > 100 ? "at least " + plural(least) : std::to_string(least) + " to " + plural(most);
  const auto builtin = builtin_named(name);
  error("SK0313", written.span, code(name) + " takes " + wanted + ", but " + std::to_string(given) + (given == 1 ? " is" : " are") + " given",
        builtin ? "it is `" + name + std::string(signature_of(*builtin)) + "`" : "");
  return false;
}

ExpressionPtr ExpressionChecker::check_argument(const syntax::Expression& written, const Type* expected) {
  refuse_bare_quantifier(written, "an argument");
  const Span condition = condition_;
  condition_ = {};
  ExpressionPtr checked = expected ? check_to(written, *expected) : check(written);
  condition_ = condition;
  return checked;
}

ExpressionPtr ExpressionChecker::check_call(const syntax::Expression& written, const Type* expected) {
  syntax::Name name;
  const std::vector<std::string> parts = dotted_parts(*written.operands[0]);
  for (const std::string& part : parts) name.text += (name.text.empty() ? "" : ".") + part;
  name.span = written.operands[0]->span;
  if (parts.empty()) {
    error("SK0209", name.span, "only functions are called, and " + code(source_text(name.span)) + " is none");
    return failed(written.span);
  }
  if (parts.size() == 1) {
    if (const auto builtin = builtin_named(name.text)) return call_builtin(*builtin, written, expected);
    if (const auto kind = conversion_named(name.text)) return call_conversion(make_type(*kind), written);
  }
  const Declaration* found = resolve(name, session_, view_, true);
  if (found && found->kind == Declaration::Kind::kDefine) return call_define(*found, written, name.text);
  if (found && found->kind == Declaration::Kind::kEnum) return call_conversion(enum_of(found->enumeration), written);
  if (found) {
    error("SK0209", name.span, code(name.text) + " is a " + std::string(noun_of(found->kind)) + " and cannot be called");
    return failed(written.span);
  }
  if (session_.names.find(view_, name.text).size() > 1) return failed(written.span);
  std::vector<std::string> candidates = function_names();
  using Kind = Declaration::Kind;
  for (std::string& known : session_.names.visible(view_, {Kind::kDefine, Kind::kEnum})) candidates.push_back(std::move(known));
  const std::string package = session_.names.package_declaring(name.text);
  std::string help = suggestion(name.text, candidates);
  if (help.empty() && !package.empty()) help = "it is declared in package `" + package + "`; add `import " + package + "`";
  if (help.empty() && (name.text == "string" || name.text == "str")) help = "write `text(…)`";
  if (help.empty() && (name.text == "len" || name.text == "length" || name.text == "size")) help = "write `count(…)`";
  if (help.empty() && scope_.find(parts[0]) && parts.size() > 1) {
    const std::string near = nearest(parts.back(), function_names());
    const std::string taken = name.text.substr(0, name.text.size() - parts.back().size() - 1);
    const std::string rest = written.operands.size() > 1 ? ", …)`" : ")`";
    help = "functions stand before what they take: `" + (near.empty() ? parts.back() : near) + "(" + taken + rest;
  }
  error("SK0209", name.span, "no function " + code(name.text), help.empty() ? "functions are builtin, or declared by `define`" : help);
  return failed(written.span);
}

ExpressionPtr ExpressionChecker::call_define(const Declaration& declaration, const syntax::Expression& written, const std::string& as_written) {
  // A copy: checking an argument may add anonymous types, never defines, yet the reference must not dangle if that changes.
  const size_t index = static_cast<size_t>(declaration.index);
  const std::vector<Attribute> parameters = session_.program.defines[index].arguments;
  auto call = make(Op::kDefine, session_.program.defines[index].type, written.span);
  call->index = declaration.index;
  call->text = as_written;
  called_.emplace_back(declaration.index, written.operands[0]->span);
  if (setting_.in_rule && declaration.map_only)
    error("SK0325", written.operands[0]->span, code(as_written) + " says `unknown` or `default`, so only maps may use it", "let a map assign what it gives to an attribute");
  if (!declaration.has_arguments) {
    error("SK0313", written.span, code(as_written) + " takes no arguments", "write it without parentheses: `" + as_written + "`");
    return failed(written.span);
  }
  const size_t given = written.operands.size() - 1;
  if (given != parameters.size()) {
    std::string signature = as_written + "(";
    for (size_t i = 0; i < parameters.size(); ++i) signature += (i ? ", " : "") + parameters[i].name + " : " + to_string(parameters[i].type);
    error("SK0313", written.span, code(as_written) + " takes " + std::to_string(parameters.size()) + (parameters.size() == 1 ? " argument" : " arguments") + ", but " +
          std::to_string(given) + (given == 1 ? " is" : " are") + " given", "it is `" + signature + ")`");
    return failed(written.span);
  }
  for (size_t i = 0; i < parameters.size(); ++i) call->operands.push_back(check_argument(*written.operands[i + 1], &parameters[i].type));
  narrow(*call);
  return call;
}

ExpressionPtr ExpressionChecker::call_conversion(const Type& target, const syntax::Expression& written) {
  if (!takes_arguments(written, 1, 2)) return failed(written.span);
  ExpressionPtr value = check_argument(*written.operands[1], nullptr);
  const Type from = value->type;
  if (from.kind == TypeKind::kError) return failed(written.span);
  const std::string text = source_text(value->span);
  const std::string name = source_text(written.operands[0]->span);
  if (is_raw(from)) {
    if (!has_shape(*value, target)) return failed(written.span);
  } else if (!is_open_ended(from) && from.kind != TypeKind::kAbsent && !converts(from, target.kind)) {
    std::string help;
    if (is_entity(from) && target.kind == TypeKind::kText) help = "its identity as text is `id(" + text + ")`";
    if (is_collection(from)) help = "convert its members: `[" + name + "(x) for x in " + text + "]`";
    error("SK0301", value->span, describe(from.as_present()) + " does not convert to " + code(to_string(target)), help);
    return failed(written.span);
  }
  auto conversion = make(Op::kConvert, target, written.span);
  conversion->text = "explicit";
  conversion->type.optional = is_raw(from) || from.optional;
  ExpressionPtr other;
  if (written.operands.size() > 2) {
    const Type wanted = conversion->type.as_optional();
    other = check_argument(*written.operands[2], &wanted);
    conversion->type.optional = conversion->type.optional || other->type.optional;
    if (other->type.kind == TypeKind::kError) return failed(written.span);
  } else if (value->op == Op::kLiteral && from.kind == TypeKind::kText && !is_text_of(target, value->literal.as_text())) {
    error("SK0309", value->span, code(quote(value->literal.as_text())) + " is no " + to_string(target),
          target.kind == TypeKind::kEnum ? suggestion(value->literal.as_text(), target.enumeration->values, "its values are " + enumerate(target.enumeration->values)) : "");
    return failed(written.span);
  }
  conversion->operands.push_back(std::move(value));
  if (other) conversion->operands.push_back(std::move(other));
  narrow(*conversion);
  return conversion;
}

}  // namespace sekisho
