// Assumptions: what conditions say about others.
#include "engine/check/lint/assumptions.h"

#include <gtest/gtest.h>

#include "tests/unit/check/build_expression.h"

namespace sekisho {
namespace {

using namespace building;

struct AssumptionsTest : testing::Test {
  void assume(ExpressionPtr condition, bool is_true = true) {
    assumed.assume(*condition, Origin{condition.get(), Because::kAnd, -1, is_true});
    kept.push_back(std::move(condition));
  }
  Outcome outcome(ExpressionPtr condition) {
    std::vector<const Origin*> decided_by;
    return assumed.outcome(*condition, &decided_by);
  }
  ExpressionPtr size() {
    auto expression = field(variable("x"), "size");
    expression->type = of_kind(TypeKind::kInt);
    return expression;
  }
  ExpressionPtr flag(const std::string& name) { return field(variable("x"), name); }

  Program program;
  CanonicalText canonical{program};
  Assumptions assumed{canonical};
  std::vector<ExpressionPtr> kept;
};

TEST_F(AssumptionsTest, ComparisonsDecideOthers) {
  assume(with_operands(Op::kGreaterEqual, size(), integer(3)));
  EXPECT_EQ(outcome(with_operands(Op::kLess, size(), integer(3))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(with_operands(Op::kGreater, size(), integer(2))), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kLess, integer(2), size())), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kNotEqual, size(), integer(1))), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kIn, size(), with_operands(Op::kSet, integer(1), integer(2)))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(with_operands(Op::kEqual, size(), integer(5))), Outcome::kOpen);
}

TEST_F(AssumptionsTest, NotAndOrAreTakenApart) {
  assume(with_operands(Op::kOr, flag("a"), with_operands(Op::kNot, flag("b"))), false);
  EXPECT_EQ(outcome(flag("a")), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(flag("b")), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kNot, flag("b"))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(flag("c")), Outcome::kOpen);
}

TEST_F(AssumptionsTest, ImpliesSaysNothingWhenTrue) {
  assume(with_operands(Op::kImplies, flag("a"), flag("b")));
  EXPECT_EQ(outcome(flag("a")), Outcome::kOpen);
  EXPECT_EQ(outcome(flag("b")), Outcome::kOpen);
}

TEST_F(AssumptionsTest, SidesWithoutLiterals) {
  assume(with_operands(Op::kLess, flag("a"), flag("b")));
  EXPECT_EQ(outcome(with_operands(Op::kGreater, flag("b"), flag("a"))), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kGreaterEqual, flag("a"), flag("b"))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(with_operands(Op::kEqual, flag("a"), flag("a"))), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kGreater, flag("a"), flag("a"))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(with_operands(Op::kGreater, flag("a"), flag("b"))), Outcome::kOpen);
}

TEST_F(AssumptionsTest, NoIsNotAny) {
  assume(quantifier(Op::kAny, "y", flag("ys"), nullptr, variable("y", 1)));
  EXPECT_EQ(outcome(quantifier(Op::kNo, "z", flag("ys"), nullptr, variable("z", 1))), Outcome::kAlwaysFalse);
}

TEST_F(AssumptionsTest, PresenceIsRemembered) {
  assume(with_operands(Op::kPresent, flag("a")), false);
  assume(with_operands(Op::kNonempty, flag("b")));
  EXPECT_NE(assumed.absence_of(*flag("a")), nullptr);
  EXPECT_EQ(assumed.absence_of(*flag("b")), nullptr);
  EXPECT_EQ(outcome(with_operands(Op::kPresent, flag("b"))), Outcome::kAlwaysTrue);
}

TEST_F(AssumptionsTest, CountsAndPrefixesHaveEnds) {
  auto count = [this] {
    auto call = with_operands(Op::kBuiltin, flag("xs"));
    call->builtin = Builtin::k_count;
    call->type = of_kind(TypeKind::kInt);
    return call;
  };
  EXPECT_EQ(outcome(with_operands(Op::kGreaterEqual, count(), integer(0))), Outcome::kAlwaysTrue);
  EXPECT_EQ(outcome(with_operands(Op::kEqual, count(), integer(-1))), Outcome::kAlwaysFalse);
  EXPECT_EQ(outcome(with_operands(Op::kGreater, count(), integer(0))), Outcome::kOpen);
}

TEST_F(AssumptionsTest, TheDecidingFactsAreNamed) {
  assume(with_operands(Op::kGreaterEqual, size(), integer(3)));
  assume(with_operands(Op::kNotEqual, size(), integer(7)));
  assume(with_operands(Op::kNotEqual, size(), integer(3)));
  std::vector<const Origin*> decided_by;
  EXPECT_EQ(assumed.outcome(*with_operands(Op::kLess, size(), integer(3)), &decided_by), Outcome::kAlwaysFalse);
  ASSERT_EQ(decided_by.size(), 1u);
  EXPECT_EQ(decided_by[0]->condition, kept[0].get());
  EXPECT_EQ(assumed.outcome(*with_operands(Op::kLessEqual, size(), integer(3)), &decided_by), Outcome::kAlwaysFalse);
  ASSERT_EQ(decided_by.size(), 2u);
  EXPECT_EQ(decided_by[1]->condition, kept[2].get());
}

}  // namespace
}  // namespace sekisho
