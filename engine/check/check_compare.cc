// Comparisons: == != < <= > >=, in, refers.
#include "engine/check/expression_checker.h"
#include "engine/check/pattern_as_text.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

bool is_number(const Type& type) { return type.kind == TypeKind::kInt || type.kind == TypeKind::kDecimal; }

Op op_of(const std::string& word) {
  if (word == "==") return Op::kEqual;
  if (word == "!=") return Op::kNotEqual;
  if (word == "<") return Op::kLess;
  if (word == "<=") return Op::kLessEqual;
  if (word == ">") return Op::kGreater;
  return Op::kGreaterEqual;
}

bool kinds_meet(const EntityType* a, const EntityType* b) {
  if (!a || !b || a->has(b) || b->has(a)) return true;
  for (const EntityType* kind : a->kinds)
    if (kind->has(b)) return true;
  return false;
}

}  // namespace

void ExpressionChecker::check_operands(const syntax::Expression& written, ExpressionPtr& left, ExpressionPtr& right) {
  const syntax::Expression& a = *written.operands[0];
  const syntax::Expression& b = *written.operands[1];
  const auto hint = [](const Expression& other, Type& type) -> const Type* {
    if (is_open_ended(other.type) || is_raw(other.type) || other.type.kind == TypeKind::kAbsent) return nullptr;
    type = other.type.as_present();
    return &type;
  };
  Type expected;
  if (needs_expectation(a) && !needs_expectation(b)) {
    right = check(b);
    left = right->type.kind == TypeKind::kError ? failed(a.span) : check(a, hint(*right, expected));
  } else {
    left = check(a);
    // Without the other side's type a bare enum value is no name at all; the error is said already.
    const bool pointless = left->type.kind == TypeKind::kError && needs_expectation(b);
    right = pointless ? failed(b.span) : check(b, hint(*left, expected));
  }
}

// The mistakes that have a remedy of their own.
bool ExpressionChecker::explain_mismatch(const Expression& left, const Expression& right, const Span& span) {
  const auto pair = [&](TypeKind a, TypeKind b, const Expression** first, const Expression** second) {
    if (left.type.kind == a && right.type.kind == b) { *first = &left; *second = &right; return true; }
    if (left.type.kind == b && right.type.kind == a) { *first = &right; *second = &left; return true; }
    return false;
  };
  const Expression* a = nullptr;
  const Expression* b = nullptr;
  if (pair(TypeKind::kPeriod, TypeKind::kDuration, &a, &b)) {
    const std::string text = source_text(a->span);
    error("SK0305", span, "a period and a duration have no order: months and years have no fixed length",
          "write `longest(" + text + ")` or `shortest(" + text + ")`, or give the period in days");
  } else if (pair(TypeKind::kDate, TypeKind::kTimestamp, &a, &b)) {
    error("SK0306", span, "a date and a timestamp are compared", "write `date(" + source_text(b->span) + ")`");
  } else if (pair(TypeKind::kEnum, TypeKind::kText, &a, &b)) {
    const bool value = b->op == Op::kLiteral && a->type.enumeration->ordinal(b->literal.as_text()) >= 0;
    error("SK0304", span, code(source_text(a->span)) + " is " + describe(a->type.as_present()) + ", and " + code(source_text(b->span)) + " is text",
          value ? "enum values stand without quotes: `" + b->literal.as_text() + "`" : "its values are " + enumerate(a->type.enumeration->values));
  } else if (pair(TypeKind::kCidr, TypeKind::kIp, &a, &b)) {
    error("SK0304", span, "a network and an address are compared", "write `contains(" + source_text(a->span) + ", " + source_text(b->span) + ")`");
  } else if ((is_entity(left.type) && right.type.kind == TypeKind::kText) || (is_entity(right.type) && left.type.kind == TypeKind::kText)) {
    const Expression& entity = is_entity(left.type) ? left : right;
    const Expression& text = is_entity(left.type) ? right : left;
    error("SK0304", span, code(source_text(entity.span)) + " is " + describe(entity.type.as_present()) + ", and " + code(source_text(text.span)) + " is text",
          "write `" + source_text(text.span) + " refers " + source_text(entity.span) + "`, or compare `id(" + source_text(entity.span) + ")`");
  } else if (left.type.kind == TypeKind::kList && right.type.kind == TypeKind::kSet) {
    error("SK0304", span, "a list is compared with a set", "write `{x for x in " + source_text(left.span) + "} == " + source_text(right.span) + "`");
  } else if (is_collection(left.type) != is_collection(right.type)) {
    const std::string members = source_text(is_collection(left.type) ? left.span : right.span);
    error("SK0304", span, "values of different types are compared: " + code(source_text(left.span)) + " is " + describe(left.type) + " and " + code(source_text(right.span)) + " is " + describe(right.type),
          "ask its members, as in `any x in " + members + " : x …`");
  } else {
    const Expression& text = left.type.kind == TypeKind::kText ? left : right;
    const Expression& other = &text == &left ? right : left;
    const std::string help = text.op == Op::kLiteral && text.type.kind == TypeKind::kText ? unquoted(text.literal.as_text(), other.type)
                             : literal_help(left.type.kind == TypeKind::kInt ? left : right, left.type.kind == TypeKind::kInt ? right.type : left.type);
    if (help.empty()) return false;
    error("SK0304", span, "values of different types are compared: " + code(source_text(left.span)) + " is " + describe(left.type) + " and " + code(source_text(right.span)) + " is " + describe(right.type), help);
  }
  return true;
}

