// Choices: if, ??, default, and how several branches get one type.
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

bool is_useful(const Type* expected) { return expected && !is_open_ended(*expected) && expected->kind != TypeKind::kAbsent; }

bool tells_nothing(const Type& type) {
  if (is_open_ended(type) || type.kind == TypeKind::kAbsent) return true;
  return type.element && tells_nothing(*type.element);
}

// The type of two branches together, when they meet.
Type joined(const Type& a, const Type& b) {
  if (a.kind == TypeKind::kInt && b.kind == TypeKind::kDecimal) return b;
  if (a.kind == TypeKind::kRow && (b.kind == TypeKind::kReference || b.kind == TypeKind::kOwner)) return b;
  if (is_entity(a) && is_entity(b) && a.entity != b.entity && a.entity->has(b.entity)) return b;
  if (is_raw(a) && is_raw(b) && (a.provider != b.provider || a.raw_type != b.raw_type)) return raw_of(a.provider == b.provider ? a.provider : nullptr);
  if (holds_raw(a) && !holds_raw(b)) return b;
  return a;
}

}  // namespace

Type ExpressionChecker::unify(std::vector<ExpressionPtr*> parts) {
  Type target;
  bool optional = false;
  bool found = false;
  for (ExpressionPtr* part : parts) {
    const Type& type = (*part)->type;
    if (type.kind == TypeKind::kError) return {};
    optional = optional || (type.optional && !is_raw(type));
    if (tells_nothing(type) && !(type.element && !found)) continue;
    target = !found || (tells_nothing(target) && !tells_nothing(type)) ? type : joined(target, type);
    found = true;
  }
  if (!found) {
    target = (*parts.front())->type;
    for (ExpressionPtr* part : parts)
      if ((*part)->type.kind == TypeKind::kAny && target.kind == TypeKind::kAbsent) target = (*part)->type;
  }
  target.optional = optional;
  for (ExpressionPtr* part : parts) *part = fit(std::move(*part), target);
  for (ExpressionPtr* part : parts)
    if ((*part)->type.kind == TypeKind::kError) return {};
  return target;
}

ExpressionPtr ExpressionChecker::check_if(const syntax::Expression& written, const Type* expected) {
  auto choice = make(Op::kIf, Type{}, written.span);
  choice->operands.push_back(check_condition(*written.operands[0]));
  const Span condition = condition_;
  condition_ = {};
  for (size_t branch = 1; branch <= 2; ++branch) {
    const Scope::Mark mark = scope_.mark();
    scope_.add(facts_when(*choice->operands[0], branch == 1));
    choice->operands.push_back(is_useful(expected) ? check_to(*written.operands[branch], *expected) : check(*written.operands[branch]));
    scope_.reset(mark);
  }
  condition_ = condition;
  choice->type = unify({&choice->operands[1], &choice->operands[2]});
  return choice;
}

