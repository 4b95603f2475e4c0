// Obligation: what is left to show after an `unknown`: the rule's formula with the known values put in, simplified.
#pragma once

#include <string>

#include "engine/exec/decide.h"

namespace sekisho {

struct Obligation {
  ExpressionPtr where;     // null: applies
  ExpressionPtr require;   // null: nothing left to require (then `where` decides between pass and not_applicable)
};

// REQUIRES: `decide` gave unknown, or a pass whose applicability is unknown. Evaluated on later values of the unknown leaves it gives the rule's verdict.
Obligation find_obligation(Evaluator& evaluator, const Rule& rule, const Subject& subject);

// Its verdict on a subject of (possibly) another snapshot.
Verdict decide(Evaluator& evaluator, const Rule& rule, const Obligation& obligation, const Subject& subject);

// `where X require Y` as Seki writes it.
std::string to_seki(const Obligation& obligation);

}  // namespace sekisho
