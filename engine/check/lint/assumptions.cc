// Assumptions: collecting constraints, and asking them.
#include "engine/check/lint/assumptions.h"

namespace sekisho {
namespace {

const Expression& under_nots(const Expression& condition, bool* is_true) {
  const Expression* inner = &condition;
  while (inner->op == Op::kNot) {
    inner = inner->operands[0].get();
    *is_true = !*is_true;
  }
  return *inner;
}

Outcome outcome_of(const Domain& domain, Constraint constraint) {
  Domain when_true = domain, when_false = domain;
  when_true.restrict(constraint);
  constraint.negated = !constraint.negated;
  when_false.restrict(constraint);
  if (when_true.empty()) return Outcome::kAlwaysFalse;
  return when_false.empty() ? Outcome::kAlwaysTrue : Outcome::kOpen;
}

}  // namespace

void Assumptions::assume(const Expression& condition, const Origin& origin) {
  bool is_true = origin.is_true;
  const Expression& inner = under_nots(condition, &is_true);
  Origin part = origin;
  part.is_true = is_true;
  const bool all_known = (inner.op == Op::kAnd && is_true) || (inner.op == Op::kOr && !is_true);
  if (all_known) {
    for (const ExpressionPtr& operand : inner.operands) {
      part.condition = operand.get();
      assume(*operand, part);
    }
    return;
  }
  if (inner.op == Op::kImplies && !is_true) {
    part.condition = inner.operands[0].get();
    part.is_true = true;
    assume(*inner.operands[0], part);
    part.condition = inner.operands[1].get();
    part.is_true = false;
    assume(*inner.operands[1], part);
    return;
  }
  if (is_combination(inner)) return;
  Atom atom = atom_of(inner, *canonical_);
  if (!is_true) atom.constraint.negated = !atom.constraint.negated;
  part.condition = &condition;
  part.is_true = origin.is_true;
  assume_atom(atom, part);
  if (inner.op == Op::kNonempty && is_true) {
    // What is not empty is there.
    assume_atom({presence_key(*inner.operands[0], *canonical_),
                 Domain::of_values({Value::boolean(false), Value::boolean(true)}),
                 {Constraint::Kind::kOneOf, {Value::boolean(true)}, false}},
                part);
  }
}

void Assumptions::assume_atom(const Atom& atom, const Origin& origin) {
  auto [known, is_new] = known_.try_emplace(atom.key, Known{atom.domain, atom.domain, {}});
  known->second.here.restrict(atom.constraint);
  known->second.constraints.emplace_back(atom.constraint, origin);
  if (atom.constraint.negated && atom.key.starts_with("(present ")) something_absent_ = true;
}

std::vector<const Origin*> Assumptions::deciding(const Known& known, const Constraint& asked, Outcome outcome) {
  std::vector<size_t> kept;
  for (size_t i = 0; i < known.constraints.size(); ++i) kept.push_back(i);
  const auto decides = [&](const std::vector<size_t>& chosen) {
    Domain domain = known.at_all;
    for (size_t i : chosen) domain.restrict(known.constraints[i].first);
    return outcome_of(domain, asked) == outcome;
  };
  // Later ones go first, so that of two facts that say the same the earlier is named.
  for (size_t i = known.constraints.size(); i-- > 0;) {
    std::vector<size_t> fewer = kept;
    std::erase(fewer, i);
    if (decides(fewer)) kept = std::move(fewer);
  }
  std::vector<const Origin*> origins;
  for (size_t i : kept) origins.push_back(&known.constraints[i].second);
  return origins;
}

Outcome Assumptions::outcome(const Expression& condition, std::vector<const Origin*>* decided_by) const {
  decided_by->clear();
  const Atom atom = atom_of(condition, *canonical_);
  const Outcome alone = outcome_of(atom.domain, atom.constraint);
  if (alone != Outcome::kOpen) return alone;
  auto known = known_.find(atom.key);
  // Contradicting facts were told where the second of them stands.
  if (known == known_.end() || known->second.here.empty()) return Outcome::kOpen;
  const Outcome here = outcome_of(known->second.here, atom.constraint);
  if (here != Outcome::kOpen) *decided_by = deciding(known->second, atom.constraint, here);
  return here;
}

const Origin* Assumptions::absence_of(const Expression& operand) const {
  if (!something_absent_) return nullptr;
  auto known = known_.find(presence_key(operand, *canonical_));
  if (known == known_.end() || known->second.here.empty()) return nullptr;
  const Constraint is_present{Constraint::Kind::kOneOf, {Value::boolean(true)}, false};
  if (outcome_of(known->second.here, is_present) != Outcome::kAlwaysFalse) return nullptr;
  return deciding(known->second, is_present, Outcome::kAlwaysFalse).front();
}

}  // namespace sekisho