ExpressionPtr ExpressionChecker::check_coalesce(const syntax::Expression& written, const Type* expected) {
  const bool after_refers = coalesce_after_refers_ == &written;
  const syntax::Expression& fallback = *written.operands[1];
  Type wanted;
  if (is_useful(expected)) wanted = expected->as_optional();
  ExpressionPtr left = check(*written.operands[0], is_useful(expected) ? &wanted : nullptr);
  const Type from = left->type;
  Type present = from.as_present();
  const Type* hint = is_useful(expected) && !is_raw(*expected) ? expected : nullptr;
  if (!hint && !is_raw(from) && !is_open_ended(from) && from.kind != TypeKind::kAbsent) hint = &present;
  ExpressionPtr right;
  const bool empty_braces = bare(fallback).kind == ExpressionKind::kSet && bare(fallback).operands.empty();
  if (is_raw(from) && empty_braces && !hint) {
    const ProviderNode* node = from.provider;
    const bool set = node && (node->kind == ProviderNode::Kind::kSet || node->kind == ProviderNode::Kind::kList);
    right = make(set ? Op::kSet : Op::kDict, Type{}, fallback.span);
    right->type = set ? set_of(raw_of(node->element.get())) : dict_of(raw_of(node && node->kind == ProviderNode::Kind::kMap ? node->element.get() : nullptr));
  } else {
    right = check(fallback, hint);
  }
  if (from.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  const std::string text = source_text(left->span);
  if (!from.optional && !is_raw(from) && from.kind != TypeKind::kAny) {
    std::string help = "leave out `?? " + source_text(right->span) + "`";
    if (after_refers) help = "`??` binds tighter than `refers`, so this reads as `refers (" + source_text(written.span) + ")`; guard the left side with `present … and` instead";
    // Known to be present here, but not by its declaration: superfluous, and no mistake about what the attribute is.
    if (scope_.is_present(path_key(*left))) {
      session_.diagnostics.warning("SK0303", written.span, code(text) + " is known to be present here, so `??` has nothing to replace", help);
    } else {
      error("SK0303", written.span, code(text) + " cannot be absent, so `??` has nothing to replace", help);
      return failed(written.span);
    }
  }
  auto choice = make(Op::kCoalesce, Type{}, written.span);
  if (is_raw(from) && right->type.kind == TypeKind::kList && is_open_ended(element_of(right->type)))
    right->type = list_of(raw_of(from.provider ? from.provider->element.get() : nullptr));
  if (is_raw(from) && !is_raw(right->type) && right->type.kind != TypeKind::kAbsent && right->type.kind != TypeKind::kAny) {
    choice->type = right->type;
    left = fit(std::move(left), right->type.as_optional());
  } else if (is_raw(from)) {
    choice->type = is_raw(right->type) ? joined(from, right->type) : from;
    if (!is_raw(right->type)) right->type = choice->type;
  } else {
    const bool optional = right->type.optional;
    left->type.optional = false;
    choice->type = unify({&left, &right});
    if (left->type.kind != TypeKind::kError && !is_open_ended(from) && from.kind != TypeKind::kAbsent) left->type.optional = true;
    choice->type.optional = optional;
  }
  if (left->type.kind == TypeKind::kError) choice->type = {};
  choice->operands.push_back(std::move(left));
  choice->operands.push_back(std::move(right));
  return choice;
}

ExpressionPtr ExpressionChecker::check_default(const syntax::Expression& written, const Type* expected) {
  said_map_words_ = true;
  if (!setting_.map_words) {
    error("SK0324", written.span, "`default` is for maps", "to replace what is absent, write `??`");
    return failed(written.span);
  }
  ExpressionPtr left = check(*written.operands[0]);
  const Type from = left->type;
  ExpressionPtr right = check(*written.operands[1], is_useful(expected) && !is_raw(*expected) ? expected : nullptr);
  if (from.kind == TypeKind::kError || right->type.kind == TypeKind::kError) return failed(written.span);
  const bool path = left->op == Op::kVariable || left->op == Op::kField || left->op == Op::kIndex;
  if (!is_raw(from) || !path) {
    const syntax::Expression& call = bare(*written.operands[0]);
    std::string help = "only a path into a raw resource tells whether its author set it";
    if (call.kind == ExpressionKind::kCall && call.operands.size() == 2)
      help += ": write `" + source_text(call.operands[0]->span) + "(" + source_text(call.operands[1]->span) + " default …)`";
    error("SK0324", left->span, "the left side of `default` is " + describe(from.as_present()) + ", not a raw path", help);
    return failed(written.span);
  }
  auto choice = make(Op::kDefault, Type{}, written.span);
  choice->text = written.text;
  if (right->type.kind == TypeKind::kList && is_open_ended(element_of(right->type)))
    right->type = list_of(raw_of(from.provider ? from.provider->element.get() : nullptr));
  if (right->type.kind == TypeKind::kAbsent || right->type.kind == TypeKind::kAny || is_raw(right->type)) {
    choice->type = is_raw(right->type) ? joined(from, right->type) : from;
    right->type = choice->type;
  } else {
    choice->type = right->type;
    if (!has_shape(*left, right->type)) return failed(written.span);
  }
  choice->operands.push_back(std::move(left));
  choice->operands.push_back(std::move(right));
  return choice;
}

}  // namespace sekisho
