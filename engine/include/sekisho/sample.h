// Samples that somebody else can draw again: the auditor's seed and SHA-256 decide, nothing else.
#pragma once

#include <string>
#include <vector>

#include "sekisho/saved_run.h"

namespace sekisho {

struct SampleRow {
  std::string digest;       // SHA-256 of the seed, a line feed and the resource, in hexadecimal: what decides the order
  const Finding* finding = nullptr;
};

struct Sample {
  const RunRule* rule = nullptr;
  size_t population = 0;    // resources to which the rule applies: passed, failed or unknown
  size_t left_out = 0;      // to which it does not
  bool complete = false;    // the run looked at all resources of the kind
  std::vector<SampleRow> rows;   // by digest, the first `size` of the population; of equal digests by source
};

// `rule`: qualified, or its unique last part. The sample points into `saved`. Errors: no such rule, a run saved without passes, a population that nothing
// declares complete unless `allow_incomplete`, an empty population.
Result<Sample> draw_sample(const SavedRun& saved, const std::string& rule, const std::string& seed, size_t size, bool allow_incomplete);

}  // namespace sekisho
