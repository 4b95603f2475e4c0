// walk_results: results held against the format step by step, without a tree and without a finding of each line. Whoever verifies needs no more of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/evidence/decided.h"

namespace sekisho::evidence {

struct WalkedResults {
  Run run;                         // all of it but its findings
  std::vector<Decided> decided;    // by each finding; views into the results
};

// What these texts say. A value: read_results() reads a run out of them, that is, write_results() writes them, byte for byte. Nullopt: they are not, or hold
// something that a step does not take, such as a kind or a resource whose name needs escapes; read_results() tells which. Works in several threads.
std::optional<WalkedResults> walk_results(const std::string& results, const std::string& details);

}  // namespace sekisho::evidence
