// Sets one recorded verdict against the findings of a run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/raw.h"
#include "tests/agreement/suite.h"
#include "tests/agreement/table.h"

namespace sekisho::agreement {

enum class Outcome { kAgree, kDisagree, kUndecided };

struct Judgement {
  Outcome outcome = Outcome::kUndecided;
  std::string ours;                     // "pass", "fail", "not_applicable", "unknown", "missing"
  std::vector<std::string> reasons;     // of an undecided one: codes of reasons
  std::string detail;                   // a sentence for the list of disagreements and undecided ones
};

// `run` holds findings of the mapped rules at least. REQUIRES: the mapping names rules.
Judgement judge(const Recorded& recorded, const Mapping& mapping, const Run& run, const RawSource& source);

// For a file in which there is nothing.
Judgement judge_nothing(const Recorded& recorded);

}  // namespace sekisho::agreement
