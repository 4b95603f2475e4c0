// Literals near a literal: what somebody may have meant to write, or wrote by mistake.
#pragma once

#include <vector>

#include "engine/schema/type.h"
#include "sekisho/value.h"

namespace sekisho {

// A number one up and one down (a length of time by the largest unit that it is whole in: 90d, 91d, 89d), the other truth, the next value of
// an enum (the one before of the last), another text, a version one up and one down, a network half as wide. Nothing for others.
std::vector<Value> other_literals(const Value& value, const Type& type);

}  // namespace sekisho
