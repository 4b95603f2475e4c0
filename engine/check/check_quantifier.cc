// Quantifiers and binders: any, all, no, the, with.
#include <algorithm>

#include "engine/check/expression_checker.h"
#include "engine/check/walk.h"

namespace sekisho {

using syntax::ExpressionKind;

Type ExpressionChecker::member_type(ExpressionPtr& collection) {
  const Type& type = collection->type;
  const std::string text = source_text(collection->span);
  if (type.kind == TypeKind::kError) return {};
  if (type.kind == TypeKind::kAny) return type;
  if (is_raw(type)) {
    using Kind = ProviderNode::Kind;
    const ProviderNode* node = type.provider;
    if (!node || node->kind == Kind::kDynamic) return raw_of(nullptr);
    if (node->kind == Kind::kList || node->kind == Kind::kSet) return raw_of(node->element.get());
    const bool keyed = node->kind == Kind::kMap || node->kind == Kind::kObject;
    error("SK0321", collection->span, code(text) + " is " + std::string(shape_name(*node)) + " in the provider's schema; a collection is needed here",
          keyed ? "range over `keys(" + text + ")`, `values(" + text + ")` or `entries(" + text + ")`" : "");
    return {};
  }
  if (type.kind == TypeKind::kAbsent || type.optional) require_present(*collection);
  if (is_collection(collection->type)) return element_of(collection->type);
  if (type.kind == TypeKind::kDict)
    error("SK0312", collection->span, code(text) + " is a dict; a list, set, kind or trait is needed here", "range over `keys(" + text + ")`, `values(" + text + ")` or `entries(" + text + ")`");
  else if (type.kind != TypeKind::kError)
    error("SK0312", collection->span, "a list, set, kind or trait is needed here, but " + code(text) + " is " + describe(type),
          "quantifiers and comprehensions range over collections");
  return {};
}

Binder ExpressionChecker::check_binder(const syntax::Binder& written) {
  Binder binder;
  binder.name = written.name.text;
  binder.collection = check(*written.collection);
  const Type member = member_type(binder.collection);
  binder.slot = declare(written.name, member, "binder variable");
  if (written.condition) {
    binder.condition = check_condition(*written.condition);
    scope_.add(facts_when(*binder.condition, true));
  }
  return binder;
}

// `any x in (any …)` and the like read two ways; the author says which.
void ExpressionChecker::refuse_bare_quantifier(const syntax::Expression& written, std::string_view where) {
  const bool quantifier = written.kind == ExpressionKind::kAny || written.kind == ExpressionKind::kAll || written.kind == ExpressionKind::kNo;
  if (quantifier && !where.empty())
    error("SK0330", written.span, "a quantifier as " + std::string(where) + " needs parentheses", "write `(" + source_text(written.span) + ")`");
}

void ExpressionChecker::check_body_parts(const Expression& body, const std::vector<Binder>& binders, std::string_view word) {
  std::vector<const Expression*> parts{&body};
  if (body.op == Op::kAnd || body.op == Op::kOr) {
    parts.clear();
    const Expression* rest = &body;
    while (rest->op == body.op) {
      parts.push_back(rest->operands[1].get());
      rest = rest->operands[0].get();
    }
    parts.push_back(rest);
    std::reverse(parts.begin(), parts.end());
  }
  for (const Expression* part : parts) {
    if (part->type.kind == TypeKind::kError) continue;
    bool mentioned = false;
    bool broken = false;
    for_each_expression(*part, [&](const Expression& inner) {
      broken = broken || inner.type.kind == TypeKind::kError;
      mentioned = mentioned || (inner.op == Op::kVariable && std::any_of(binders.begin(), binders.end(), [&](const Binder& binder) { return binder.slot == inner.slot; }));
    });
    if (mentioned || broken) continue;
    std::vector<std::string> names;
    for (const Binder& binder : binders) names.push_back(binder.name);
    session_.diagnostics.warning("SK0329", part->span, "this part of the body of `" + std::string(word) + "` does not mention " + enumerate(names),
                                 "it is the same for every member: move it out of the quantifier, or end the quantifier before it with parentheses");
  }
}

ExpressionPtr ExpressionChecker::check_quantifier(const syntax::Expression& written) {
  const Op op = written.kind == ExpressionKind::kAny ? Op::kAny : written.kind == ExpressionKind::kAll ? Op::kAll : Op::kNo;
  auto quantifier = make(op, make_type(TypeKind::kBool), written.span);
  const Span condition = condition_;
  condition_ = {};
  const Scope::Mark mark = scope_.mark();
  for (const syntax::Binder& binder : written.binders) quantifier->binders.push_back(check_binder(binder));
  if (!written.operands.empty()) {
    ExpressionPtr body = check_condition(*written.operands[0]);
    const bool broken = std::any_of(quantifier->binders.begin(), quantifier->binders.end(), [](const Binder& binder) { return binder.collection->type.kind == TypeKind::kError; });
    if (!broken) check_body_parts(*body, quantifier->binders, op == Op::kAny ? "any" : op == Op::kAll ? "all" : "no");
    quantifier->operands.push_back(std::move(body));
  } else if (op == Op::kAll) {
    error("SK0337", written.span, "`all` without a body is always true", "add what each member must be: `all x in … : …`");
  }
  scope_.reset(mark);
  condition_ = condition;
  return quantifier;
}

ExpressionPtr ExpressionChecker::check_the(const syntax::Expression& written) {
  auto the = make(Op::kThe, Type{}, written.span);
  const Scope::Mark mark = scope_.mark();
  const Span condition = condition_;
  condition_ = {};
  Binder binder = check_binder(written.binders[0]);
  condition_ = condition;
  const Local* local = scope_.find(binder.name);
  Type member = local ? local->type : Type{};
  scope_.reset(mark);
  if (member.kind != TypeKind::kError) the->type = is_raw(member) ? member : member.as_optional();
  the->binders.push_back(std::move(binder));
  return the;
}

ExpressionPtr ExpressionChecker::check_with(const syntax::Expression& written, const Type* expected) {
  auto whole = make(Op::kWith, Type{}, written.span);
  const Scope::Mark mark = scope_.mark();
  Binder binder;
  binder.name = written.text;
  binder.collection = check(*written.operands[0]);
  syntax::Name name = written.name;
  if (name.text.empty()) {
    name.text = written.text;
    name.span = written.span;
    // The name stands behind the word `with`.
    if (written.span.source) {
      const size_t place = written.span.source->text().find(written.text, written.span.begin + 4);
      if (place != std::string::npos && place < written.span.end) {
        name.span.begin = static_cast<uint32_t>(place);
        name.span.end = static_cast<uint32_t>(place + written.text.size());
      }
    }
  }
  binder.slot = declare(name, binder.collection->type, "name");
  ExpressionPtr body = check(*written.operands[1], expected);
  scope_.reset(mark);
  whole->type = body->type;
  whole->binders.push_back(std::move(binder));
  whole->operands.push_back(std::move(body));
  return whole;
}

}  // namespace sekisho
