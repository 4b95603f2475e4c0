// find_obligation: partial evaluation.
//
// Before: require store.encryption.enabled and store.encryption.key_manager in {customer, external}      (enabled = true, key_manager unknown)
// After:  require store.encryption.key_manager in {customer, external}
//
// A part whose value is known becomes that value where Seki can write it (references and rows cannot be written: such paths stay). Parameters that
// are collections keep their names, definitions and lets are inlined. Quantifiers stay as they are, with the known parts outside their variables put in. It does not reorder anything.
#include "engine/finding/obligation.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/check/walk.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

ExpressionPtr literal(const Value& value, const Expression& from) {
  auto out = std::make_unique<Expression>();
  out->op = value.is_absent() ? Op::kAbsent : Op::kLiteral;
  out->type = from.type;
  out->span = from.span;
  out->literal = value;
  return out;
}

bool is_constant(const Expression& e, bool value) { return e.op == Op::kLiteral && e.literal.kind() == ValueKind::kBool && e.literal.as_bool() == value; }

bool writable(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool: case ValueKind::kInt: case ValueKind::kDecimal: case ValueKind::kText: case ValueKind::kDuration: case ValueKind::kDate:
    case ValueKind::kPeriod: case ValueKind::kTimestamp: case ValueKind::kIp: case ValueKind::kCidr: case ValueKind::kVersion: case ValueKind::kEnum: return true;
    case ValueKind::kList: case ValueKind::kSet:
      return std::all_of(value.members().begin(), value.members().end(), [](const Value::Member& m) {
        // Members that are written as texts need an expected type to be read again.
        bool plain = m.value.kind() == ValueKind::kText || m.value.kind() == ValueKind::kInt || m.value.kind() == ValueKind::kEnum;
        return m.presence == Presence::kSure && plain;
      });
    default: return false;
  }
}

// What a slot stands for while an expression is reduced: itself (null), or an expression over the rule's variable.
struct Scope {
  struct Form {
    const Expression* reduced = nullptr;
    const Expression* written = nullptr;   // what that was, in its own scope
    Scope* scope = nullptr;
  };
  Frame* frame = nullptr;
  std::map<int, Form> forms;               // lets and arguments
  std::set<int> bound;                     // binder variables: no value now
};

class Reducer {
 public:
  Reducer(Evaluator& evaluator, int fresh_slot, const std::string& variable) : evaluator_(evaluator), fresh_slot_(fresh_slot), names_{variable} {}

  // `no_literal`: its value is known to be one that Seki cannot write, and need not be worked out.
  ExpressionPtr reduce(const Expression& e, Scope& scope, bool no_literal = false) {
    bool named_collection = e.op == Op::kParameter && e.type.element != nullptr;
    if (folds_ && !no_literal && !mentions_bound(e, scope) && !named_collection) {
      Value value = evaluator_.evaluate(e, *scope.frame);
      if (value.is_absent() || (value.is_known() && writable(value))) {
        if (e.type.kind != TypeKind::kRaw || value.is_known()) return literal(value, e);
      }
      // A call has the value of its body, and a define over a whole population is worked out once for a run, its body each time.
      no_literal = !value.is_absent();
    }
    switch (e.op) {
      case Op::kVariable: {
        if (auto found = scope.forms.find(e.slot); found != scope.forms.end()) {
          const Scope::Form& form = found->second;
          return folds_ ? clone(*form.reduced) : reduce(*form.written, *form.scope);
        }
        ExpressionPtr out = clone(e);
        if (auto renamed = renamed_.find(e.slot); renamed != renamed_.end() && scope.bound.contains(e.slot)) {
          out->slot = renamed->second.slot;
          out->text = renamed->second.name;
        }
        return out;
      }
      case Op::kDefine: return inlined(e, scope, no_literal);
      case Op::kNot: {
        ExpressionPtr inner = reduce(*e.operands[0], scope);
        if (inner->op == Op::kLiteral) return literal(Value::boolean(!inner->literal.as_bool()), e);
        return rebuilt(e, scope);
      }
      case Op::kAnd: return joined(e, scope, false);
      case Op::kOr: return joined(e, scope, true);
      case Op::kImplies: {
        ExpressionPtr left = reduce(*e.operands[0], scope), right = reduce(*e.operands[1], scope);
        if (is_constant(*left, true)) return narrowed(e, std::move(right), scope);
        if (is_constant(*left, false) || is_constant(*right, true)) return literal(Value::boolean(true), e);
        return pair(e, std::move(left), std::move(right));
      }
      case Op::kIf: {
        ExpressionPtr condition = reduce(*e.operands[0], scope);
        if (is_constant(*condition, true)) return reduce(*e.operands[1], scope);
        if (is_constant(*condition, false)) return reduce(*e.operands[2], scope);
        return rebuilt(e, scope);
      }
      default: return rebuilt(e, scope);
    }
  }

