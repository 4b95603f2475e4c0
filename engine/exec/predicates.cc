// Predicates as one look: whether an attribute is there, or what a definition looks up in a dict (`nonempty tag_of(r.tags, owner_tag)`), and how a text or a
// network stands to constants (`b.name != "archive"`, `o.peer.cidr in anywhere`). Names, addresses, dicts of tags and what is referred to differ in nearly
// every row; what is asked of them does not.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

// Whether it only looks up entries, by arguments and constants: no population, no time, nothing that is vacuous. No entry says which is looked up next: then two
// calls may find the same entries, and each others of them, which a witness tells apart.
bool only_looks_up(const Expression& e, bool is_key = false) {
  switch (e.op) {
    case Op::kLiteral: case Op::kAbsent: case Op::kVariable: case Op::kParameter: return true;
    case Op::kBuiltin:
      if (e.builtin != Builtin::k_lower && e.builtin != Builtin::k_upper && e.builtin != Builtin::k_trim) return false;
      break;
    case Op::kIndex: return !is_key && only_looks_up(*e.operands[0], is_key) && only_looks_up(*e.operands[1], true);
    case Op::kCoalesce: break;
    default: return false;
  }
  return std::all_of(e.operands.begin(), e.operands.end(), [&](const ExpressionPtr& operand) { return only_looks_up(*operand, is_key); });
}

// The keys that it looks up, one after the other until one is there. False: it does anything else, too.
bool add_keys(Evaluator& evaluator, const Expression& e, Frame& frame, std::vector<std::string>& keys) {
  if (e.op == Op::kCoalesce) return add_keys(evaluator, *e.operands[0], frame, keys) && add_keys(evaluator, *e.operands[1], frame, keys);
  if (e.op != Op::kIndex || e.operands[0]->op != Op::kVariable || e.operands[0]->slot != 0 || mentions_slot(*e.operands[1], 0)) return false;
  const Value key = evaluator.evaluate(*e.operands[1], frame);
  if (key.kind() == ValueKind::kText) keys.push_back(key.as_text());
  return key.kind() == ValueKind::kText;
}

bool is_presence_test(Op op) { return op == Op::kPresent || op == Op::kNonempty || op == Op::kEmpty || op == Op::kResolved || op == Op::kConfigured; }

// Whether it is a presence test of what a definition looks up.
bool looks_up(const Expression& e) { return is_presence_test(e.op) && e.operands[0]->op == Op::kDefine; }

bool is_constant(const Expression& e) { return e.op == Op::kLiteral || e.op == Op::kParameter || e.op == Op::kVariable; }

// The same in every row.
bool is_fixed(const Expression& e) {
  if (e.op == Op::kConvert || e.op == Op::kList || e.op == Op::kSet) return std::all_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return is_fixed(*operand); });
  return e.op == Op::kLiteral || e.op == Op::kParameter;
}

// The path whose value is tested: a field or what a binder binds, perhaps with what stands in for it, and in one case. Null: it is none.
const Expression* tested_path(const Expression& e) {
  if (e.op == Op::kCoalesce) return is_fixed(*e.operands[1]) ? tested_path(*e.operands[0]) : nullptr;
  if (e.op == Op::kBuiltin && (e.builtin == Builtin::k_lower || e.builtin == Builtin::k_upper || e.builtin == Builtin::k_trim)) return tested_path(*e.operands[0]);
  // Of other scalars there are few contents, and one look serves all who ask.
  const bool manifold = e.type.kind == TypeKind::kText || e.type.kind == TypeKind::kIp || e.type.kind == TypeKind::kCidr;
  return (e.op == Op::kField || e.op == Op::kVariable) && manifold ? &e : nullptr;
}

// The operand that is tested against constants; none: it is no such test.
std::optional<size_t> tested_operand(const Expression& e) {
  const bool takes_either = is_comparison(e.op);
  const bool takes_first = e.op == Op::kIn || (e.op == Op::kBuiltin && (e.builtin == Builtin::k_matches || e.builtin == Builtin::k_starts_with || e.builtin == Builtin::k_ends_with));
  if (!takes_either && !takes_first) return std::nullopt;
  for (size_t side = 0; side < (takes_either ? 2 : 1); ++side) {
    if (is_fixed(*e.operands[1 - side]) && tested_path(*e.operands[side]) != nullptr) return side;
  }
  return std::nullopt;
}

}  // namespace

const Expression* tested_against_constants(const Expression& e) {
  const std::optional<size_t> side = tested_operand(e);
  return side ? tested_path(*e.operands[*side]) : nullptr;
}

std::optional<Value> Evaluator::presence_as_one_look(const Expression& e, Frame& frame) {
  const Expression& call = *e.operands[0];
  if (call.op != Op::kDefine || frame.resource != nullptr || touched != nullptr) return std::nullopt;
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
  // While a witness is searched the dict may be hidden.
  if (part.role < 0 || (dict.kind() != ValueKind::kDict && (mask == nullptr || !observer->is_dict(part.role, part.path)))) return std::nullopt;
  Value outcome;
  {
    Observer::Pause pause(observer);
    outcome = presence_over(e, dict, others);
  }
  observer->predicate(part.role, part.path, e, others, outcome);
  return outcome;
}

Value Evaluator::presence_over(const Expression& e, const Value& over, const std::vector<Value>& others) {
  const Define& define = program_.defines[static_cast<size_t>(e.operands[0]->index)];
  Frame inner(define.slots);
  inner.values[0] = over;
  std::copy(others.begin(), others.end(), inner.values.begin() + 1);
  return presence_of(e.op, evaluate(*define.body, inner));
}

