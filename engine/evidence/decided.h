// Decided: what a finding decided and of what, as views. Whether verdicts were left out asks for no more of a run.
#pragma once

#include <string_view>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho::evidence {

struct Decided {
  Verdict verdict = Verdict::kUnknown;
  int rule = 0, source = 0;            // indexes into Run::rules and Run::sources
  std::string_view kind, resource;     // of the row
};

// Of all findings of a run, then of its plain verdicts, each in their order; views into it.
std::vector<Decided> decided_of(const Run& run);

}  // namespace sekisho::evidence
