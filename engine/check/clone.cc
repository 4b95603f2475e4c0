// Deep copies of checked expressions.
#include "engine/check/program.h"

namespace sekisho {
namespace {

ExpressionPtr clone_or_null(const ExpressionPtr& expression) { return expression ? clone(*expression) : nullptr; }

}  // namespace

ExpressionPtr clone(const Expression& expression) {
  auto copy = std::make_unique<Expression>();
  copy->op = expression.op;
  copy->type = expression.type;
  copy->span = expression.span;
  copy->literal = expression.literal;
  copy->slot = expression.slot;
  copy->index = expression.index;
  copy->builtin = expression.builtin;
  copy->text = expression.text;
  copy->raw_type = expression.raw_type;
  copy->closed = expression.closed;
  copy->entity = expression.entity;
  copy->names = expression.names;
  copy->pattern = expression.pattern;
  for (const ExpressionPtr& operand : expression.operands) copy->operands.push_back(clone_or_null(operand));
  for (const Binder& binder : expression.binders) {
    copy->binders.push_back({binder.slot, binder.name, clone_or_null(binder.collection), clone_or_null(binder.condition)});
  }
  for (const Arm& arm : expression.arms) copy->arms.push_back({arm.patterns, arm.is_else, clone_or_null(arm.value)});
  return copy;
}

}  // namespace sekisho
