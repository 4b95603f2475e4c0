// A walk over an expression that notes, at each part, what could have been written wrongly there.
#include "engine/mutation/mutations.h"

#include <algorithm>
#include <utility>

#include "engine/check/walk.h"
#include "engine/mutation/literals.h"

namespace sekisho {
namespace {

bool is_guard(const Expression& e) { return e.op == Op::kPresent || e.op == Op::kIsKind; }

// `(a) op (b)` with another op.
ExpressionPtr with_op(const Expression& e, Op op) {
  ExpressionPtr copy = clone(e);
  copy->op = op;
  return copy;
}

ExpressionPtr negated(const Expression& e) {
  auto result = std::make_unique<Expression>();
  result->op = Op::kNot;
  result->type = e.type;
  result->span = e.span;
  result->operands.push_back(clone(e));
  return result;
}

std::vector<Op> other_comparisons(Op op) {
  switch (op) {
    case Op::kEqual: return {Op::kNotEqual};
    case Op::kNotEqual: return {Op::kEqual};
    case Op::kLess: return {Op::kLessEqual, Op::kGreater};
    case Op::kLessEqual: return {Op::kLess, Op::kGreaterEqual};
    case Op::kGreater: return {Op::kGreaterEqual, Op::kLess};
    case Op::kGreaterEqual: return {Op::kGreater, Op::kLessEqual};
    default: return {};
  }
}

// Whether the negation of `e` is a mutation of its own: that of a comparison, a connective or a quantifier comes out of its other mutations.
bool is_plain_truth(const Expression& e) {
  if (e.type.kind != TypeKind::kBool) return false;
  switch (e.op) {
    case Op::kField: case Op::kVariable: case Op::kDefine: case Op::kBuiltin: case Op::kIn: case Op::kRefers: case Op::kIsKind: case Op::kPresent:
    case Op::kNonempty: case Op::kEmpty: case Op::kResolved: case Op::kConfigured: case Op::kParameter: return true;
    default: return false;
  }
}

bool is_collection(const Expression& e) { return e.op == Op::kList || e.op == Op::kSet || e.op == Op::kDict; }

// Whether `a + b` and `a - b` both have a type: a time less another time is a length, but there is no sum of times.
bool goes_both_ways(const Expression& e) {
  switch (e.operands[1]->type.kind) {
    case TypeKind::kInt: case TypeKind::kDecimal: case TypeKind::kDuration: case TypeKind::kPeriod: return true;
    default: return false;
  }
}

class Mutator {
 public:
  Mutator(const std::set<std::string>& narrowed, bool first_member_only) : narrowed_(narrowed), first_member_only_(first_member_only) {}

  void visit(ExpressionPtr& at) {
    change(at);
    Expression& e = *at;
    const bool collection = is_collection(e);
    for (Binder& binder : e.binders) {
      if (binder.collection != nullptr) visit(binder.collection);
      if (binder.condition == nullptr) continue;
      if (may_go(*binder.condition)) note(binder.condition, nullptr);
      visit(binder.condition);
    }
    const bool below_not = e.op == Op::kNot;
    for (size_t i = 0; i < e.operands.size(); ++i) {
      ExpressionPtr& operand = e.operands[i];
      if (collection && operand->op == Op::kLiteral) continue;            // it was dropped as a member
      if (e.op == Op::kBuiltin && e.pattern != nullptr && i > 0) continue;  // the text of a compiled pattern
      const bool outer = std::exchange(negated_already_, below_not);
      visit(operand);
      negated_already_ = outer;
    }
    for (Arm& arm : e.arms) visit(arm.value);
  }

  void visit_parameter(ExpressionPtr& value) { change(value); }

  std::vector<Mutation> take() { return std::move(mutations_); }

 private:
  void note(ExpressionPtr& at, ExpressionPtr replacement) {
    Mutation mutation{&at, std::move(replacement), at->span, to_seki(*at), ""};
    if (mutation.replacement != nullptr) mutation.becomes = to_seki(*mutation.replacement);
    if (mutation.becomes != mutation.was) mutations_.push_back(std::move(mutation));
  }

  bool may_go(const Expression& part) const { return may_drop(part, narrowed_); }

