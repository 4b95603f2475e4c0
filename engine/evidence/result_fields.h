// What lines of results and details say, member by member. What is missing is empty: who reads them writes them again and compares, or has held them against
// the format.
#pragma once

#include "sekisho/finding.h"
#include "sekisho/json.h"

namespace sekisho::evidence {

// Lines of results before those of findings.
void read_head(const JsonNode& line, Run& run);
RunSource source_of(const JsonNode& line);
RunRule rule_of(const JsonNode& line);
RunWaiver waiver_of(const JsonNode& line);

// Lines of details; each adds what the results do not say.
void read_details_head(const JsonNode& line, Run& run);
void read_source_details(const JsonNode& line, RunSource& source);
void read_rule_details(const JsonNode& line, RunRule& rule);
void read_finding_details(const JsonNode& line, Finding& finding);

}  // namespace sekisho::evidence
