// A random program: declarations, maps and rules as one term, with the world that inputs are made to fit.
#pragma once

#include "tests/judge/term.h"
#include "tests/judge/world.h"

namespace sekisho::judge {

struct GeneratedProgram {
  World world;
  Term text;
};

// Deterministic in `seed`.
GeneratedProgram make_program(uint64_t seed);

}  // namespace sekisho::judge
