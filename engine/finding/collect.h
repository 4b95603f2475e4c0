// collect: verdicts to findings, with witness, places, reasons, obligation and messages.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/exec/decide.h"
#include "engine/finding/shared_obligations.h"
#include "engine/finding/shared_witnesses.h"
#include "sekisho/finding.h"

namespace sekisho {

struct CollectOptions {
  bool witness = true;            // of fails
  bool witness_of_passes = false;
  bool details = true;            // remedies, the places of reasons, and more of the resource's place than its line
  bool names = false;             // of all; of unknown ones in any case
};

// What findings of one evaluator have in common.
struct Shared {
  SharedWitnesses witnesses;
  SharedObligations obligations;
  std::unordered_map<const Rule*, SharedBilingual> remedies;   // of rules whose remedy says the same to every resource
};

// One finding, into a new one where it is to stand: it is large. `rule_index` is its place in Run::rules, `frame` holds the subject and what the rule's lets say (none: where no message uses them). `shared`: of this evaluator.
// `trace`: of deciding, where somebody has it; else null.
void collect(Evaluator& evaluator, Shared& shared, const Rule& rule, int rule_index, const RuleVerdict& verdict, Frame& frame, const Trace* trace, const CollectOptions& options, Finding& finding);

}  // namespace sekisho
