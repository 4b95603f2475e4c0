// Reach: what the code of a rule or a map needs, found by a walk over its expressions.
#pragma once

#include "engine/check/program.h"

namespace sekisho {

// What was stored, or what a walk finds. A walk reads every expression that the rule or map reaches.
std::shared_ptr<const Reach> reach_of(const Program& program, const Rule& rule);
std::shared_ptr<const Reach> reach_of(const Program& program, const Map& map);

// Stores the reach of every rule and map.
void store_reach(Program& program);

}  // namespace sekisho
