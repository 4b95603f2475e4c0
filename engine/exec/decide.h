// decide: the verdict of one rule on one subject, straight from the definition (design section 4, "Verdict").
#pragma once

#include <vector>

#include "engine/exec/evaluator.h"
#include "sekisho/verdict.h"

namespace sekisho {

struct Decision {
  Verdict verdict = Verdict::kUnknown;
  bool applicability_unknown = false;  // a pass whose `where` is unknown
  std::vector<ReasonPtr> reasons;      // of an unknown, or of an unknown applicability
};

// What a rule ranges over: a row, or a raw resource's root.
struct Subject {
  const Row* row = nullptr;
  const RawResource* resource = nullptr;
  Value value() const { return row != nullptr ? Value::row(row) : Value::raw(resource->root); }
};

// Fills `frame` (REQUIRES rule.slots slots) with the subject and the lets.
Decision decide(Evaluator& evaluator, const Rule& rule, const Subject& subject, Frame& frame);

// Whether a pass rests on an `all` over nothing: taken away, it is none.
bool rests_on_nothing(Evaluator& evaluator, const Rule& rule, const Subject& subject);

// Rows that a rule ranges over, in order: of its kind, of every kind with its trait, or raw resources.
std::vector<Subject> subjects_of(const Evaluator& evaluator, const Rule& rule);

// One line of the verdict table.
struct RuleVerdict {
  int rule = 0;                        // index into Program::rules
  Subject subject;
  Decision decision;
  bool vacuous = false;
};

// One verdict, `vacuous` decided; `rule` is left 0.
RuleVerdict verdict_of(Evaluator& evaluator, const Rule& rule, const Subject& subject);

}  // namespace sekisho
