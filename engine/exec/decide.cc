// decide.
#include "engine/exec/decide.h"

#include <algorithm>

#include "engine/exec/three_valued.h"

namespace sekisho {

Decision decide(Evaluator& evaluator, const Rule& rule, const Subject& subject, Frame& frame) {
  frame.values[0] = subject.value();
  Value applies = Value::boolean(true), holds = Value::boolean(true);
  for (const Clause& clause : rule.clauses) {
    switch (clause.kind) {
      case Clause::Kind::kLet: frame.values[static_cast<size_t>(clause.slot)] = evaluator.evaluate(*clause.expression, frame); break;
      case Clause::Kind::kWhere: applies = logical_and(applies, evaluator.truth(*clause.expression, frame)); break;
      case Clause::Kind::kRequire:
        if (!is_false(holds)) holds = logical_and(holds, evaluator.truth(*clause.expression, frame));
        break;
    }
    if (is_false(applies)) return {Verdict::kNotApplicable, false, {}};
  }
  if (is_true(holds)) {
    if (applies.is_unknown()) return {Verdict::kPass, true, applies.reasons()};
    return {Verdict::kPass, false, {}};
  }
  if (is_false(holds) && is_true(applies)) {
    const ReasonPtr doubt = subject.row != nullptr ? subject.row->doubt : doubt_of(*subject.resource);
    bool there = subject.row == nullptr ? doubt == nullptr : subject.row->presence == Presence::kSure;
    if (there) return {Verdict::kFail, false, {}};
    // A row that may not be there fails only if it is.
    return {Verdict::kUnknown, false, doubt != nullptr ? std::vector<ReasonPtr>{doubt} : Value::unknown(ReasonCode::kAmbiguous, "this row may or may not be there").reasons()};
  }
  // `where` unknown and `require` false: it fails if it applies.
  Value why = applies.is_unknown() && holds.is_unknown() ? unknown_of(applies, holds) : applies.is_unknown() ? applies : holds;
  return {Verdict::kUnknown, false, why.reasons()};
}

bool rests_on_nothing(Evaluator& evaluator, const Rule& rule, const Subject& subject) {
  evaluator.vacuous_is_unknown = true;
  Frame frame(rule.slots);
  Decision without = decide(evaluator, rule, subject, frame);
  evaluator.vacuous_is_unknown = false;
  return without.verdict != Verdict::kPass;
}

std::vector<Subject> subjects_of(const Evaluator& evaluator, const Rule& rule) {
  std::vector<Subject> subjects;
  if (rule.entity == nullptr) {
    for (const RawResource* resource : evaluator.raw().of_type(rule.raw_type)) {
      if (!resource->type.starts_with("data.") || rule.raw_type.find(".data.") != std::string::npos) subjects.push_back({nullptr, resource});
    }
    return subjects;
  }
  for (const EntityType* kind : rule.entity->kinds) {
    const Population* population = evaluator.snapshot()->find_population(kind);
    if (population == nullptr) continue;
    for (const Row* row : population->rows) subjects.push_back({row, nullptr});
  }
  return subjects;
}

RuleVerdict verdict_of(Evaluator& evaluator, const Rule& rule, const Subject& subject) {
  Frame frame(rule.slots);
  evaluator.vacuous_seen = false;
  RuleVerdict verdict{0, subject, decide(evaluator, rule, subject, frame), false};
  if (verdict.decision.verdict == Verdict::kPass && evaluator.vacuous_seen) verdict.vacuous = rests_on_nothing(evaluator, rule, subject);
  return verdict;
}

}  // namespace sekisho
