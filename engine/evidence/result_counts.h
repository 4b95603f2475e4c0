// ResultCounts: findings by rule, to be held against what the rules themselves count.
#pragma once

#include <cstddef>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho::evidence {

class ResultCounts {
 public:
  explicit ResultCounts(const Run& run) : run_(&run), of_rules_(run.rules.size()) {}
  // One finding. `rule`: an index into the run's rules.
  void add(int rule, Verdict verdict, bool vacuous, bool applicability_unknown, bool waived);
  void add(const ResultCounts& others);
  // The first rule that counts otherwise, or null.
  const RunRule* other_rule() const;

 private:
  struct OfRule {
    size_t verdicts[4] = {};
    size_t vacuous = 0, applicability_unknown = 0, waived_fail = 0, waived_unknown = 0;
  };
  const Run* run_;
  std::vector<OfRule> of_rules_;
};

}  // namespace sekisho::evidence
