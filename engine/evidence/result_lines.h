// Lines of results and details: each function appends lines to `out` as they stand in the files.
#pragma once

#include <cstddef>
#include <string>

#include "sekisho/finding.h"

namespace sekisho::evidence {

// All lines before those of the findings.
void write_results_head(std::string& out, const Run& run);
void write_details_head(std::string& out, const Run& run);

void write_finding(std::string& out, const Run& run, const Finding& finding);

// Of a plain pass nothing is to be told that its row in the snapshot does not tell.
bool has_details(const Finding& finding);
// `number`: of the finding among those of the results.
void write_finding_details(std::string& out, const Finding& finding, size_t number);

}  // namespace sekisho::evidence
