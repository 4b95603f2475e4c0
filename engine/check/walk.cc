// Walking checked expressions.
#include "engine/check/walk.h"

#include <algorithm>

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

bool mentions_slot(const Expression& expression, int slot) {
  bool found = false;
  for_each_expression(expression, [&](const Expression& e) { found = found || (e.op == Op::kVariable && e.slot == slot); });
  return found;
}

int slots_needed(const Expression& expression) {
  int slots = 0;
  for_each_expression(expression, [&](const Expression& e) {
    slots = std::max(slots, e.slot + 1);
    for (const Binder& binder : e.binders) slots = std::max(slots, binder.slot + 1);
  });
  return slots;
}

}  // namespace sekisho
