// A run as it was saved: the json report of `check`, read back.
#pragma once

#include <string>

#include "sekisho/finding.h"
#include "sekisho/result.h"

namespace sekisho {

struct SavedRun {
  std::string path;         // as the user named it
  bool holds_all = false;   // passes and not_applicable too (`check --all`); else only what fails or is unknown
  Run run;                  // `workings` is null; of rules and findings what the report holds
};

// Errors, with their place: no JSON, not such a report, another schema_version, a key that is missing or of another sort, a finding of no listed rule or
// source, findings that do not add up to the counts of their rule. Keys that it does not know are passed by: a later engine may add some.
Result<SavedRun> read_saved_run(const std::string& path, std::string bytes);

}  // namespace sekisho
