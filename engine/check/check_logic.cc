// Logic: not, and, or, implies with what one side says about the other; present and its like; `x is KIND`.
#include "engine/check/check_type.h"
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

ExpressionPtr ExpressionChecker::check_logic(const syntax::Expression& written) {
  const Type boolean = make_type(TypeKind::kBool);
  if (written.kind == ExpressionKind::kNot) {
    auto negation = make(Op::kNot, boolean, written.span);
    // A guard belongs before the `not`, so the condition that is named in messages stays the whole.
    negation->operands.push_back(check_to(*written.operands[0], boolean));
    return negation;
  }
  const Op op = written.kind == ExpressionKind::kAnd ? Op::kAnd : written.kind == ExpressionKind::kOr ? Op::kOr : Op::kImplies;
  // Chains lean to the left and may be long: walked in a loop, so that their length costs no stack.
  std::vector<const syntax::Expression*> chain;
  const syntax::Expression* first = &written;
  while (first->kind == written.kind && written.kind != ExpressionKind::kImplies) {
    chain.push_back(first);
    first = first->operands[0].get();
  }
  if (chain.empty()) {
    chain.push_back(&written);
    first = written.operands[0].get();
  }
  const Scope::Mark mark = scope_.mark();
  ExpressionPtr left = check_condition(*first);
  const Expression* newest = left.get();
  for (size_t i = chain.size(); i-- > 0;) {
    scope_.add(facts_when(*newest, op != Op::kOr));
    ExpressionPtr right = check_condition(*chain[i]->operands[1]);
    newest = right.get();
    auto joined = make(op, boolean, chain[i]->span);
    joined->operands.push_back(std::move(left));
    joined->operands.push_back(std::move(right));
    left = std::move(joined);
  }
  scope_.reset(mark);
  return left;
}

ExpressionPtr ExpressionChecker::check_presence(const syntax::Expression& written) {
  Op op = Op::kPresent;
  std::string word = "present";
  switch (written.kind) {
    case ExpressionKind::kNonempty: op = Op::kNonempty; word = "nonempty"; break;
    case ExpressionKind::kEmpty: op = Op::kEmpty; word = "empty"; break;
    case ExpressionKind::kResolved: op = Op::kResolved; word = "resolved"; break;
    case ExpressionKind::kConfigured: op = Op::kConfigured; word = "configured"; break;
    default: break;
  }
  ExpressionPtr operand = check(*written.operands[0]);
  const Type type = operand->type;
  const std::string text = source_text(operand->span);
  const auto asked = make_type(TypeKind::kBool);
  auto question = make(op, asked, written.span);
  if (!is_open_ended(type) && type.kind != TypeKind::kAbsent) {
    const bool countable = is_collection(type) || type.kind == TypeKind::kDict || type.kind == TypeKind::kText || is_raw(type);
    // Asked again after a guard: needless, but no mistake; the lint on conditions that add nothing speaks of the plain cases.
    if (op == Op::kPresent && !type.optional && !is_raw(type) && !scope_.is_present(path_key(*operand))) {
      const bool unresolved = type.kind == TypeKind::kReference || type.kind == TypeKind::kOwner;
      error("SK0336", written.span, code(text) + " is always present: it is declared " + describe(type),
            unresolved ? "to ask whether its target was found, write `resolved " + text + "`"
            : countable ? "to ask whether it holds anything, write `nonempty " + text + "`" : "leave the question out");
    } else if ((op == Op::kNonempty || op == Op::kEmpty) && !countable) {
      error("SK0301", written.span, code(word) + " takes a text, a collection or a raw value, but " + code(text) + " is " + describe(type.as_present()),
            type.optional ? "write `present " + text + "`" : "");
    } else if (op == Op::kResolved && type.kind != TypeKind::kReference && type.kind != TypeKind::kOwner && type.kind != TypeKind::kFile) {
      error("SK0301", written.span, "`resolved` takes a reference or a file, but " + code(text) + " is " + describe(type.as_present()));
    } else if (op == Op::kConfigured && !is_raw(type)) {
      error("SK0332", written.span, "`configured` takes a path into a raw resource, but " + code(text) + " is " + describe(type.as_present()));
    } else if ((op == Op::kResolved || op == Op::kEmpty) && type.optional) {
      require_present(*operand);
    }
  }
  question->operands.push_back(std::move(operand));
  return question;
}

ExpressionPtr ExpressionChecker::check_is(const syntax::Expression& written) {
  ExpressionPtr operand = check(*written.operands[0]);
  const EntityType* entity = check_entity(written.name, session_, view_);
  if (!entity || operand->type.kind == TypeKind::kError) return failed(written.span);
  require_present(*operand);
  const std::string text = source_text(operand->span);
  if (!is_entity(operand->type)) {
    error("SK0328", written.span, "`is` takes a row, but " + code(text) + " is " + describe(operand->type), "to compare values, write `==`");
    return failed(written.span);
  }
  const EntityType& from = *operand->type.entity;
  if (!entity->has(&from)) {
    error("SK0328", written.name.span, code(text) + " is of " + (from.is_trait ? "trait " : "kind ") + code(from.name) + " and can never be " + code(entity->name));
    return failed(written.span);
  }
  if (entity == &from) {
    error("SK0328", written.span, code(text) + " is always of " + (from.is_trait ? "trait " : "kind ") + code(from.name), "leave the question out");
    return failed(written.span);
  }
  auto question = make(Op::kIsKind, make_type(TypeKind::kBool), written.span);
  question->entity = entity;
  question->operands.push_back(std::move(operand));
  return question;
}

}  // namespace sekisho
