// Mending: what the checker refuses as needless is replaced. Random programs say such things now and then: conditions that decide nothing,
// `??` and `present` on what an earlier condition found present.
#pragma once

#include "sekisho/diagnostic.h"
#include "tests/judge/random.h"
#include "tests/judge/term.h"

namespace sekisho::judge {

// Replaces what is needless (SK0303, SK0315, SK0327, SK0328, SK0336, SK05xx). False when there is nothing to mend or something else is wrong.
// A rule that is refused for another reason is dropped and counted.
bool mend(Term& program, const Diagnostics& diagnostics, Random& random, size_t& dropped);

}  // namespace sekisho::judge
