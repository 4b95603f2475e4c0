// Lines of results and details: each function appends lines to `out` as they stand in the files.
#pragma once

#include <cstddef>
#include <string>

#include "sekisho/finding.h"

namespace sekisho::evidence {

// All lines before those of the findings.
void write_results_head(std::string& out, const Run& run);
void write_details_head(std::string& out, const Run& run);

// Lines of findings. Those of one rule, source and kind begin alike but for the verdict: what comes one after the other shares that.
class FindingLines {
 public:
  explicit FindingLines(const Run& run) : run_(run) {}
  void write(std::string& out, const Finding& finding);

 private:
  const Run& run_;
  const Finding* last_ = nullptr;
  std::string shared_;   // from behind the verdict to before the resource, as JSON
};

// Of a plain pass nothing is to be told that its row in the snapshot does not tell.
bool has_details(const Finding& finding);
// `number`: of the finding among those of the results.
void write_finding_details(std::string& out, const Finding& finding, size_t number);

}  // namespace sekisho::evidence
