// Digests of rules: what a rule demands, apart from how it is written.
#pragma once

#include "engine/check/program.h"

namespace sekisho {

// Fills Rule::digest of every rule: "sha256:" over the canonical text of what it ranges over and its clauses, with the defines,
// parameters (name, type, default), attribute types and patterns they reach. Names of variables, titles, messages, severity,
// supports, comments and layout do not count: two rules with one digest demand the same of the same rows.
void digest_rules(Program& program);

}  // namespace sekisho
