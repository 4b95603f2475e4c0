// What a rule can never decide of a source's resources, because no map of theirs fills an attribute that the rule needs.
#pragma once

#include <vector>

#include "engine/exec/decide.h"
#include "sekisho/finding.h"

namespace sekisho {

// Raw types none of whose subjects the rule passed or failed, and whose first undecided subject rests on an attribute that its map calls
// `unavailable`. `verdicts` are those of `subjects`, one by one. In order of the types.
std::vector<RunUndecidable> undecidable_types(Evaluator& evaluator, const Rule& rule, const std::vector<Subject>& subjects, const std::vector<Verdict>& verdicts);

}  // namespace sekisho
