// Applying a profile to the rules and parameters of a run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "sekisho/api.h"

namespace sekisho {

struct AppliedProfile {
  std::vector<int> rules;                                        // of those given, the ones that stay
  std::map<std::string, std::string> severities;                 // by rule
  std::vector<std::pair<std::string, std::string>> parameters;   // the given ones and the profile's
  RunProfile told;
};

// Rules that `options` names one by one stay whatever the profile says. Errors: a rule, package, severity or parameter that is none; no rule is
// left.
Result<AppliedProfile> apply_profile(const Program& program, const EvaluateOptions& options, const std::vector<int>& rules);

}  // namespace sekisho
