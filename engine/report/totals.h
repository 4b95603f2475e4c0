// Counts over a whole run, and findings by rule: what several formats need and none should count its own way.
#pragma once

#include <vector>

#include "sekisho/finding.h"

namespace sekisho {

// What a rule came to as a whole: its worst verdict, or that there was nothing to judge.
enum class RuleOutcome { kFail, kUnknown, kPass, kNeverApplied, kNoPopulation };
RuleOutcome outcome_of(const RunRule& rule);

struct Totals {
  size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0, vacuous = 0, applicability_unknown = 0;  // findings
  size_t waived_fail = 0, waived_unknown = 0;   // of fail and unknown
  size_t rules_pass = 0, rules_fail = 0, rules_unknown = 0, rules_never_applied = 0, rules_without_population = 0;
};
Totals totals_of(const Run& run);

// One list for each rule of the run, in the run's order.
std::vector<std::vector<const Finding*>> findings_by_rule(const Run& run);

// Whether a format that leaves the rest to `--all` prints the finding.
bool shown_by_default(const Finding& finding);

}  // namespace sekisho
