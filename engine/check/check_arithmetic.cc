// Arithmetic: + - * by the types of their operands, as engine/value/arithmetic.h computes them.
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

std::optional<Type> ExpressionChecker::sum(const Type& left, const Type& right, bool subtract) const {
  const TypeKind a = left.kind;
  const TypeKind b = right.kind;
  const auto one_of = [](TypeKind kind, std::initializer_list<TypeKind> kinds) {
    for (const TypeKind each : kinds)
      if (each == kind) return true;
    return false;
  };
  using K = TypeKind;
  if (a == K::kInt && b == K::kInt) return make_type(K::kInt);
  if (one_of(a, {K::kInt, K::kDecimal}) && one_of(b, {K::kInt, K::kDecimal})) return make_type(K::kDecimal);
  if (a == K::kDuration && b == K::kDuration) return make_type(K::kDuration);
  if (a == K::kPeriod && b == K::kPeriod) return make_type(K::kPeriod);
  if (one_of(a, {K::kDate, K::kTimestamp}) && one_of(b, {K::kDuration, K::kPeriod})) return make_type(a);
  if (!subtract && one_of(b, {K::kDate, K::kTimestamp}) && one_of(a, {K::kDuration, K::kPeriod})) return make_type(b);
  if (subtract && one_of(a, {K::kDate, K::kTimestamp}) && a == b) return make_type(K::kDuration);
  if (!subtract && a == K::kText && b == K::kText) return make_type(K::kText);
  return {};
}

namespace {

std::optional<Type> product(const Type& left, const Type& right) {
  using K = TypeKind;
  const auto number = [](K kind) { return kind == K::kInt || kind == K::kDecimal; };
  if (left.kind == K::kInt && right.kind == K::kInt) return make_type(K::kInt);
  if (number(left.kind) && number(right.kind)) return make_type(K::kDecimal);
  if ((left.kind == K::kDuration && right.kind == K::kInt) || (left.kind == K::kInt && right.kind == K::kDuration)) return make_type(K::kDuration);
  if ((left.kind == K::kPeriod && right.kind == K::kInt) || (left.kind == K::kInt && right.kind == K::kPeriod)) return make_type(K::kPeriod);
  return {};
}

std::string remedy(const Type& left, const Type& right, ExpressionKind kind, const std::string& a, const std::string& b) {
  using K = TypeKind;
  if (is_collection(left) && is_collection(right))
    return left.kind == K::kList ? "lists are joined by `concat(" + a + ", " + b + ")`"
                                 : kind == ExpressionKind::kSubtract ? "write `minus(" + a + ", " + b + ")`" : "sets are joined by `union(" + a + ", " + b + ")`";
  if (left.kind == K::kText || right.kind == K::kText) return "text joins text only; other values become text by `text(x)`";
  if ((left.kind == K::kDate && right.kind == K::kTimestamp) || (left.kind == K::kTimestamp && right.kind == K::kDate))
    return "write `date(" + (left.kind == K::kTimestamp ? a : b) + ")`";
  if ((left.kind == K::kDate || left.kind == K::kTimestamp) && right.kind == K::kInt) return "say what the number counts: `days(" + b + ")`";
  if ((left.kind == K::kDuration && right.kind == K::kPeriod) || (left.kind == K::kPeriod && right.kind == K::kDuration))
    return "a period has no fixed length: take `longest(…)` or `shortest(…)` of it";
  return "";
}

}  // namespace

ExpressionPtr ExpressionChecker::check_arithmetic(const syntax::Expression& written) {
  const bool times = written.kind == ExpressionKind::kMultiply;
  const bool minus = written.kind == ExpressionKind::kSubtract;
  const Op op = times ? Op::kMultiply : minus ? Op::kSubtract : Op::kAdd;
  const std::string sign = times ? "*" : minus ? "-" : "+";
  ExpressionPtr left = check(*written.operands[0]);
  ExpressionPtr right = check(*written.operands[1]);
  if (left->type.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  require_present(*left);
  require_present(*right);
  if (is_open_ended(left->type)) left->type = right->type;
  if (is_open_ended(right->type)) right->type = left->type;
  if (is_raw(left->type) && is_raw(right->type)) {
    error("SK0311", written.span, "two raw values meet at " + code(sign), "say what they are: `int(" + source_text(left->span) + ")` or `text(…)`");
    return failed(written.span);
  }
  if (is_raw(left->type)) left = fit(std::move(left), right->type);
  else if (is_raw(right->type)) right = fit(std::move(right), left->type);
  if (left->type.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  const std::optional<Type> type = times ? product(left->type, right->type) : sum(left->type, right->type, minus);
  if (!type) {
    error("SK0311", written.span, code(sign) + " does not go with " + describe(left->type) + " and " + describe(right->type),
          remedy(left->type, right->type, written.kind, source_text(left->span), source_text(right->span)));
    return failed(written.span);
  }
  auto result = make(op, *type, written.span);
  result->operands.push_back(std::move(left));
  result->operands.push_back(std::move(right));
  return result;
}

}  // namespace sekisho
