// Comparison and checked arithmetic of scalars, and the order of versions.
#include "engine/value/arithmetic.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

Value integer(int64_t value) { return Value::integer(value); }
Value decimal(const char* text) { return Value::decimal(*parse_decimal(text)); }
Value duration(const char* text) { return Value::duration(*parse_duration(text)); }
Value date(const char* text) { return Value::date(*parse_date(text)); }
Value timestamp(const char* text) { return Value::timestamp(*parse_timestamp(text)); }
Value period(const char* text) { return Value::period(*parse_period(text)); }

std::string show(const std::optional<Value>& value) { return value ? to_seki(*value) : "none"; }

TEST(ArithmeticTest, Sums) {
  EXPECT_EQ(show(add_scalars(integer(2), integer(3))), "5");
  EXPECT_EQ(show(add_scalars(integer(kMost), integer(1))), "none");
  EXPECT_EQ(show(add_scalars(integer(kLeast), integer(-1))), "none");
  EXPECT_EQ(show(add_scalars(decimal("0.1"), decimal("0.2"))), "0.3");
  EXPECT_EQ(show(add_scalars(integer(1), decimal("0.5"))), "1.5");
  EXPECT_EQ(show(add_scalars(decimal("0.5"), decimal("0.5"))), "1");
  EXPECT_EQ(show(add_scalars(decimal("1e30"), decimal("1"))), "none");
  EXPECT_EQ(show(add_scalars(decimal("1e19"), decimal("-9000000000000000001"))), "999999999999999999");
  EXPECT_EQ(show(add_scalars(decimal("1e1000000000"), decimal("1e-1000000000"))), "none");
  EXPECT_EQ(show(add_scalars(Value::text("a"), Value::text("b"))), "\"ab\"");
  EXPECT_EQ(show(add_scalars(duration("1d"), duration("12h"))), "1d12h");
  EXPECT_EQ(show(add_scalars(Value::forever(), duration("12h"))), "forever");
  EXPECT_EQ(show(add_scalars(Value::duration(kMost - 1), duration("1s"))), "none");
  EXPECT_EQ(show(add_scalars(date("2026-02-28"), duration("36h"))), "2026-03-01");
  EXPECT_EQ(show(add_scalars(duration("1d"), date("2026-02-28"))), "2026-03-01");
  // 15:30 UTC on 30 January is 00:30 on the 31st in Japan; the month end clamps there.
  EXPECT_EQ(show(add_scalars(timestamp("2026-01-30T15:30:00Z"), period("1mo"))), "2026-02-27T15:30:00Z");
  EXPECT_EQ(show(subtract_scalars(timestamp("2028-02-29T00:00:00Z"), period("1y"))), "2027-02-28T00:00:00Z");
  EXPECT_EQ(show(add_scalars(date("2026-01-31"), period("1mo"))), "2026-02-28");
  EXPECT_EQ(show(add_scalars(date("9999-12-31"), period("1mo"))), "none");
  EXPECT_EQ(show(add_scalars(date("2026-01-31"), Value::forever())), "none");
  EXPECT_EQ(show(add_scalars(timestamp("2026-01-31T00:00:00Z"), duration("90s"))), "2026-01-31T00:01:30Z");
  EXPECT_EQ(show(add_scalars(period("1y"), period("4mo"))), "1y4mo");
  EXPECT_EQ(show(add_scalars(Value::boolean(true), integer(1))), "none");
  EXPECT_EQ(show(add_scalars(Value::text("a"), integer(1))), "none");
  EXPECT_EQ(show(add_scalars(date("2026-01-31"), date("2026-01-31"))), "none");
}

TEST(ArithmeticTest, Differences) {
  EXPECT_EQ(show(subtract_scalars(integer(2), integer(3))), "-1");
  EXPECT_EQ(show(subtract_scalars(integer(kLeast), integer(1))), "none");
  EXPECT_EQ(show(subtract_scalars(integer(-1), integer(kLeast))), std::to_string(kMost));
  EXPECT_EQ(show(subtract_scalars(integer(1), decimal("0.9"))), "0.1");
  EXPECT_EQ(show(subtract_scalars(date("2026-03-01"), date("2026-02-01"))), "28d");
  EXPECT_EQ(show(subtract_scalars(date("2026-02-01"), date("2026-03-01"))), "-28d");
  EXPECT_EQ(show(subtract_scalars(date("2026-03-01"), duration("12h"))), "2026-02-28");
  EXPECT_EQ(show(subtract_scalars(date("2026-03-31"), period("1mo"))), "2026-02-28");
  EXPECT_EQ(show(subtract_scalars(timestamp("2026-03-01T00:00:00Z"), timestamp("2026-02-28T12:00:00Z"))), "12h");
  EXPECT_EQ(show(subtract_scalars(timestamp("2026-03-01T00:00:00Z"), duration("1s"))), "2026-02-28T23:59:59Z");
  EXPECT_EQ(show(subtract_scalars(duration("1d"), duration("36h"))), "-12h");
  EXPECT_EQ(show(subtract_scalars(Value::forever(), duration("36h"))), "forever");
  EXPECT_EQ(show(subtract_scalars(duration("36h"), Value::forever())), "none");
  EXPECT_EQ(show(subtract_scalars(Value::text("a"), Value::text("b"))), "none");
  EXPECT_EQ(show(subtract_scalars(duration("1d"), date("2026-03-01"))), "none");
  EXPECT_EQ(show(subtract_scalars(duration("1d"), period("1mo"))), "none");
}