  void change(ExpressionPtr& at) {
    const Expression& e = *at;
    for (Op other : other_comparisons(e.op)) note(at, with_op(e, other));
    if (e.op == Op::kNot) {
      if (may_go(*e.operands[0])) note(at, clone(*e.operands[0]));
    } else if (is_plain_truth(e) && !negated_already_ && may_go(e)) {
      note(at, negated(e));
    }
    switch (e.op) {
      case Op::kAnd: case Op::kOr: connective(at); break;
      case Op::kImplies:
        if (may_go(*e.operands[0])) note(at, clone(*e.operands[1]));
        break;
      case Op::kAny: note(at, with_op(e, Op::kAll)); break;
      case Op::kAll: case Op::kNo: note(at, with_op(e, Op::kAny)); break;
      case Op::kAdd: case Op::kSubtract:
        if (goes_both_ways(e)) note(at, with_op(e, e.op == Op::kAdd ? Op::kSubtract : Op::kAdd));
        break;
      case Op::kCoalesce: note(at, clone(*e.operands[1])); break;
      case Op::kIf: {
        if (!may_go(*e.operands[0])) break;
        ExpressionPtr copy = clone(e);
        copy->operands[1].swap(copy->operands[2]);
        note(at, std::move(copy));
        break;
      }
      case Op::kMatch: match(at); break;
      case Op::kList: case Op::kSet: members(at, 1); break;
      case Op::kDict: members(at, 2); break;
      case Op::kLiteral: literal(at); break;
      default: break;
    }
  }

  void connective(ExpressionPtr& at) {
    const Expression& e = *at;
    bool free = true;
    for (size_t i = 0; i < e.operands.size(); ++i) {
      if (!may_go(*e.operands[i])) {
        free = false;
        continue;
      }
      ExpressionPtr rest = clone(e);
      rest->operands.erase(rest->operands.begin() + static_cast<std::ptrdiff_t>(i));
      note(at, rest->operands.size() == 1 ? std::move(rest->operands[0]) : std::move(rest));
    }
    if (free) note(at, with_op(e, e.op == Op::kAnd ? Op::kOr : Op::kAnd));
  }

  void match(ExpressionPtr& at) {
    const Expression& e = *at;
    if (e.arms.empty() || !e.arms.back().is_else) return;
    for (size_t i = 0; i + 1 < e.arms.size(); ++i) {
      for (size_t pattern = 0; pattern < e.arms[i].patterns.size(); ++pattern) {
        ExpressionPtr copy = clone(e);
        auto& patterns = copy->arms[i].patterns;
        patterns.erase(patterns.begin() + static_cast<std::ptrdiff_t>(pattern));
        if (patterns.empty()) copy->arms.erase(copy->arms.begin() + static_cast<std::ptrdiff_t>(i));
        if (copy->arms.size() > 1) note(at, std::move(copy));
      }
    }
  }

  // Drops members of a collection that is written out. `width`: operands a member.
  void members(ExpressionPtr& at, size_t width) {
    const Expression& e = *at;
    for (size_t i = 0; i + width <= e.operands.size(); i += width) {
      if (first_member_only_ && i > 0) break;
      ExpressionPtr copy = clone(e);
      copy->operands.erase(copy->operands.begin() + static_cast<std::ptrdiff_t>(i), copy->operands.begin() + static_cast<std::ptrdiff_t>(i + width));
      note(at, std::move(copy));
    }
  }

  void literal(ExpressionPtr& at) {
    for (Value& value : other_literals(at->literal, at->type)) {
      ExpressionPtr copy = clone(*at);
      copy->literal = std::move(value);
      note(at, std::move(copy));
    }
  }

  const std::set<std::string>& narrowed_;
  const bool first_member_only_;
  bool negated_already_ = false;   // directly below a `not`, whose being dropped is the same
  std::vector<Mutation> mutations_;
};

}  // namespace

std::set<std::string> narrowed_paths(const std::vector<const Expression*>& roots) {
  std::set<std::string> guarded, narrowed;
  std::set<const Expression*> operands_of_guards;
  for (const Expression* root : roots) {
    for_each_expression(*root, [&](const Expression& e) {
      if (!is_guard(e)) return;
      guarded.insert(to_seki(*e.operands[0]));
      operands_of_guards.insert(e.operands[0].get());
    });
  }
  if (guarded.empty()) return narrowed;
  for (const Expression* root : roots) {
    for_each_expression(*root, [&](const Expression& e) {
      if (e.op != Op::kField && e.op != Op::kVariable) return;
      if (e.type.optional || operands_of_guards.contains(&e)) return;
      std::string text = to_seki(e);
      if (guarded.contains(text)) narrowed.insert(std::move(text));
    });
  }
  return narrowed;
}

bool may_drop(const Expression& part, const std::set<std::string>& narrowed) {
  bool needed = false;
  for_each_expression(part, [&](const Expression& e) { needed = needed || (is_guard(e) && narrowed.contains(to_seki(*e.operands[0]))); });
  return !needed;
}

std::vector<Mutation> mutations_of(ExpressionPtr& root, const std::set<std::string>& narrowed) {
  Mutator mutator(narrowed, false);
  mutator.visit(root);
  return mutator.take();
}

std::vector<Mutation> mutations_of_parameter(ExpressionPtr& value) {
  const std::set<std::string> none;
  Mutator mutator(none, true);
  mutator.visit_parameter(value);
  return mutator.take();
}

}  // namespace sekisho
