// Checks of what a bundle says against itself: none of them needs a signature or an evaluation.
#pragma once

#include <vector>

#include "engine/evidence/decided.h"
#include "engine/evidence/refusal.h"
#include "engine/evidence/snapshot_facts.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// The snapshot is whole; it was made of the sources that the results name; every rule of the schedule has results or was left out by name; no verdict
// is missing that the number of rows asks for; source files are those with the digests of the results.
// `facts`: of its snapshot; `decided`: by the findings of its run.
Refusals check_consistency(const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts);

}  // namespace sekisho::evidence
