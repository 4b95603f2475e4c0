// SK0504 to SK0507, SK0509: conditions that are always true or always false where they stand.
//
// A condition may decide itself (`x == x`, `count(xs) >= 0`), or what stands before it decides it: `x >= 3 and x < 3`. "Always"
// means: whenever the value is known. Parameters count as unknown constants, so nothing depends on a profile.
#include "engine/check/lint/condition_walk.h"
#include "engine/check/lint/lints.h"
#include "engine/check/lint/quoted.h"
#include "engine/check/walk.h"

namespace sekisho {
namespace {

bool compares(Op op) { return is_comparison(op) || op == Op::kIn; }

const Expression& under_nots(const Expression& condition) {
  const Expression* inner = &condition;
  while (inner->op == Op::kNot) inner = inner->operands[0].get();
  return *inner;
}

// `present x` and `nonempty x` are said again to be safe, and nobody is misled by it.
bool is_guard(const Expression& condition) {
  const Op op = under_nots(condition).op;
  return op == Op::kPresent || op == Op::kNonempty;
}

bool is_literal(const Expression& condition) { return under_nots(condition).op == Op::kLiteral; }

bool is_count(const Expression& expression) { return expression.op == Op::kBuiltin && expression.builtin == Builtin::k_count; }

bool is_written_out(const Expression& expression) {
  bool all = true;
  for_each_expression(expression, [&all](const Expression& part) {
    const bool arithmetic = part.op == Op::kAdd || part.op == Op::kSubtract || part.op == Op::kMultiply || part.op == Op::kConvert;
    all = all && (part.op == Op::kLiteral || arithmetic);
  });
  return all;
}

// Why `condition` decides itself, as a help text.
std::string why_constant(const Expression& condition) {
  const Expression& e = under_nots(condition);
  if (!compares(e.op)) return "remove it, or ask something that can differ";
  const Expression &left = *e.operands[0], &right = *e.operands[1];
  if (is_count(left) || is_count(right)) return "a count is 0 or more; compare with another number";
  if (e.op != Op::kIn && to_seki(left) == to_seki(right)) return "both sides are the same; compare with something else";
  if (e.op == Op::kIn && left.op != Op::kLiteral) {
    if (right.operands.empty()) return "nothing is in an empty collection; name the values that are meant";
    return "the values named are all that `" + to_string(left.type.as_present()) + "` has; leave out those that are not meant";
  }
  if (is_written_out(left) && is_written_out(right)) return "both sides are written out; compare an attribute or a parameter";
  return "remove it, or compare with a value that can differ";
}

using Origins = std::vector<const Origin*>;

// "`a > 1` on line 7 and `a != 2` on line 8"
std::string said(const Origins& facts, const Span& from) {
  std::string text;
  for (size_t i = 0; i < facts.size(); ++i) {
    if (i > 0) text += i + 1 == facts.size() ? " and " : ", ";
    text += quoted(*facts[i]->condition) + place_of(facts[i]->condition->span, from);
  }
  return text;
}

class ConstantCondition : public ConditionVisitor {
 public:
  explicit ConstantCondition(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void condition(const Expression& condition, Stand stand, int clause, const Assumptions& assumed) override {
    // `x = true` and an attribute given as a value are no conditions.
    if (stand == Stand::kValue && !compares(under_nots(condition).op)) return;
    if (is_literal(condition) && (stand == Stand::kBranch || (stand == Stand::kRequire && is_false(condition)))) return;
    Origins decided_by;
    const Outcome outcome = assumed.outcome(condition, &decided_by);
    if (outcome == Outcome::kOpen) return;
    if (decided_by.empty()) return alone(condition, stand, outcome);
    if (outcome == Outcome::kAlwaysFalse) return never(condition, stand, decided_by);
    always(condition, stand, clause, decided_by);
  }

  bool expression(const Expression&, const Assumptions&) override { return true; }

 private:
  // `require false` says that no such resource may be.
  static bool is_false(const Expression& condition) {
    bool value = true;
    const Expression* inner = &condition;
    for (; inner->op == Op::kNot; inner = inner->operands[0].get()) value = !value;
    return inner->literal.kind() == ValueKind::kBool && inner->literal.as_bool() != value;
  }

  void alone(const Expression& condition, Stand stand, Outcome outcome) {
    const bool is_true = outcome == Outcome::kAlwaysTrue;
    if (is_literal(condition)) return literal(condition, stand, is_true);
    if (!is_true && stand == Stand::kWhere) {
      diagnostics_.error("SK0506", condition.span, "this `where` can never be true: " + quoted(condition) + " is always false",
                         "the rule applies to nothing; " + why_constant(condition));
      return;
    }
    diagnostics_.error("SK0504", condition.span, quoted(condition) + " is always " + (is_true ? "true" : "false"), why_constant(condition));
  }

  void literal(const Expression& condition, Stand stand, bool is_true) {
    if (!is_true && stand == Stand::kWhere) {
      diagnostics_.error("SK0506", condition.span, "this `where` is never true, so the rule applies to nothing", "remove the `where`, or the rule");
    } else {
      diagnostics_.error("SK0504", condition.span, "a condition that is written as " + quoted(condition) + " decides nothing",
                         "remove it, or ask something that can differ");
    }
  }

  void never(const Expression& condition, Stand stand, const Origins& facts) {
    const std::string earlier = said(facts, condition.span);
    const Origin& last = *facts.back();
    const bool several = facts.size() > 1;
    if (stand == Stand::kWhere) {
      diagnostics_.error(
          "SK0506", condition.span, "this `where` can never be true: " + quoted(condition) + " contradicts " + earlier,
          std::string("the rule applies to nothing; ") + (several ? "remove one of them" : "remove one of the two, or join them with `or`"));
    } else if (stand == Stand::kOr && last.because == Because::kOr) {
      diagnostics_.warning("SK0509", condition.span, quoted(condition) + " adds nothing: " + earlier + " is true whenever it is",
                           "remove the narrower of the two");
    } else {
      const std::string holds = !last.is_true ? " is false before it" : several ? " hold before it" : " holds before it";
      diagnostics_.error("SK0505", condition.span, quoted(condition) + " can never be true here: " + earlier + holds,
                         several ? "remove one of them" : "remove one of the two, or join them with `or`");
    }
  }

  void always(const Expression& condition, Stand stand, int clause, const Origins& facts) {
    const std::string earlier = said(facts, condition.span);
    const Origin& last = *facts.back();
    if (stand == Stand::kOr && last.because == Because::kOr) {
      diagnostics_.error("SK0504", condition.span, "this `or` is always true: one of " + earlier + " and " + quoted(condition) + " always holds",
                         "remove one of the two, or join them with `and`");
    } else if (stand == Stand::kRequire && last.because == Because::kWhere) {
      diagnostics_.error("SK0507", condition.span, quoted(condition) + " is required of rows that have it anyway: `where` asks " + earlier,
                         "the rule can never fail by it; require something that the `where` does not select by");
    } else if (is_guard(condition)) {
      if (last.clause == clause && last.because == Because::kAnd) redundant(condition, earlier);
    } else {
      redundant(condition, earlier);
    }
  }

  void redundant(const Expression& condition, const std::string& earlier) {
    diagnostics_.warning(
        "SK0509", condition.span,
        quoted(condition) + " adds nothing: " + earlier + (earlier == quoted(condition) ? " stands before it already" : " says so already"),
        "remove it");
  }

  Diagnostics& diagnostics_;
};

}  // namespace

void lint_constant_condition(const LintInput& input, Diagnostics& diagnostics) {
  CanonicalText canonical(input.program);
  ConstantCondition visitor(diagnostics);
  walk_conditions(input.program, canonical, visitor);
}

}  // namespace sekisho