 private:
  bool mentions_bound(const Expression& e, const Scope& scope) const {
    if (scope.bound.empty()) return false;
    if (e.op == Op::kVariable && scope.bound.contains(e.slot)) return true;
    auto in = [&](const ExpressionPtr& part) { return part != nullptr && mentions_bound(*part, scope); };
    if (std::any_of(e.operands.begin(), e.operands.end(), in)) return true;
    if (std::any_of(e.binders.begin(), e.binders.end(), [&](const Binder& b) { return in(b.collection) || in(b.condition); })) return true;
    return std::any_of(e.arms.begin(), e.arms.end(), [&](const Arm& arm) { return in(arm.value); });
  }

  ExpressionPtr joined(const Expression& e, Scope& scope, bool dominant) {
    ExpressionPtr left = reduce(*e.operands[0], scope);
    if (is_constant(*left, dominant)) return left;
    ExpressionPtr right = reduce(*e.operands[1], scope);
    if (is_constant(*right, dominant)) return right;
    if (is_constant(*left, !dominant)) return dominant ? std::move(right) : narrowed(e, std::move(right), scope);
    if (is_constant(*right, !dominant)) return left;
    return pair(e, std::move(left), std::move(right));
  }

  // `right` behind a left side that is true. Where that is `x is KIND`, it stays: without it nothing says that x has the kind's own attributes.
  ExpressionPtr narrowed(const Expression& e, ExpressionPtr right, Scope& scope) {
    const Expression& left = *e.operands[0];
    if (left.op != Op::kIsKind || right->op == Op::kLiteral || !folds_) return right;
    return pair(e, rebuilt(left, scope), std::move(right));
  }

  ExpressionPtr pair(const Expression& e, ExpressionPtr left, ExpressionPtr right) {
    auto out = std::make_unique<Expression>();
    out->op = e.op;
    out->type = e.type;
    out->span = e.span;
    out->operands.push_back(std::move(left));
    out->operands.push_back(std::move(right));
    return out;
  }

  // A call becomes its body, with what the arguments reduced to in place of their names.
  ExpressionPtr inlined(const Expression& e, Scope& scope, bool no_literal) {
    const Define& define = evaluator_.program().defines[static_cast<size_t>(e.index)];
    Frame inner(define.slots);
    std::vector<ExpressionPtr> arguments;
    Scope body;
    body.frame = &inner;
    for (size_t i = 0; i < e.operands.size(); ++i) {
      arguments.push_back(reduce(*e.operands[i], scope));
      int slot = static_cast<int>(i);
      body.forms[slot] = {arguments.back().get(), e.operands[i].get(), &scope};
      if (mentions_bound(*e.operands[i], scope)) body.bound.insert(slot);
      else inner.values[i] = evaluator_.evaluate(*e.operands[i], *scope.frame);
    }
    return reduce(*define.body, body, no_literal);
  }

