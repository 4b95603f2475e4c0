// Walking checked expressions.
#pragma once

#include <functional>

#include "engine/check/program.h"

namespace sekisho {

// Calls `visit` for each direct part of `expression`, in the order written: binders (collection, condition), operands, arms.
void for_each_child(const Expression& expression, const std::function<void(const Expression&)>& visit);

// Calls `visit` for `expression` and everything below it, outermost first.
void for_each_expression(const Expression& expression, const std::function<void(const Expression&)>& visit);

// Whether the variable in `slot` stands anywhere in `expression`.
bool mentions_slot(const Expression& expression, int slot);

// How many slots a frame needs for `expression` standing alone: one more than the highest that it names or binds.
int slots_needed(const Expression& expression);

}  // namespace sekisho
