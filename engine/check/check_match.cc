// match: patterns against the scrutinee's type, exhaustiveness, unreachable arms.
#include <algorithm>

#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

bool same(const Value& a, const Value& b) {
  if (a.is_absent() || b.is_absent()) return a.is_absent() && b.is_absent();
  return a.kind() == b.kind() && equal_known(a, b).value_or(false);
}

bool holds(const std::vector<Value>& values, const Value& wanted) {
  return std::any_of(values.begin(), values.end(), [&](const Value& value) { return same(value, wanted); });
}

}  // namespace

// A raw scrutinee has the type of the literals it is matched with.
Type ExpressionChecker::scrutinee_type(const syntax::Expression& written, const Expression& scrutinee) {
  if (!is_raw(scrutinee.type)) return scrutinee.type;
  for (const syntax::MatchArm& arm : written.arms)
    for (const syntax::ExpressionPtr& pattern : arm.patterns) {
      switch (bare(*pattern).kind) {
        case ExpressionKind::kText:
        case ExpressionKind::kRawText: return make_type(TypeKind::kText).as_optional();
        case ExpressionKind::kInteger:
        case ExpressionKind::kNegate: return make_type(TypeKind::kInt).as_optional();
        case ExpressionKind::kBool: return make_type(TypeKind::kBool).as_optional();
        default: break;
      }
    }
  return scrutinee.type;
}

bool ExpressionChecker::check_patterns(const syntax::MatchArm& written, const Type& scrutinee, std::vector<Value>& seen, Arm& arm) {
  bool absent = false;
  for (const syntax::ExpressionPtr& pattern : written.patterns) {
    const Type present = scrutinee.as_present();
    ExpressionPtr checked = check(*pattern, &present);
    if (checked->type.kind == TypeKind::kError) continue;
    const bool is_absent = checked->op == Op::kAbsent;
    absent = absent || is_absent;
    if (!is_absent) checked = fit(std::move(checked), present);
    if (checked->type.kind == TypeKind::kError) continue;
    if (!is_absent && checked->op != Op::kLiteral) {
      error("SK0316", pattern->span, code(source_text(pattern->span)) + " is no literal", "patterns are literals, enum values and `absent`; to compare with other values, write `if`");
      continue;
    }
    const Value value = is_absent ? Value::absent() : checked->literal;
    if (is_absent && !scrutinee.optional && !is_raw(scrutinee) && !is_open_ended(scrutinee))
      error("SK0315", pattern->span, "this arm is never reached: the value is " + describe(scrutinee) + " and cannot be absent", "remove the pattern");
    else if (holds(seen, value))
      error("SK0315", pattern->span, "this arm is never reached: " + code(source_text(pattern->span)) + " was matched above", "remove the pattern");
    seen.push_back(value);
    arm.patterns.push_back(value);
  }
  return absent;
}

void ExpressionChecker::check_exhaustive(const syntax::Expression& written, const Type& scrutinee, const std::vector<Value>& seen, const Expression& match) {
  const bool has_else = !match.arms.empty() && match.arms.back().is_else;
  const std::string text = source_text(written.operands[0]->span);
  std::vector<std::string> missing;
  if (scrutinee.kind == TypeKind::kEnum) {
    for (size_t i = 0; i < scrutinee.enumeration->values.size(); ++i)
      if (!holds(seen, Value::enumerator(scrutinee.enumeration->values[i], static_cast<int>(i)))) missing.push_back(scrutinee.enumeration->values[i]);
  } else if (scrutinee.kind == TypeKind::kBool) {
    for (const bool value : {true, false})
      if (!holds(seen, Value::boolean(value))) missing.push_back(value ? "true" : "false");
  }
  const bool listed = scrutinee.kind == TypeKind::kEnum || scrutinee.kind == TypeKind::kBool;
  if (listed && !has_else && !missing.empty())
    error("SK0314", written.operands[0]->span, "the match leaves out " + enumerate(missing), "add an arm for each, or `else -> …`");
  if (listed && has_else && missing.empty())
    error("SK0315", written.arms.back().span, "this arm is never reached: every value of " + code(text) + " was matched above", "remove `else`");
  if (scrutinee.optional && !is_raw(scrutinee) && !setting_.absent_allowed && !holds(seen, Value::absent()))
    error("SK0302", written.operands[0]->span, code(text) + " may be absent, and the match has no arm for it", "add `absent -> …`");
}

ExpressionPtr ExpressionChecker::check_match(const syntax::Expression& written, const Type* expected) {
  auto match = make(Op::kMatch, Type{}, written.span);
  refuse_bare_quantifier(*written.operands[0], "what is matched");
  ExpressionPtr scrutinee = check(*written.operands[0]);
  const Type type = scrutinee_type(written, *scrutinee);
  if (is_raw(scrutinee->type) && !is_raw(type)) scrutinee = fit(std::move(scrutinee), type);
  const bool known = scrutinee->type.kind != TypeKind::kError;
  std::vector<Value> seen;
  bool ended = false;
  const Span condition = condition_;
  condition_ = {};
  const bool wanted = expected && !is_open_ended(*expected) && expected->kind != TypeKind::kAbsent;
  for (const syntax::MatchArm& arm : written.arms) {
    Arm made;
    made.is_else = arm.is_else;
    if (ended) error("SK0315", arm.span, "this arm is never reached: it stands after `else`", "move `else` to the end");
    ended = ended || arm.is_else;
    const bool absent = known ? check_patterns(arm, type, seen, made) : true;
    if (!arm.value) continue;
    const Scope::Mark mark = scope_.mark();
    if (!absent) scope_.add(presence_of(*scrutinee));
    refuse_bare_quantifier(*arm.value, "an arm");
    made.value = wanted ? check_to(*arm.value, *expected) : check(*arm.value);
    scope_.reset(mark);
    match->arms.push_back(std::move(made));
  }
  condition_ = condition;
  if (!known || match->arms.empty()) return match;
  check_exhaustive(written, type, seen, *match);
  std::vector<ExpressionPtr*> values;
  for (Arm& arm : match->arms) values.push_back(&arm.value);
  match->type = unify(std::move(values));
  match->operands.push_back(std::move(scrutinee));
  return match;
}

}  // namespace sekisho
