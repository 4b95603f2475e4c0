// Obligations: what an earlier run left unknown, discharged by a later run over the same resources.
#pragma once

#include "sekisho/saved_run.h"

namespace sekisho {

// Fills `run.obligations` with one for each unknown of `earlier`: met when the same rule, by digest and parameters, passes for the resource of the same address
// now; broken when it fails; lapsed when it no longer applies; otherwise open. Paths may differ (a plan, then the state); an account that is known in both may
// not. REQUIRES: `run` holds every finding (FindingsWanted: passes, no limit a rule).
void discharge_obligations(const SavedRun& earlier, Run& run);

}  // namespace sekisho