  // The same node over reduced parts; variables bound in it have no value.
  ExpressionPtr rebuilt(const Expression& e, Scope& scope) {
    auto out = std::make_unique<Expression>();
    out->op = e.op;
    out->type = e.type;
    out->span = e.span;
    out->literal = e.literal;
    out->slot = e.slot;
    out->index = e.index;
    out->builtin = e.builtin;
    out->text = e.text;
    out->raw_type = e.raw_type;
    out->closed = e.closed;
    out->entity = e.entity;
    out->names = e.names;
    out->pattern = e.pattern;
    std::vector<std::pair<int, std::optional<Renamed>>> renamed_before;
    std::vector<int> newly_bound;
    for (const Binder& binder : e.binders) {
      Binder copy;
      copy.name = free_name(binder.name);
      copy.collection = reduce(*binder.collection, scope);
      // Slots and names of inlined bodies would clash with those of the rule: binders get fresh ones.
      std::optional<Renamed> before;
      if (auto found = renamed_.find(binder.slot); found != renamed_.end()) before = found->second;
      renamed_before.emplace_back(binder.slot, before);
      copy.slot = fresh_slot_++;
      renamed_[binder.slot] = {copy.slot, copy.name};
      names_.push_back(copy.name);
      if (scope.bound.insert(binder.slot).second) newly_bound.push_back(binder.slot);
      if (binder.condition != nullptr) copy.condition = reduce(*binder.condition, scope);
      out->binders.push_back(std::move(copy));
    }
    for (const ExpressionPtr& operand : e.operands) out->operands.push_back(reduce(*operand, scope));
    const bool says_nothing = folds_ && e.binders.empty() && e.arms.empty() && !out->operands.empty() &&
                              std::all_of(out->operands.begin(), out->operands.end(), [](const ExpressionPtr& operand) { return operand->op == Op::kLiteral || operand->op == Op::kAbsent; });
    if (says_nothing) {
      folds_ = false;
      for (size_t i = 0; i < e.operands.size(); ++i) out->operands[i] = reduce(*e.operands[i], scope);
      folds_ = true;
    }
    for (const Arm& arm : e.arms) out->arms.push_back({arm.patterns, arm.is_else, reduce(*arm.value, scope)});
    for (int slot : newly_bound) scope.bound.erase(slot);
    names_.resize(names_.size() - out->binders.size());
    for (auto it = renamed_before.rbegin(); it != renamed_before.rend(); ++it) {
      if (it->second) renamed_[it->first] = *it->second;
      else renamed_.erase(it->first);
    }
    return out;
  }

  std::string free_name(const std::string& name) const {
    std::string free = name;
    for (int i = 2; std::find(names_.begin(), names_.end(), free) != names_.end(); ++i) free = name + "_" + std::to_string(i);
    return free;
  }

  struct Renamed {
    int slot;
    std::string name;
  };
  Evaluator& evaluator_;
  std::map<int, Renamed> renamed_;
  bool folds_ = true;               // known parts become their values
  int fresh_slot_;
  std::vector<std::string> names_;  // in use where the expression stands
};

void join(ExpressionPtr& all, ExpressionPtr part) {
  if (is_constant(*part, true)) return;
  if (all == nullptr) {
    all = std::move(part);
    return;
  }
  auto both = std::make_unique<Expression>();
  both->op = Op::kAnd;
  both->type = part->type;
  both->span = part->span;
  both->operands.push_back(std::move(all));
  both->operands.push_back(std::move(part));
  all = std::move(both);
}

}  // namespace

Obligation find_obligation(Evaluator& evaluator, const Rule& rule, const Subject& subject) {
  Frame frame(rule.slots);
  Scope scope;
  scope.frame = &frame;
  frame.values[0] = subject.value();
  // Binders of the obligation get slots above all of the rule's.
  Reducer reducer(evaluator, rule.slots, rule.variable);
  std::vector<ExpressionPtr> lets;
  Obligation obligation;
  for (const Clause& clause : rule.clauses) {
    switch (clause.kind) {
      case Clause::Kind::kLet:
        frame.values[static_cast<size_t>(clause.slot)] = evaluator.evaluate(*clause.expression, frame);
        lets.push_back(reducer.reduce(*clause.expression, scope));
        scope.forms[clause.slot] = {lets.back().get(), clause.expression.get(), &scope};
        break;
      case Clause::Kind::kWhere: join(obligation.where, reducer.reduce(*clause.expression, scope)); break;
      case Clause::Kind::kRequire: join(obligation.require, reducer.reduce(*clause.expression, scope)); break;
    }
  }
  return obligation;
}

Verdict decide(Evaluator& evaluator, const Rule& rule, const Obligation& obligation, const Subject& subject) {
  int slots = rule.slots;
  for (const ExpressionPtr* part : {&obligation.where, &obligation.require}) {
    if (*part != nullptr) slots = std::max(slots, slots_needed(**part));
  }
  Frame frame(slots);
  frame.values[0] = subject.value();
  Value applies = obligation.where == nullptr ? Value::boolean(true) : evaluator.truth(*obligation.where, frame);
  Value holds = obligation.require == nullptr ? Value::boolean(true) : evaluator.truth(*obligation.require, frame);
  if (is_false(applies)) return Verdict::kNotApplicable;
  if (is_true(holds)) return Verdict::kPass;
  return is_false(holds) && is_true(applies) ? Verdict::kFail : Verdict::kUnknown;
}

std::string to_seki(const Obligation& obligation) {
  std::string out;
  if (obligation.where != nullptr) out += "where " + to_seki(*obligation.where);
  if (obligation.require != nullptr) out += (out.empty() ? "" : " ") + ("require " + to_seki(*obligation.require));
  return out;
}

}  // namespace sekisho
