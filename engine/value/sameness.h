// Sameness: when two members of a set are one.
#pragma once

#include "sekisho/value.h"

namespace sekisho {

// No unknown part, no member that may or may not exist. References count as known when they have a text or an address.
bool known_throughout(const Value& value);

// Keeps the first of equal sure members, and drops possible and open ones that equal a sure one: a set has them anyway.
// Members that are not known throughout all stay.
void drop_repeated_members(Value::Members& members);

}  // namespace sekisho