std::vector<std::string> Evaluator::keys_looked_up(const Expression& e, const std::vector<Value>& others) {
  const Define& define = program_.defines[static_cast<size_t>(e.operands[0]->index)];
  Frame frame(define.slots);
  std::copy(others.begin(), others.end(), frame.values.begin() + 1);
  std::vector<std::string> keys;
  if (!add_keys(*this, *define.body, frame, keys)) keys.clear();
  return keys;
}

// What is made of the value at the path.
Value Evaluator::tested(const Expression& e, const Value& value) {
  if (e.op == Op::kField || e.op == Op::kVariable) return value;
  Value of = tested(*e.operands[0], value);
  if (e.op == Op::kBuiltin) return call_builtin(e, {std::move(of)});
  Frame none(0);
  return of.is_absent() ? evaluate(*e.operands[1], none) : of;
}

Value Evaluator::test_over(const Expression& e, size_t side, const Value& value, const Value& other) {
  Value a = tested(*e.operands[side], value);
  if (e.op == Op::kIn) return evaluate_in(a, other);
  if (e.op == Op::kBuiltin) return call_builtin(e, {std::move(a), other});
  return side == 0 ? compare(e.op, std::move(a), other) : compare(e.op, other, std::move(a));
}

std::optional<Value> Evaluator::test_as_one_look(const Expression& e, Frame& frame) {
  if (!observes() || frame.resource != nullptr) return std::nullopt;
  const std::optional<size_t> side = tested_operand(e);
  if (!side) return std::nullopt;
  RolePart part;
  const Expression& path = *tested_path(*e.operands[*side]);
  if (path.op == Op::kVariable && frame.part_of(path.slot).role < 0) return std::nullopt;
  const Value value = evaluate_part(path, frame, Look::kNone, part);
  const Value other = evaluate(*e.operands[1 - *side], frame);
  Value outcome = test_over(e, *side, value, other);
  if (part.role >= 0) observer->predicate(part.role, part.path, e, {other}, outcome);
  return outcome;
}

void Observer::put_test(std::string& out, const Expression& e) {
  put(out, e.op);
  if (e.op == Op::kField || e.op == Op::kVariable) return;
  if (is_fixed(e)) {
    Frame none(0);
    put(out, fault(75) ? 0 : contents_.of(evaluator_.evaluate(e, none)));
    return;
  }
  if (e.op == Op::kBuiltin) put(out, e.builtin);
  put(out, e.type.optional);
  for (const ExpressionPtr& operand : e.operands) put_test(out, *operand);
}

uint32_t Observer::predicate_number(const Expression& e, const std::vector<Value>& others) {
  const bool by_arguments = looks_up(e);
  if (!by_arguments) {
    if (const auto known = predicates_.find(&e); known != predicates_.end()) return known->second;
  }
  std::string asked;
  if (by_arguments) {
    put(asked, &e);
    for (const Value& other : others) put(asked, fault(71) ? 0 : contents_.of(other));
  } else if (is_presence_test(e.op)) {
    put(asked, e.op);
  } else {
    put_test(asked, e);
  }
  const uint32_t number = predicates_by_content_.try_emplace(asked, static_cast<uint32_t>(predicates_by_content_.size())).first->second;
  if (!by_arguments) predicates_.emplace(&e, number);
  return number;
}

void Observer::predicate(int role, uint32_t path, const Expression& e, const std::vector<Value>& others, const Value& outcome) {
  if (!recording_) return;
  const uint32_t number = extended(path, RowStep::To::kPredicate, "", predicate_number(e, others));
  const auto [look, is_new] = predicate_looks_.try_emplace(number, PredicateLook{&e, others, {}, {}});
  if (is_new) {
    const Pause pause(this);
    look->second.tested = tested_operand(e);
    if (looks_up(e)) look->second.keys = evaluator_.keys_looked_up(e, others);
  }
  const Observation observation{Observation::What::kPredicate, static_cast<uint8_t>(role), Observation::kConstant, false, number, nullptr};
  if (first_look(observation) && !fault(70)) note_attribute(observation, [&] { return outcome_of_truth(outcome); });
}

bool Observer::is_dict(int role, uint32_t path) {
  const Pause pause(this);
  return without_mask([&] { return value_at(*roles_[static_cast<size_t>(role)].row, path)->kind() == ValueKind::kDict; });
}

// Most tests look for one key after the other, and what stands there is known: no definition need be gone through for that.
std::optional<Value> Observer::looked_up(const PredicateLook& look, const Value& dict) {
  if (look.keys.empty() || dict.kind() != ValueKind::kDict || dict.dict_open()) return std::nullopt;
  const Value::Entries& entries = dict.entries();
  for (const std::string& key : look.keys) {
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Value::Entry& one) { return one.key == key; });
    if (entry == entries.end() || fault(76)) continue;
    const bool plain = entry->presence == Presence::kSure && entry->value.kind() == ValueKind::kText;
    return plain ? std::optional<Value>(evaluator_.presence_of(look.asked->op, entry->value)) : std::nullopt;
  }
  return evaluator_.presence_of(look.asked->op, Value());
}

Outcome Observer::outcome_of_predicate(const Row& row, uint32_t number) {
  const PredicateLook& look = predicate_looks_.at(number);
  const Value& value = *value_at(row, number);
  if (look.tested) return outcome_of_truth(evaluator_.test_over(*look.asked, *look.tested, value, look.others.front()));
  if (!looks_up(*look.asked)) return outcome_of_truth(evaluator_.presence_of(look.asked->op, value));
  const std::optional<Value> found = looked_up(look, value);
  return outcome_of_truth(found ? *found : evaluator_.presence_over(*look.asked, value, look.others));
}

}  // namespace sekisho
