// From the own states of controls to those of objectives, sections and chapters.
#pragma once

#include "sekisho/gap.h"

namespace sekisho {

// Sets `state` and `decided_by` of every control, and the counts. The worst of a control's own state and of the states of what stands below it
// stands for it; what is excluded counts only where everything is. An objective that no rule supports itself rests on what stands below it.
void roll_up(GapReport& report);

}  // namespace sekisho
