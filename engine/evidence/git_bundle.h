// A sealed pack against the Git bundle that was sealed with it.
#pragma once

#include <string>
#include <vector>

#include "engine/evidence/refusal.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// The pack's files as the bundle has them. Refusals: no Git bundle as Sekisho writes it (SK1077); its objects do not lead from the pack's commit to its
// folder, or something else is in it (SK1078); the files have another digest than the pack's (SK1079).
Checked<std::vector<SealedFile>> read_git_pack_bundle(const SealedPack& pack);

// Every pack of `sealed` that names a commit without changes: its Git bundle is there (SK1085) and sound, and the policy texts of the pack are the files in it (SK1084).
Refusals check_git_bundles(const Sealed& sealed);

}  // namespace sekisho::evidence
