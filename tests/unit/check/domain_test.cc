// What literals leave of a value: sets, intervals, whole numbers.
#include "engine/check/lint/domain.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

using Kind = Constraint::Kind;

Value number(int64_t value) { return Value::integer(value); }
Constraint less(Value value) { return {Kind::kLess, {std::move(value)}, false}; }
Constraint less_equal(Value value) { return {Kind::kLessEqual, {std::move(value)}, false}; }
Constraint at_least(Value value) { return {Kind::kLess, {std::move(value)}, true}; }
Constraint more(Value value) { return {Kind::kLessEqual, {std::move(value)}, true}; }
Constraint is(std::vector<Value> values) { return {Kind::kOneOf, std::move(values), false}; }
Constraint is_not(std::vector<Value> values) { return {Kind::kOneOf, std::move(values), true}; }

bool empty_after(Domain domain, const std::vector<Constraint>& constraints) {
  for (const Constraint& constraint : constraints) domain.restrict(constraint);
  return domain.empty();
}

TEST(Domain, IntervalsCross) {
  EXPECT_TRUE(empty_after({}, {at_least(number(3)), less(number(3))}));
  EXPECT_FALSE(empty_after({}, {at_least(number(3)), less_equal(number(3))}));
  EXPECT_TRUE(empty_after({}, {more(number(3)), less(number(4))}));
  EXPECT_FALSE(empty_after({}, {more(number(3)), less(number(5))}));
  EXPECT_TRUE(empty_after({}, {at_least(number(3)), less_equal(number(4)), is_not({number(4), number(3)})}));
  EXPECT_TRUE(empty_after({}, {more(Value::duration(10)), less_equal(Value::duration(10))}));
  EXPECT_FALSE(empty_after({}, {more(Value::text("a")), less(Value::text("b"))}));
  EXPECT_TRUE(empty_after({}, {at_least(Value::decimal({25, -1})), less(Value::decimal({2, 0}))}));
  EXPECT_TRUE(empty_after({}, {at_least(Value::version("1.10")), less(Value::version("1.9"))}));
  EXPECT_FALSE(empty_after({}, {more(Value::duration(INT64_MAX))}));
}

TEST(Domain, SetsNarrow) {
  EXPECT_TRUE(empty_after({}, {is({number(1)}), is({number(2)})}));
  EXPECT_FALSE(empty_after({}, {is({number(1), number(2)}), is_not({number(1)})}));
  EXPECT_TRUE(empty_after({}, {is({number(1), number(2)}), more(number(2))}));
  const Domain bools = Domain::of_values({Value::boolean(false), Value::boolean(true)});
  EXPECT_TRUE(empty_after(bools, {is_not({Value::boolean(false)}), is_not({Value::boolean(true)})}));
  EXPECT_FALSE(empty_after({}, {is({Value::text("1")}), is_not({number(1)})}));
  EXPECT_TRUE(empty_after({}, {is({})}));
}

TEST(Domain, KnowsWhatFunctionsGive) {
  EXPECT_TRUE(empty_after(Domain::at_least(number(0)), {less(number(0))}));
  EXPECT_TRUE(empty_after(Domain::between(number(0), number(128)), {more(number(128))}));
  EXPECT_FALSE(empty_after(Domain::at_least(number(0)), {less(number(1))}));
}

}  // namespace
}  // namespace sekisho
