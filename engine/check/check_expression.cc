// ExpressionChecker: which part checks which form, and the few steps that all parts share.
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

ExpressionPtr ExpressionChecker::make(Op op, const Type& type, const Span& span) const {
  auto expression = std::make_unique<Expression>();
  expression->op = op;
  expression->type = type;
  expression->span = span;
  return expression;
}

ExpressionPtr ExpressionChecker::literal(Value value, const Type& type, const Span& span) const {
  auto expression = make(Op::kLiteral, type, span);
  expression->literal = std::move(value);
  return expression;
}

ExpressionPtr ExpressionChecker::failed(const Span& span) const { return make(Op::kUnknown, Type{}, span); }

const syntax::Expression& bare(const syntax::Expression& written) {
  const syntax::Expression* inner = &written;
  while (inner->kind == ExpressionKind::kParentheses && !inner->operands.empty()) inner = inner->operands[0].get();
  return *inner;
}

std::vector<std::string> dotted_parts(const syntax::Expression& written, std::vector<Span>* spans) {
  if (written.kind == ExpressionKind::kSelf || written.kind == ExpressionKind::kOrigin || written.kind == ExpressionKind::kName) {
    if (spans) spans->push_back(written.span);
    if (written.kind == ExpressionKind::kSelf) return {"self"};
    if (written.kind == ExpressionKind::kOrigin) return {"origin"};
    return {written.text};
  }
  if (written.kind != ExpressionKind::kField || written.operands.empty()) return {};
  std::vector<std::string> parts = dotted_parts(*written.operands[0], spans);
  if (parts.empty()) return {};
  parts.push_back(written.text);
  if (spans) {
    Span span = written.span;
    const uint32_t length = static_cast<uint32_t>(written.text.size() + (written.quoted ? 2 : 0));
    if (span.end - span.begin > length) span.begin = span.end - length;
    spans->push_back(span);
  }
  return parts;
}

ExpressionPtr ExpressionChecker::check_to(const syntax::Expression& written, const Type& target) {
  ExpressionPtr checked = check(written, target.kind == TypeKind::kError ? nullptr : &target);
  return fit(std::move(checked), target);
}

ExpressionPtr ExpressionChecker::check_condition(const syntax::Expression& written) {
  const Span before = condition_;
  condition_ = bare(written).span;
  ExpressionPtr checked = check_to(written, make_type(TypeKind::kBool));
  condition_ = before;
  return checked;
}

ExpressionPtr ExpressionChecker::check(const syntax::Expression& written, const Type* expected) {
  switch (written.kind) {
    case ExpressionKind::kInteger:
    case ExpressionKind::kDecimal:
    case ExpressionKind::kBool:
    case ExpressionKind::kText:
    case ExpressionKind::kRawText:
    case ExpressionKind::kDuration:
    case ExpressionKind::kPeriod:
    case ExpressionKind::kDate:
    case ExpressionKind::kTimestamp:
    case ExpressionKind::kForever:
    case ExpressionKind::kReferenceText:
    case ExpressionKind::kAbsent: return check_literal(written, expected);
    case ExpressionKind::kUnknown:
    case ExpressionKind::kUnknownRefers:
    case ExpressionKind::kUnknownUnconfigured: return check_unknown(written, expected);
    case ExpressionKind::kName: return check_name(written, expected);
    case ExpressionKind::kField: return check_field(written);
    case ExpressionKind::kIndex: return check_index(written);
    case ExpressionKind::kCall: return check_call(written, expected);
    case ExpressionKind::kParentheses: return check(*written.operands[0], expected);
    case ExpressionKind::kNot:
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
    case ExpressionKind::kImplies: return check_logic(written);
    case ExpressionKind::kCompare: return check_compare(written);
    case ExpressionKind::kIs: return check_is(written);
    case ExpressionKind::kCoalesce: return check_coalesce(written, expected);
    case ExpressionKind::kDefault: return check_default(written, expected);
    case ExpressionKind::kAdd:
    case ExpressionKind::kSubtract:
    case ExpressionKind::kMultiply: return check_arithmetic(written);
    case ExpressionKind::kNegate: return check_negation(written, expected);
    case ExpressionKind::kPresent:
    case ExpressionKind::kNonempty:
    case ExpressionKind::kEmpty:
    case ExpressionKind::kResolved:
    case ExpressionKind::kConfigured: return check_presence(written);
    case ExpressionKind::kList:
    case ExpressionKind::kSet: return check_collection(written, expected);
    case ExpressionKind::kDict: return check_dict(written, expected);
    case ExpressionKind::kRecord: return check_record(written, expected);
    case ExpressionKind::kListComprehension:
    case ExpressionKind::kSetComprehension:
    case ExpressionKind::kDictComprehension: return check_comprehension(written, expected);
    case ExpressionKind::kIf: return check_if(written, expected);
    case ExpressionKind::kMatch: return check_match(written, expected);
    case ExpressionKind::kAny:
    case ExpressionKind::kAll:
    case ExpressionKind::kNo: return check_quantifier(written);
    case ExpressionKind::kThe: return check_the(written);
    case ExpressionKind::kWith: return check_with(written, expected);
    case ExpressionKind::kEvaluatedAt: return make(Op::kEvaluatedAt, make_type(TypeKind::kTimestamp), written.span);
    case ExpressionKind::kSelf:
      error("SK0217", written.span, "`self` stands alone", "name an attribute of this row that is assigned above: `self.name`");
      return failed(written.span);
    case ExpressionKind::kOrigin: return check_name(written, expected);
    case ExpressionKind::kError: break;
  }
  return failed(written.span);
}

}  // namespace sekisho
