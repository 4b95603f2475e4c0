// Literals: texts and numbers take the type that is expected of them, and are checked against it.
#include "engine/check/expression_checker.h"
#include "engine/value/literal.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

// A text as a literal of another type; nullopt when it is none. `example` shows how one is written.
std::optional<Value> text_as(TypeKind kind, const std::string& text, const char** example) {
  switch (kind) {
    case TypeKind::kIp:
      *example = "\"192.0.2.7\"";
      if (const auto value = parse_ip(text)) return Value::ip(*value);
      return {};
    case TypeKind::kCidr:
      *example = "\"10.0.0.0/8\"";
      if (const auto value = parse_cidr(text)) return Value::cidr(*value);
      return {};
    case TypeKind::kVersion:
      *example = "\"1.25\"";
      if (is_version(text)) return Value::version(text);
      return {};
    case TypeKind::kDate:
      *example = "2026-01-31";
      if (const auto value = parse_date(text)) return Value::date(*value);
      return {};
    case TypeKind::kTimestamp:
      *example = "2026-04-01T00:00:00Z";
      if (const auto value = parse_timestamp(text)) return Value::timestamp(*value);
      return {};
    default: return {};
  }
}

bool takes_text(TypeKind kind) {
  return kind == TypeKind::kIp || kind == TypeKind::kCidr || kind == TypeKind::kVersion || kind == TypeKind::kDate || kind == TypeKind::kTimestamp;
}

}  // namespace

ExpressionPtr ExpressionChecker::check_text(const syntax::Expression& written, const Type* expected) {
  const TypeKind kind = expected ? expected->kind : TypeKind::kText;
  if (takes_text(kind)) {
    const char* example = "";
    const std::optional<Value> value = text_as(kind, written.text, &example);
    if (value) return literal(*value, make_type(kind), written.span);
    error("SK0309", written.span, code(quote(written.text)) + " is no " + to_string(make_type(kind)), std::string("write it like ") + code(example));
    return failed(written.span);
  }
  if (kind == TypeKind::kFile && setting_.in_test) return literal(Value::file(written.text, "", true), make_type(kind), written.span);
  return literal(Value::text(written.text), make_type(TypeKind::kText), written.span);
}

ExpressionPtr ExpressionChecker::check_number(const syntax::Expression& written, const Type* expected, bool negative) {
  const std::string spelling = (negative ? "-" : "") + written.text;
  if (written.kind == ExpressionKind::kInteger && !(expected && expected->kind == TypeKind::kDecimal)) {
    if (const auto value = parse_int(spelling)) return literal(Value::integer(*value), make_type(TypeKind::kInt), written.span);
    error("SK0310", written.span, code(spelling) + " does not fit into an int", "an int holds -9223372036854775808 to 9223372036854775807");
    return failed(written.span);
  }
  if (const auto value = parse_decimal(spelling)) return literal(Value::decimal(*value), make_type(TypeKind::kDecimal), written.span);
  error("SK0310", written.span, code(spelling) + " does not fit into a decimal", "a decimal holds up to 18 digits");
  return failed(written.span);
}

