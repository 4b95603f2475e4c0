// What is new in a run decides the exit code: of `check --gate new` and of `diff`.
#pragma once

#include "cli/exit_code.h"
#include "cli/project.h"
#include "sekisho/comparison.h"
#include "sekisho/report.h"

namespace sekisho::cli {

// How `--fail-on` ranks: info 0 … critical 4; an unknown word is 2, as medium.
int severity_rank_of(const std::string& severity);

// Failures and unknowns of the later run that the earlier does not have by the same values; waived ones and those of rules below `fail_on` apart.
struct NewTrouble {
  size_t fail = 0, unknown = 0, known = 0;   // known: in both by the same values
};
NewTrouble new_trouble(const Comparison& comparison, const std::string& fail_on);

// kFailure when a failure is new; else kUndecided when an unknown is, unless `unknown` says otherwise.
ExitCode exit_code_of(const NewTrouble& trouble, const std::string& unknown);

// "gate: 2 failures and 0 undecided are new against base.json; 11 were there before", and a line end.
std::string gate_line(const NewTrouble& trouble, const std::string& against, Language language);

}  // namespace sekisho::cli
