// Scope and flow typing.
//
//   present p.key and p.key.rotation.enabled
//
// The left side, when true, says that `p.key` (and `p`) are present; the right side is checked knowing that. `or` and `implies`
// hand on what holds when their left side is false or true. A path is told by its spelling, which is enough: nothing changes.
#include "engine/check/scope.h"

#include <algorithm>

namespace sekisho {

void Scope::reset(Mark mark) {
  locals_.resize(mark.locals);
  facts_.resize(mark.facts);
}

int Scope::add(Local local) {
  if (local.slot < 0) local.slot = slots_++;
  slots_ = std::max(slots_, local.slot + 1);
  locals_.push_back(std::move(local));
  return locals_.back().slot;
}

void Scope::add(const Facts& facts) { facts_.insert(facts_.end(), facts.begin(), facts.end()); }

const Local* Scope::find(std::string_view name) const {
  for (size_t i = locals_.size(); i-- > 0;)
    if (locals_[i].name == name) return &locals_[i];
  return nullptr;
}

bool Scope::is_present(std::string_view path) const {
  if (path.empty()) return false;
  return std::any_of(facts_.begin(), facts_.end(), [&](const Fact& fact) { return !fact.entity && fact.path == path; });
}

const EntityType* Scope::entity_of(std::string_view path) const {
  if (path.empty()) return nullptr;
  for (size_t i = facts_.size(); i-- > 0;)
    if (facts_[i].entity && facts_[i].path == path) return facts_[i].entity;
  return nullptr;
}

std::string path_key(const Expression& expression) {
  switch (expression.op) {
    case Op::kVariable: return "$" + std::to_string(expression.slot);
    case Op::kParameter: return "@" + std::to_string(expression.index);
    case Op::kSelf: return "self." + expression.text;
    case Op::kOrigin: return "origin";
    case Op::kEvaluatedAt: return "evaluated_at";
    case Op::kLiteral: return to_seki(expression.literal);
    case Op::kDefine: return expression.operands.empty() ? "=" + std::to_string(expression.index) : "";
    case Op::kField: {
      const std::string base = path_key(*expression.operands[0]);
      return base.empty() ? "" : base + "." + expression.text;
    }
    case Op::kIndex: {
      const std::string base = path_key(*expression.operands[0]);
      const std::string index = path_key(*expression.operands[1]);
      return base.empty() || index.empty() ? "" : base + "[" + index + "]";
    }
    case Op::kConvert: {
      if (expression.operands.size() > 1) return "";
      const std::string base = path_key(*expression.operands[0]);
      return base.empty() ? "" : to_string(expression.type.as_present()) + "(" + base + ")";
    }
    case Op::kBuiltin: {
      if (expression.builtin != Builtin::k_origin && expression.builtin != Builtin::k_lower) return "";
      const std::string base = path_key(*expression.operands[0]);
      return base.empty() ? "" : std::string(to_string(expression.builtin)) + "(" + base + ")";
    }
    default: return "";
  }
}

Facts presence_of(const Expression& expression) {
  Facts facts;
  for (const Expression* step = &expression;;) {
    const std::string path = path_key(*step);
    if (!path.empty()) facts.push_back({path, nullptr});
    if (step->op != Op::kField && step->op != Op::kIndex && step->op != Op::kConvert) break;
    step = step->operands[0].get();
  }
  return facts;
}

namespace {

Facts both(Facts a, const Facts& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Facts common(const Facts& a, const Facts& b) {
  Facts kept;
  for (const Fact& fact : a)
    if (std::any_of(b.begin(), b.end(), [&](const Fact& other) { return other.path == fact.path && other.entity == fact.entity; }))
      kept.push_back(fact);
  return kept;
}

}  // namespace

Facts facts_when(const Expression& expression, bool truth) {
  const auto operand = [&](size_t i, bool value) { return facts_when(*expression.operands[i], value); };
  switch (expression.op) {
    case Op::kNot: return operand(0, !truth);
    case Op::kAnd: return truth ? both(operand(0, true), operand(1, true)) : common(operand(0, false), operand(1, false));
    case Op::kOr: return truth ? common(operand(0, true), operand(1, true)) : both(operand(0, false), operand(1, false));
    case Op::kImplies: return truth ? Facts{} : both(operand(0, true), operand(1, false));
    case Op::kPresent:
    case Op::kNonempty: return truth ? presence_of(*expression.operands[0]) : Facts{};
    case Op::kEmpty: return truth ? Facts{} : presence_of(*expression.operands[0]);
    case Op::kIsKind: {
      if (!truth) return {};
      const std::string path = path_key(*expression.operands[0]);
      return path.empty() ? Facts{} : Facts{{path, expression.entity}};
    }
    default: return {};
  }
}

}  // namespace sekisho
