// Sums of the rules' own counts.
#include "engine/report/totals.h"

#include "engine/base/check.h"

namespace sekisho {

RuleOutcome outcome_of(const RunRule& rule) {
  if (rule.fail > 0) return RuleOutcome::kFail;
  if (rule.unknown > 0) return RuleOutcome::kUnknown;
  if (rule.pass > 0) return RuleOutcome::kPass;
  return rule.not_applicable > 0 ? RuleOutcome::kNeverApplied : RuleOutcome::kNoPopulation;
}

Totals totals_of(const Run& run) {
  Totals totals;
  for (const RunRule& rule : run.rules) {
    totals.pass += rule.pass;
    totals.fail += rule.fail;
    totals.unknown += rule.unknown;
    totals.not_applicable += rule.not_applicable;
    totals.vacuous += rule.vacuous;
    totals.applicability_unknown += rule.applicability_unknown;
    totals.waived_fail += rule.waived_fail;
    totals.waived_unknown += rule.waived_unknown;
    switch (outcome_of(rule)) {
      case RuleOutcome::kFail: ++totals.rules_fail; break;
      case RuleOutcome::kUnknown: ++totals.rules_unknown; break;
      case RuleOutcome::kPass: ++totals.rules_pass; break;
      case RuleOutcome::kNeverApplied: ++totals.rules_never_applied; break;
      case RuleOutcome::kNoPopulation: ++totals.rules_without_population; break;
    }
  }
  return totals;
}

std::vector<std::vector<const Finding*>> findings_by_rule(const Run& run) {
  std::vector<std::vector<const Finding*>> lists(run.rules.size());
  for (const Finding& finding : run.findings) {
    CHECK(finding.rule >= 0 && static_cast<size_t>(finding.rule) < lists.size());
    lists[static_cast<size_t>(finding.rule)].push_back(&finding);
  }
  return lists;
}

bool shown_by_default(const Finding& finding) { return finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown; }

}  // namespace sekisho
