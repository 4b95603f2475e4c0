// Presence tests of what a definition looks up in a dict (`nonempty tag_of(r.tags, owner_tag)`), as one look: dicts of tags differ in nearly every row, and
// whether an entry is there does not.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

// Whether it only looks up entries, by arguments and constants: no population, no time, nothing that is vacuous.
bool only_looks_up(const Expression& e) {
  switch (e.op) {
    case Op::kLiteral: case Op::kAbsent: case Op::kVariable: case Op::kParameter: return true;
    case Op::kBuiltin:
      if (e.builtin != Builtin::k_lower && e.builtin != Builtin::k_upper && e.builtin != Builtin::k_trim) return false;
      break;
    case Op::kIndex: case Op::kCoalesce: break;
    default: return false;
  }
  return std::all_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return only_looks_up(*operand); });
}

bool is_constant(const Expression& e) { return e.op == Op::kLiteral || e.op == Op::kParameter || e.op == Op::kVariable; }

}  // namespace

std::optional<Value> Evaluator::presence_as_one_look(const Expression& e, Frame& frame) {
  const Expression& call = *e.operands[0];
  if (call.op != Op::kDefine || frame.resource != nullptr || touched != nullptr || trace != nullptr || mask != nullptr) return std::nullopt;
  if (call.operands.empty() || call.operands[0]->op != Op::kField || call.operands[0]->type.kind != TypeKind::kDict) return std::nullopt;
  if (!std::all_of(call.operands.begin() + 1, call.operands.end(), [](const ExpressionPtr& operand) { return is_constant(*operand); })) return std::nullopt;
  if (!only_looks_up(*program_.defines[static_cast<size_t>(call.index)].body)) return std::nullopt;
  std::vector<Value> others;
  for (size_t i = 1; i < call.operands.size(); ++i) {
    others.push_back(evaluate(*call.operands[i], frame));
    if (others.back().kind() != ValueKind::kText) return std::nullopt;
  }
  Step step;
  const Value dict = evaluate_path(*call.operands[0], frame, false, step);
  if (step.role < 0 || dict.kind() != ValueKind::kDict) return std::nullopt;
  Value outcome;
  {
    Observer::Pause pause(observer);
    outcome = presence_over(e, dict, others);
  }
  observer->presence(step.role, step.path, e, others, outcome);
  return outcome;
}

Value Evaluator::presence_over(const Expression& e, const Value& over, const std::vector<Value>& others) {
  const Define& define = program_.defines[static_cast<size_t>(e.operands[0]->index)];
  Frame inner(define.slots);
  inner.values[0] = over;
  std::copy(others.begin(), others.end(), inner.values.begin() + 1);
  return presence_of(e.op, evaluate(*define.body, inner));
}

void Observer::presence(int role, uint32_t path, const Expression& e, const std::vector<Value>& others, const Value& outcome) {
  std::string label = "presence";
  put(label, path);
  put(label, &e);
  for (const Value& other : others) put(label, fault(71) ? 0 : contents_.of(other));
  const auto [entry, is_new] = path_numbers_.try_emplace(label, static_cast<uint32_t>(row_paths_.size()));
  if (is_new) {
    // A number of its own under which a class keeps what came of it.
    row_paths_.push_back(RowPath(row_paths_[path]));
    presence_looks_.emplace(entry->second, PresenceLook{&e, others});
  }
  const Observation observation{Observation::What::kPresence, static_cast<uint8_t>(role), Observation::kConstant, entry->second, nullptr};
  if (!noted(observation) && !fault(70)) note(observation, outcome_of_truth(outcome));
}

// The dict was seen to be one before.
Outcome Observer::outcome_of_presence(const Row& row, uint32_t number) {
  const Value& dict = *value_at(row, number);
  CHECK(dict.kind() == ValueKind::kDict);
  const PresenceLook& look = presence_looks_.at(number);
  return outcome_of_truth(evaluator_.presence_over(*look.asked, dict, look.others));
}

}  // namespace sekisho
