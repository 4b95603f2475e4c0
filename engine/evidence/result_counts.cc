// ResultCounts.
#include "engine/evidence/result_counts.h"

#include <algorithm>

namespace sekisho::evidence {

void ResultCounts::add(int rule, Verdict verdict, bool vacuous, bool applicability_unknown, bool waived) {
  OfRule& of_rule = of_rules_[static_cast<size_t>(rule)];
  ++of_rule.verdicts[static_cast<size_t>(verdict)];
  if (vacuous) ++of_rule.vacuous;
  if (applicability_unknown) ++of_rule.applicability_unknown;
  if (waived) ++(verdict == Verdict::kFail ? of_rule.waived_fail : of_rule.waived_unknown);
}

void ResultCounts::add(const ResultCounts& others) {
  for (size_t i = 0; i < of_rules_.size(); ++i) {
    OfRule& to = of_rules_[i];
    const OfRule& from = others.of_rules_[i];
    for (size_t verdict = 0; verdict < std::size(to.verdicts); ++verdict) to.verdicts[verdict] += from.verdicts[verdict];
    to.vacuous += from.vacuous;
    to.applicability_unknown += from.applicability_unknown;
    to.waived_fail += from.waived_fail;
    to.waived_unknown += from.waived_unknown;
  }
}

const RunRule* ResultCounts::other_rule() const {
  for (size_t i = 0; i < of_rules_.size(); ++i) {
    const OfRule& counted = of_rules_[i];
    const RunRule& rule = run_->rules[i];
    const size_t expected[4] = {rule.pass, rule.fail, rule.unknown, rule.not_applicable};
    if (!std::equal(expected, expected + 4, counted.verdicts) || rule.vacuous != counted.vacuous || rule.applicability_unknown != counted.applicability_unknown ||
        rule.waived_fail != counted.waived_fail || rule.waived_unknown != counted.waived_unknown) {
      return &rule;
    }
  }
  return nullptr;
}

}  // namespace sekisho::evidence
