// What the ISMAP office's files added to a bundle, against the run that they were sealed with.
#pragma once

#include "engine/evidence/refusal.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

Refusals check_office(const Sealed& sealed);

}  // namespace sekisho::evidence