TEST(ArithmeticTest, Products) {
  EXPECT_EQ(show(multiply_scalars(integer(6), integer(7))), "42");
  EXPECT_EQ(show(multiply_scalars(integer(kMost), integer(2))), "none");
  EXPECT_EQ(show(multiply_scalars(integer(kLeast), integer(-1))), "none");
  EXPECT_EQ(show(multiply_scalars(decimal("1.5"), integer(2))), "3");
  EXPECT_EQ(show(multiply_scalars(decimal("3037000501.7"), decimal("3037000501.3"))), "none");
  EXPECT_EQ(show(multiply_scalars(integer(3), duration("8h"))), "1d");
  EXPECT_EQ(show(multiply_scalars(duration("8h"), integer(3))), "1d");
  EXPECT_EQ(show(multiply_scalars(Value::forever(), integer(2))), "forever");
  EXPECT_EQ(show(multiply_scalars(Value::forever(), integer(0))), "none");
  EXPECT_EQ(show(multiply_scalars(period("4mo"), integer(4))), "1y4mo");
  EXPECT_EQ(show(multiply_scalars(period("4mo"), integer(kMost))), "none");
  EXPECT_EQ(show(multiply_scalars(Value::text("a"), integer(2))), "none");
}

TEST(ArithmeticTest, Comparison) {
  EXPECT_TRUE(compare_scalars(integer(1), integer(2)) < 0);
  EXPECT_TRUE(compare_scalars(integer(1), decimal("1.0")) == 0);
  EXPECT_TRUE(compare_scalars(integer(2), decimal("1.5")) > 0);
  EXPECT_TRUE(compare_scalars(decimal("-1e400"), integer(kLeast)) < 0);
  EXPECT_TRUE(compare_scalars(duration("1d"), Value::forever()) < 0);
  EXPECT_TRUE(compare_scalars(Value::forever(), Value::forever()) == 0);
  EXPECT_TRUE(compare_scalars(date("2026-01-01"), date("2025-12-31")) > 0);
  EXPECT_TRUE(compare_scalars(Value::text("a"), Value::text("日")) < 0);
  EXPECT_TRUE(compare_scalars(Value::enumerator("write", 2), Value::enumerator("none", 0)) > 0);
  EXPECT_TRUE(compare_scalars(Value::version("1.10"), Value::version("1.9")) > 0);
  EXPECT_TRUE(compare_scalars(date("2026-01-01"), timestamp("2026-01-01T00:00:00Z")) == std::partial_ordering::unordered);
  EXPECT_TRUE(compare_scalars(Value::boolean(true), Value::boolean(true)) == std::partial_ordering::unordered);
  EXPECT_TRUE(compare_scalars(period("1mo"), period("1mo")) == std::partial_ordering::unordered);
}

TEST(ArithmeticTest, DecimalsCompareExactly) {
  const char* const ascending[] = {"-1e400", "-9223372036854775808", "-10", "-9.99", "-1", "-1e-9", "0", "1e-400", "1e-9", "0.1", "0.10000000000000001",
                                   "0.2", "1", "9.999999999999999999", "10", "11", "1e2", "9223372036854775806", "9223372036854775807", "1e19", "1e400"};
  for (size_t i = 0; i < std::size(ascending); ++i) {
    const std::optional<Decimal> left = parse_decimal(ascending[i]);
    if (!left) continue;  // 9.999999999999999999 has 19 digits and is too large
    for (size_t j = 0; j < std::size(ascending); ++j) {
      const std::optional<Decimal> right = parse_decimal(ascending[j]);
      if (right) { EXPECT_EQ(compare_decimals(*left, *right), i <=> j) << ascending[i] << " " << ascending[j]; }
    }
  }
}

TEST(VersionTest, Order) {
  const char* const ascending[] = {"0", "1.2", "1.9", "1.10-rc2", "1.10-rc10", "1.10", "1.10+build", "1.10.1-alpha", "1.10.1-beta", "1.10.1",
                                   "2", "2.0.0.1", "10", "123456789012345678901234567890", "123456789012345678901234567891"};
  for (size_t i = 0; i < std::size(ascending); ++i) {
    for (size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(compare_versions(ascending[i], ascending[j]), i <=> j) << ascending[i] << " " << ascending[j];
    }
  }
  const std::pair<const char*, const char*> equal[] = {{"1.10", "1.10.0"}, {"v1.2", "1.2"}, {"1.02", "1.2"}, {"1.0.0-rc01", "1-rc1"}};
  for (const auto& [a, b] : equal) EXPECT_EQ(compare_versions(a, b), std::strong_ordering::equal) << a << " " << b;
}

}  // namespace
}  // namespace sekisho
