// What verify() asks of the log that a bundle is in.
#pragma once

#include <string>
#include <vector>

#include "engine/evidence/note.h"
#include "engine/evidence/refusal.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// Leaf hashes of the log's entries. Refusals: a line that is no attestation.
Checked<std::vector<std::string>> log_leaves(const std::string& entries);

// Whether the first entries are those that the checkpoint was signed for.
bool begins_with(const std::vector<std::string>& leaves, const Checkpoint& checkpoint);

// `proof`: of the bundle, or empty; `payload`: its statement. Refusals: a proof or checkpoint that does not verify with the given keys; a log that is not
// its checkpoint's, does not continue the checkpoint that somebody kept, or lacks the run. Tells `told` the place in the log.
Refusals check_log(const std::string& proof, const std::string& payload, const VerifyOptions& options, Verification& told);

}  // namespace sekisho::evidence
