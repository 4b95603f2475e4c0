// Equality in three values.
#include <gtest/gtest.h>

#include "engine/value/literal.h"
#include "sekisho/value.h"

namespace sekisho {
namespace {

const Presence kPossible = Presence::kPossible;
const Presence kOpen = Presence::kOpen;

Value i(int64_t value) { return Value::integer(value); }
Value u() { return Value::unknown(ReasonCode::kNotMapped, "why"); }
Value list(Value::Members members) { return Value::list(std::move(members)); }
Value set(Value::Members members) { return Value::set(std::move(members)); }
Value record(Value a, Value b) { return Value::record({{"a", std::move(a)}, {"b", std::move(b)}}); }
Value dict(Value::Entries entries, bool open = false) { return Value::dict(std::move(entries), open); }

struct Case {
  Value a;
  Value b;
  std::optional<bool> equal;
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(equal_known(one.a, one.b), one.equal) << to_seki(one.a) << " == " << to_seki(one.b);
    EXPECT_EQ(equal_known(one.b, one.a), one.equal) << to_seki(one.b) << " == " << to_seki(one.a);
  }
}

TEST(EqualityTest, Scalars) {
  check({
      {Value(), Value(), true},
      {Value(), i(1), false},
      {Value(), u(), {}},
      {u(), u(), {}},
      {i(1), u(), {}},
      {i(1), i(1), true},
      {i(1), i(2), false},
      {i(1), Value::decimal({1, 0}), true},
      {i(1), Value::decimal({15, -1}), false},
      {Value::text("a"), Value::text("a"), true},
      {Value::text("é"), Value::text("e\u0301"), false},
      {Value::enumerator("none", 0), Value::enumerator("none", 3), true},
      {Value::enumerator("none", 0), Value::enumerator("some", 0), false},
      {Value::version("1.0"), Value::version("1"), true},
      {Value::version("1.0-rc1"), Value::version("1"), false},
      {Value::cidr(*parse_cidr("10.1.1.1/8")), Value::cidr(*parse_cidr("10.0.0.0/8")), true},
      {Value::ip(*parse_ip("0:0::1")), Value::ip(*parse_ip("::1")), true},
      {Value::period({12, 0}), Value::period({12, 0}), true},
      {Value::forever(), Value::duration(1), false},
      {Value::file("a", "1", true), Value::file("a", "2", true), false},
      {Value::date(1), Value::timestamp(1), false},
  });
}

TEST(EqualityTest, Records) {
  check({
      {record(i(1), i(2)), record(i(1), i(2)), true},
      {record(i(1), u()), record(i(1), i(2)), {}},
      {record(i(1), u()), record(i(3), i(2)), false},
      {record(u(), i(1)), record(i(3), i(2)), false},
      {record(i(1), Value()), record(i(1), Value()), true},
      {record(i(1), Value()), Value::record({{"a", i(1)}}), true},
      {record(i(1), i(2)), Value::record({{"b", i(2)}, {"a", i(1)}}), true},
      {record(i(1), i(2)), Value::record({{"a", i(1)}}), false},
  });
}

TEST(EqualityTest, Lists) {
  check({
      {list({}), list({}), true},
      {list({{i(1)}, {i(2)}}), list({{i(1)}, {i(2)}}), true},
      {list({{i(1)}, {i(2)}}), list({{i(2)}, {i(1)}}), false},
      {list({{i(1)}}), list({{i(1)}, {i(2)}}), false},
      {list({{i(1)}, {u()}}), list({{i(1)}, {i(2)}}), {}},
      {list({{i(3)}, {u()}}), list({{i(1)}, {i(2)}}), false},
      {list({{i(1)}, {i(2), kPossible}}), list({{i(1)}}), {}},
      {list({{i(1), kPossible}}), list({{i(1)}, {i(2)}}), false},
      {list({{i(1)}, {i(2)}, {u(), kOpen}}), list({{i(1)}}), false},
      {list({{u(), kOpen}}), list({{i(1)}, {i(2)}}), {}},
      {list({{u(), kOpen}}), list({{u(), kOpen}}), {}},
  });
}

TEST(EqualityTest, Sets) {
  check({
      {set({}), set({}), true},
      {set({{i(1)}, {i(2)}}), set({{i(2)}, {i(1)}}), true},
      {set({{i(1)}}), set({{i(2)}, {i(1)}}), false},
      {set({{i(1)}, {i(1)}}), set({{i(1)}}), true},
      {set({{i(1)}, {u()}}), set({{i(2)}, {i(1)}}), {}},
      {set({{i(1)}, {u()}}), set({{i(2)}, {i(3)}}), false},
      {set({{i(1)}, {i(2), kPossible}}), set({{i(1)}}), {}},
      {set({{i(1)}, {i(2), kPossible}}), set({{i(3)}}), false},
      {set({}), set({{i(2), kPossible}}), {}},
      {set({{u(), kOpen}}), set({}), {}},
      {set({{u(), kOpen}}), set({{i(1)}}), {}},
      {set({{i(1)}, {u(), kOpen}}), set({{i(2)}}), false},
  });
}

TEST(EqualityTest, Dicts) {
  check({
      {dict({}), dict({}), true},
      {dict({{"a", i(1)}, {"b", i(2)}}), dict({{"b", i(2)}, {"a", i(1)}}), true},
      {dict({{"a", i(1)}}), dict({{"a", i(2)}}), false},
      {dict({{"a", i(1)}}), dict({{"b", i(1)}}), false},
      {dict({{"a", u()}}), dict({{"a", i(2)}}), {}},
      {dict({{"a", u()}}), dict({{"a", i(2)}, {"b", i(1)}}), false},
      {dict({{"a", i(1)}}, true), dict({{"a", i(1)}}), {}},
      {dict({{"a", i(1)}}, true), dict({{"a", i(2)}}), false},
      {dict({{"a", i(1)}}, true), dict({}), false},
      {dict({}, true), dict({{"a", i(1)}}), {}},
      {dict({{"a", i(1), kPossible}}), dict({{"a", i(1)}}), {}},
      {dict({{"a", i(1), kPossible}}), dict({{"a", i(2)}}), false},
      {dict({{"a", i(1), kPossible}}), dict({{"a", i(2), kPossible}}), {}},
      {dict({{"a", i(1), kPossible}}), dict({}), {}},
  });
}

// With an unknown part filled in, a decided answer stays.
TEST(EqualityTest, DecidedAnswersStay) {
  const std::vector<Value> atoms = {Value(), i(0), i(1), u()};
  const auto filled = [&](const Value& value, const Value& with) { return value.is_unknown() ? with : value; };
  for (const Value& a : atoms) {
    for (const Value& b : atoms) {
      for (const Value& c : atoms) {
        for (const Value& d : atoms) {
          const auto answer = equal_known(set({{a}, {b}}), set({{c}, {d}}));
          if (!answer) continue;
          for (const Value& with : {i(0), i(1), i(7)}) {
            for (const Value& other : {i(0), i(1), i(7)}) {
              EXPECT_EQ(equal_known(set({{filled(a, with)}, {filled(b, with)}}), set({{filled(c, other)}, {filled(d, other)}})), answer);
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace sekisho
