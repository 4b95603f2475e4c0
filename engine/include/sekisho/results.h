// Results: a run as two files of lines, to be kept, compared and sealed. What was decided stands apart from the words about it.
#pragma once

#include <string>

#include "sekisho/finding.h"
#include "sekisho/result.h"

namespace sekisho {

// Format: engine/evidence/README.md. Same run, same bytes.
struct ResultsText {
  std::string results;   // every verdict of every rule on every row, with what decided it: results.ndjson
  std::string details;   // titles, messages, reasons, places: details.ndjson
};

// Findings are put in their order (by rule, source, kind, resource). REQUIRES: the run holds every verdict (FindingsWanted: passes, no limit a rule);
// an Error otherwise, since a verdict that is left out would be missed by nobody.
Result<ResultsText> write_results(const Run& run);

// The run that was written; `workings` is null. `results_name`, `details_name`: for messages. Errors: no results, another version, any byte that
// write_results() would not have written for that run (an edited count, another order, a repeated or a left out line, an unknown key).
Result<Run> read_results(const std::string& results_name, std::string results, const std::string& details_name, std::string details);

// "sha256:" and the root of the RFC 6962 Merkle tree whose leaves are the lines of results.ndjson, without their line ends.
std::string results_root(const std::string& results);

}  // namespace sekisho