bool ExpressionChecker::is_ordered(const Type& type, const Span& span) {
  switch (type.kind) {
    case TypeKind::kInt:
    case TypeKind::kDecimal:
    case TypeKind::kDuration:
    case TypeKind::kDate:
    case TypeKind::kTimestamp:
    case TypeKind::kVersion:
    case TypeKind::kText:
    case TypeKind::kAny:
    case TypeKind::kError: return true;
    case TypeKind::kEnum:
      if (type.enumeration->ordered) return true;
      error("SK0307", span, "the values of " + code(type.enumeration->name) + " have no order",
            "list the values that are meant, as in `x in {" + type.enumeration->values.front() + ", …}`, or declare it `enum … ordered`");
      return false;
    case TypeKind::kPeriod:
      error("SK0307", span, "periods have no order: a month may be longer or shorter than 30 days", "compare `longest(…)` or `shortest(…)` of them");
      return false;
    default: error("SK0307", span, "values of type " + code(to_string(type.as_present())) + " have no order", "only `==`, `!=` and `in` compare them"); return false;
  }
}

bool ExpressionChecker::make_comparable(ExpressionPtr& left, ExpressionPtr& right, const Span& span, bool ordered) {
  const auto bad = [](const Expression& e) { return e.type.kind == TypeKind::kError; };
  if (bad(*left) || bad(*right)) return false;
  for (const ExpressionPtr* side : {&left, &right}) {
    if ((*side)->type.kind != TypeKind::kAbsent) continue;
    const Expression& other = side == &left ? *right : *left;
    const std::string text = source_text(other.span);
    error("SK0308", span, "a comparison with `absent` is never decided by it", "write `present " + text + "` or `not present " + text + "`");
    return false;
  }
  if (is_raw(left->type) && is_raw(right->type)) {
    if (!ordered) return true;
    error("SK0304", span, "two raw values have no order", "say what they are: `int(" + source_text(left->span) + ")`, `date(…)`, `version(…)`");
    return false;
  }
  require_present(*left);
  require_present(*right);
  if (bad(*left) || bad(*right)) return false;
  if (is_open_ended(left->type)) left->type = right->type;
  if (is_open_ended(right->type)) right->type = left->type;
  if (is_raw(left->type)) left = fit(std::move(left), right->type);
  else if (is_raw(right->type)) right = fit(std::move(right), left->type);
  if (bad(*left) || bad(*right)) return false;
  const Type& a = left->type;
  const Type& b = right->type;
  const bool numbers = is_number(a) && is_number(b);
  const bool entities = is_entity(a) && is_entity(b);
  const FitRules rules{false, setting_.absent_allowed};
  if (entities && !kinds_meet(a.entity, b.entity)) {
    error("SK0304", span, code(source_text(left->span)) + " is of " + code(a.entity->name) + " and " + code(source_text(right->span)) + " is of " + code(b.entity->name) +
          ": they are never the same");
    return false;
  }
  if (!numbers && !entities && fit_of(a, b, rules) == Fit::kNo && fit_of(b, a, rules) == Fit::kNo) {
    if (!explain_mismatch(*left, *right, span))
      error("SK0304", span, "values of different types are compared: " + code(source_text(left->span)) + " is " + describe(a) + " and " + code(source_text(right->span)) + " is " + describe(b));
    return false;
  }
  if (!numbers && !entities && holds_raw(a) != holds_raw(b)) {
    if (holds_raw(a)) left = fit(std::move(left), b);
    else right = fit(std::move(right), a);
  }
  return !ordered || is_ordered(left->type, span);
}

ExpressionPtr ExpressionChecker::check_compare(const syntax::Expression& written) {
  if (written.text == "in") return check_in(written);
  if (written.text == "refers") return check_refers(written);
  const Op op = op_of(written.text);
  const bool ordered = op != Op::kEqual && op != Op::kNotEqual;
  ExpressionPtr left, right;
  check_operands(written, left, right);
  for (const auto& operand : written.operands) {
    if (!ordered) warn_of_pattern_as_text(*operand, code(written.text), session_);
  }
  auto comparison = make(op, make_type(TypeKind::kBool), written.span);
  if (!make_comparable(left, right, written.span, ordered)) return failed(written.span);
  comparison->operands.push_back(std::move(left));
  comparison->operands.push_back(std::move(right));
  return comparison;
}

