// A small hand-made run that has one of everything a report must show.
#pragma once

#include "sekisho/finding.h"

namespace sekisho {

// Five rules: one fails (and holds an undecided group), one is undecided only, one passes (vacuous, applicability unknown), one never
// applies, one has no population.
Run sample_run();

// The same with texts that attack what prints them: control characters, formulas, markup, bidirectional marks.
Run hostile_run();

}  // namespace sekisho
