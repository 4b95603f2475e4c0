// Waivers: accepted failures and unknowns. A waiver is a flag on a finding: it never changes a verdict.
#pragma once

#include <string>
#include <vector>

#include "sekisho/api.h"

namespace sekisho {

// As somebody wrote it down. Times are UTC seconds.
struct Waiver {
  std::string id;
  std::string rule;                    // qualified, or the unique last part of a rule's name
  std::string resource;                // a row's id, or a glob over ids (`*` any run, `?` one character)
  bool glob = false;
  std::string input;                   // path of the only input that it is about, or the path's last steps; empty: any
  bool accepts_fail = true, accepts_unknown = false;
  Bilingual reason;
  std::string owner, approver, ticket;
  int64_t approved_at = 0, expires_at = 0;  // valid from the first to before the second
  Span span;                           // where it is written
};

// Refuses, each with its code: a rule that there is not, an id used twice, a glob that names everything, an approver who is the owner, an end before the
// beginning, a longer term than the rule's pack allows. That is the parameter `longest_waiver` of the rule's package or of the nearest one above it; 1y
// where no package has one. Errors: a value given for such a parameter that is none.
Result<void> check_waivers(const CompiledPolicy& policy, const EvaluateOptions& options, const std::vector<Waiver>& waivers, Diagnostics& diagnostics);

// Puts the waivers into the run and marks the findings that valid ones cover; the time of evaluation decides which are. Of several that name a finding
// one with an exact address comes first, then the earlier. An exact address that several of `sources` hold covers nothing, whatever their verdicts, unless
// `input` says which is meant. One that is expired, not valid yet, about to expire or names nothing has a code in the run. `sources`: those of the run, in its order.
// REQUIRES: check_waivers() found no error; the run holds all findings that fail or are unknown (one that it does not hold counts as not covered).
void apply_waivers(const CompiledPolicy& policy, const std::vector<Waiver>& waivers, const std::vector<std::shared_ptr<const RawSource>>& sources, Run& run);

}  // namespace sekisho
