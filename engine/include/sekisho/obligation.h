// Obligations: what an earlier run left unknown, discharged by a later run over the same resources.
#pragma once

#include "sekisho/saved_run.h"

namespace sekisho {

// Fills `run.obligations` with one for each unknown of `earlier`. What this run holds of the same resource decides, by the same rule (digest and parameters):
// met when it passes in every input that holds the resource, broken when it fails in one, lapsed when it applies in none, otherwise open.
// The same resource is what has the same address in the same format (paths may differ: a plan, then the state); or a name that nothing else of its kind can
// have: an ARN, a global name, a name within an account or region that both runs know, told by the earlier run or by what has its address now. What has
// another known account, other names of the same space, or was captured before the earlier run's input is not the same; `unmatched`, with why, where there is none.
// REQUIRES: `run` holds every finding (FindingsWanted: passes, names, no limit a rule).
void discharge_obligations(const SavedRun& earlier, Run& run);

// The names of the unknown findings of a sealed run, which stand in its snapshot alone. REQUIRES: the snapshot is the run's (a bundle that was taken).
void read_names(const std::string& snapshot, Run& run);

}  // namespace sekisho
