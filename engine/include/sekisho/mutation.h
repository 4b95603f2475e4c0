// Mutation runs: small wrong versions of rules, tried on the rules' own tests. A version that no test notices shows a test that is missing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sekisho/api.h"

namespace sekisho {

struct Mutant {
  std::string subject;         // the rule, define or parameter that was changed
  Span span;                   // of the part that was changed
  std::string was, becomes;    // as Seki text; `becomes` is empty where a condition behind `where` was dropped
  bool killed = false;         // a test that passes on what was written failed on this
  size_t tests = 0;            // cases that could have noticed
};

// A survivor that somebody looked at: why no test can notice it (it means the same), or need not.
struct KnownSurvivor {
  std::string subject, was, becomes, reason;
  Span span;
};

struct MutationOptions {
  std::function<bool(const std::string& file)> wanted;   // whose rules, defines and parameters are changed; empty: all
  std::string filter;                                    // only subjects that hold this text
  LoadFile load;                                         // of tests on files
  int64_t started_at = 0;
  std::function<void(size_t done, size_t total)> progress;   // may be empty
};

// Changes one part after the other, runs the tests of every rule that reaches it, and puts it back. An Error when a test fails before anything
// was changed. REQUIRES: the policy was compiled, not read from an artifact, and nobody else uses it meanwhile.
Result<std::vector<Mutant>> run_mutations(const CompiledPolicy& policy, const MutationOptions& options);

// Reads a CSV with the columns subject, was, becomes, reason. Errors carry the place: another header, an entry twice, one without a reason.
Result<std::vector<KnownSurvivor>> parse_survivors(const SourcePtr& csv);

// The entry that says why `mutant` survives; null: there is none.
const KnownSurvivor* find_survivor(const std::vector<KnownSurvivor>& known, const Mutant& mutant);

}  // namespace sekisho
