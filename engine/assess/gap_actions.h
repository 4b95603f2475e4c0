// What to do first.
#pragma once

#include "sekisho/gap.h"

namespace sekisho {

// Each rule, register and finding that keeps a control from being supported, once, with all controls that wait for it. What is seen to be
// wrong or missing comes before what is not known; then what serves a mandatory control, a critical area, most controls; then by severity and name.
std::vector<GapAction> actions_of(const GapReport& report);

}  // namespace sekisho
