// Presence tests as one look: of what a definition looks up in a dict (`nonempty tag_of(r.tags, owner_tag)`), and of an attribute. Dicts of tags, names and what
// is referred to differ in nearly every row, and whether something is there does not.
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
  RolePart part;
  const Value dict = evaluate_path(*call.operands[0], frame, Look::kStep, part);
  if (part.role < 0 || dict.kind() != ValueKind::kDict) return std::nullopt;
  Value outcome;
  {
    Observer::Pause pause(observer);
    outcome = presence_over(e, dict, others);
  }
  observer->presence(part.role, part.path, e, others, outcome);
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
  uint32_t number = 0;
  if (e.operands[0]->op == Op::kDefine) {
    std::string asked;
    put(asked, &e);
    for (const Value& other : others) put(asked, fault(71) ? 0 : contents_.of(other));
    const uint32_t test = definition_tests_.try_emplace(asked, static_cast<uint32_t>(definition_tests_.size())).first->second;
    number = extended(path, RowStep::To::kDefinition, "", test);
  } else {
    number = extended(path, RowStep::To::kPresence, "", static_cast<uint32_t>(e.op));
  }
  presence_looks_.try_emplace(number, PresenceLook{&e, others});
  const Observation observation{Observation::What::kPresence, static_cast<uint8_t>(role), Observation::kConstant, false, number, nullptr};
  if (recording_ && first_look(observation) && !fault(70)) note_attribute(observation, [&] { return outcome_of_truth(outcome); });
}

Outcome Observer::outcome_of_presence(const Row& row, uint32_t number) {
  const Value& value = *value_at(row, number);
  const PresenceLook& look = presence_looks_.at(number);
  if (look.asked->operands[0]->op != Op::kDefine) return outcome_of_truth(evaluator_.presence_of(look.asked->op, value));
  CHECK(value.kind() == ValueKind::kDict);   // which was seen before
  return outcome_of_truth(evaluator_.presence_over(*look.asked, value, look.others));
}

}  // namespace sekisho