ExpressionPtr ExpressionChecker::check_literal(const syntax::Expression& written, const Type* expected) {
  const auto made = [&](std::optional<Value> value, TypeKind kind, const char* example) {
    if (value) return literal(*value, make_type(kind), written.span);
    error("SK0309", written.span, code(written.text) + " is no " + to_string(make_type(kind)), std::string("write it like ") + code(example));
    return failed(written.span);
  };
  switch (written.kind) {
    case ExpressionKind::kInteger:
    case ExpressionKind::kDecimal: return check_number(written, expected, false);
    case ExpressionKind::kBool: return literal(Value::boolean(written.text == "true"), make_type(TypeKind::kBool), written.span);
    case ExpressionKind::kText: return check_text(written, expected);
    case ExpressionKind::kRawText: return literal(Value::text(written.text), make_type(TypeKind::kText), written.span);
    case ExpressionKind::kDuration: {
      const auto value = parse_duration(written.text);
      return made(value ? std::optional(Value::duration(*value)) : std::nullopt, TypeKind::kDuration, "90d");
    }
    case ExpressionKind::kPeriod: {
      const auto value = parse_period(written.text);
      return made(value ? std::optional(Value::period(*value)) : std::nullopt, TypeKind::kPeriod, "1y4mo");
    }
    case ExpressionKind::kDate: {
      const auto value = parse_date(written.text);
      return made(value ? std::optional(Value::date(*value)) : std::nullopt, TypeKind::kDate, "2026-01-31");
    }
    case ExpressionKind::kTimestamp: {
      const auto value = parse_timestamp(written.text);
      return made(value ? std::optional(Value::timestamp(*value)) : std::nullopt, TypeKind::kTimestamp, "2026-04-01T00:00:00Z");
    }
    case ExpressionKind::kForever: return literal(Value::forever(), make_type(TypeKind::kDuration), written.span);
    case ExpressionKind::kReferenceText: {
      const bool wanted = expected && (expected->kind == TypeKind::kReference || expected->kind == TypeKind::kOwner);
      if (!setting_.in_test || !wanted) {
        error("SK0331", written.span, "`ref \"…\"` is for attributes of test rows that are references",
              setting_.in_test ? "the place needs " + (expected ? describe(*expected) : std::string("another value")) : "");
        return failed(written.span);
      }
      Reference reference;
      reference.kind = expected->entity->name;
      reference.text = written.text;
      reference.via_owner = expected->kind == TypeKind::kOwner;
      return literal(Value::reference(std::move(reference)), expected->as_present(), written.span);
    }
    default: return make(Op::kAbsent, make_type(TypeKind::kAbsent), written.span);
  }
}

ExpressionPtr ExpressionChecker::check_unknown(const syntax::Expression& written, const Type* expected) {
  if (written.kind != ExpressionKind::kUnknown) {
    error("SK0331", written.span, code(source_text(written.span)) + " is for attributes of raw resources in tests", "write `unknown`, or `unknown \"why\"`");
    return failed(written.span);
  }
  said_map_words_ = true;
  if (!setting_.map_words && !setting_.in_test) {
    error("SK0325", written.span, "`unknown` can be said in maps and tests only", "a rule decides; what it cannot know becomes unknown by itself");
    return failed(written.span);
  }
  auto unknown = make(Op::kUnknown, expected && !is_open_ended(*expected) ? expected->as_present() : make_type(TypeKind::kAny), written.span);
  unknown->text = written.text;
  return unknown;
}

ExpressionPtr ExpressionChecker::check_negation(const syntax::Expression& written, const Type* expected) {
  const syntax::Expression& operand = bare(*written.operands[0]);
  if (operand.kind == ExpressionKind::kInteger || operand.kind == ExpressionKind::kDecimal) {
    ExpressionPtr number = check_number(operand, expected, true);
    number->span = written.span;
    return number;
  }
  ExpressionPtr value = check(operand, expected);
  require_present(*value);
  if (is_raw(value->type)) value = fit(std::move(value), make_type(TypeKind::kInt));
  const TypeKind kind = value->type.kind;
  if (is_open_ended(value->type)) return value;
  if (kind != TypeKind::kInt && kind != TypeKind::kDecimal && kind != TypeKind::kDuration) {
    error("SK0311", written.span, "`-` takes a number, but " + code(source_text(operand.span)) + " is " + describe(value->type));
    return failed(written.span);
  }
  auto difference = make(Op::kSubtract, value->type, written.span);
  const Value zero = kind == TypeKind::kInt ? Value::integer(0) : kind == TypeKind::kDecimal ? Value::decimal({}) : Value::duration(0);
  difference->operands.push_back(literal(zero, value->type, written.span));
  difference->operands.push_back(std::move(value));
  return difference;
}

}  // namespace sekisho