ExpressionPtr ExpressionChecker::check_in(const syntax::Expression& written) {
  const Type boolean = make_type(TypeKind::kBool);
  const auto negated = [&](ExpressionPtr question) {
    if (!written.negated) return question;
    auto negation = make(Op::kNot, boolean, written.span);
    negation->operands.push_back(std::move(question));
    return negation;
  };
  const syntax::Expression& a = *written.operands[0];
  const syntax::Expression& b = *written.operands[1];
  ExpressionPtr left, right;
  if (needs_expectation(a) && !needs_expectation(b)) {
    right = check(b);
    const Type member = right->type.kind == TypeKind::kDict ? make_type(TypeKind::kText) : element_of(right->type).as_present();
    left = right->type.kind == TypeKind::kError ? failed(a.span) : check(a, is_open_ended(member) || is_raw(member) ? nullptr : &member);
  } else {
    left = check(a);
    const bool useful = !is_open_ended(left->type) && !is_raw(left->type) && left->type.kind != TypeKind::kAbsent;
    const Type wanted = bare(b).kind == ExpressionKind::kList ? list_of(left->type.as_present()) : set_of(left->type.as_present());
    const bool pointless = left->type.kind == TypeKind::kError && needs_expectation(b);
    right = pointless ? failed(b.span) : check(b, useful ? &wanted : nullptr);
  }
  auto membership = make(Op::kIn, boolean, written.span);
  if (left->type.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  require_present(*right);
  if (!is_raw(left->type)) require_present(*left);
  if (is_raw(right->type)) right = fit(std::move(right), list_of(is_open_ended(left->type) ? raw_of(nullptr) : left->type.as_present()));
  Type member;
  if (is_collection(right->type)) member = element_of(right->type).as_present();
  else if (right->type.kind == TypeKind::kDict) member = make_type(TypeKind::kText);
  else if (right->type.kind == TypeKind::kText && left->type.kind == TypeKind::kText)
    error("SK0312", written.span, "`in` looks into collections, not into text", "to find a text in another, write `matches(" + source_text(right->span) + ", r\"…\")`");
  else if (right->type.kind == TypeKind::kCidr)
    error("SK0312", written.span, "`in` looks into collections, and " + code(source_text(right->span)) + " is a network",
          "write `contains(" + source_text(right->span) + ", " + source_text(left->span) + ")`");
  else if (!is_open_ended(right->type))
    error("SK0312", right->span, "`in` needs a list, set or dict on its right, but " + code(source_text(right->span)) + " is " + describe(right->type),
          "to compare two values, write `==`");
  if (!is_open_ended(member) && left->type.kind != TypeKind::kError) {
    const bool numbers = is_number(left->type) && is_number(member);
    const bool entities = is_entity(left->type) && is_entity(member);
    if (!numbers && !entities && !(is_raw(left->type) && is_raw(member))) {
      if (is_raw(member)) right = fit(std::move(right), list_of(left->type.as_present()));
      else if (left->type.kind == TypeKind::kEnum && member.kind == TypeKind::kText && right->op == Op::kSet)
        error("SK0304", right->span, code(source_text(left->span)) + " is " + describe(left->type) + ", and the members are text",
              "enum values stand without quotes; they are " + enumerate(left->type.enumeration->values));
      else left = fit(std::move(left), member);
    }
  }
  membership->operands.push_back(std::move(left));
  membership->operands.push_back(std::move(right));
  return negated(std::move(membership));
}

ExpressionPtr ExpressionChecker::check_refers(const syntax::Expression& written) {
  const Type boolean = make_type(TypeKind::kBool);
  auto question = make(Op::kRefers, boolean, written.span);
  ExpressionPtr left = check(*written.operands[0]);
  const syntax::Expression& target = *written.operands[1];
  if (target.kind == ExpressionKind::kCoalesce) coalesce_after_refers_ = &target;
  ExpressionPtr right = check(target);
  coalesce_after_refers_ = nullptr;
  if (left->type.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  if (!is_raw(left->type)) require_present(*left);
  if (!is_raw(right->type)) require_present(*right);
  const bool left_good = is_raw(left->type) || is_entity(left->type) || left->type.kind == TypeKind::kText || is_open_ended(left->type);
  const bool right_good = is_raw(right->type) || is_entity(right->type) || is_open_ended(right->type);
  if (!left_good)
    error("SK0327", left->span, "`refers` takes a reference, a raw value or a text on its left, but " + code(source_text(left->span)) + " is " + describe(left->type),
          is_collection(left->type) ? "quantify: `any r in " + source_text(left->span) + " : r refers " + source_text(right->span) + "`" : "");
  else if (!right_good)
    error("SK0327", right->span, "`refers` takes a row, a raw resource or a reference on its right, but " + code(source_text(right->span)) + " is " + describe(right->type),
          right->type.kind == TypeKind::kText ? "to compare texts, write `id(" + source_text(left->span) + ") == " + source_text(right->span) + "`" : "");
  else if (is_entity(left->type) && is_entity(right->type) && !kinds_meet(left->type.entity, right->type.entity))
    error("SK0327", written.span, code(source_text(left->span)) + " refers to " + code(left->type.entity->name) + ", never to " + code(right->type.entity->name));
  question->operands.push_back(std::move(left));
  question->operands.push_back(std::move(right));
  if (!written.negated) return question;
  auto negation = make(Op::kNot, boolean, written.span);
  negation->operands.push_back(std::move(question));
  return negation;
}

}  // namespace sekisho
