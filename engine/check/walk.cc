// Walking checked expressions.
#include "engine/check/walk.h"

namespace sekisho {

void for_each_child(const Expression& expression, const std::function<void(const Expression&)>& visit) {
  for (const Binder& binder : expression.binders) {
    if (binder.collection) visit(*binder.collection);
    if (binder.condition) visit(*binder.condition);
  }
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) visit(*operand);
  }
  for (const Arm& arm : expression.arms) {
    if (arm.value) visit(*arm.value);
  }
}

void for_each_expression(const Expression& expression, const std::function<void(const Expression&)>& visit) {
  visit(expression);
  for_each_child(expression, [&](const Expression& child) { for_each_expression(child, visit); });
}

}  // namespace sekisho
