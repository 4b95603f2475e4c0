// Values: identity, reasons, sets, printing, order.
#include "sekisho/value.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/value/literal.h"

namespace sekisho {
namespace {

Value whole(int64_t value) { return Value::integer(value); }
Value text(const char* value) { return Value::text(value); }
Value unknown(const char* why = "why") { return Value::unknown(ReasonCode::kNotMapped, why); }
Value record(int64_t a, Value b) { return Value::record({{"a", whole(a)}, {"b", std::move(b)}}); }

TEST(ValueTest, KindsAndAccessors) {
  EXPECT_TRUE(Value().is_absent());
  EXPECT_TRUE(unknown().is_unknown());
  EXPECT_TRUE(whole(1).is_known());
  EXPECT_EQ(whole(-7).as_int(), -7);
  EXPECT_EQ(whole(200).as_int(), 200);
  EXPECT_EQ(whole(1'000'000).as_int(), 1'000'000);
  EXPECT_TRUE(Value::boolean(true).as_bool());
  EXPECT_EQ(Value::enumerator("none", 0).as_text(), "none");
  EXPECT_EQ(Value::file("a.pdf", "sha256:1", true).file_digest(), "sha256:1");
  EXPECT_EQ(record(1, text("x")).field("b")->as_text(), "x");
  EXPECT_EQ(record(1, text("x")).field("c"), nullptr);
  EXPECT_EQ(to_string(ReasonCode::kKnownAfterApply), "known_after_apply");
  EXPECT_EQ(weaker(Presence::kPossible, Presence::kOpen), Presence::kOpen);
}

TEST(ValueTest, IdentityIsTheSharedObject) {
  const Value value = text("x");
  const Value copy = value;
  EXPECT_EQ(copy.identity(), value.identity());
  RawNode node;
  const Value placed = value.with_places({{&node, "note"}});
  EXPECT_NE(placed.identity(), value.identity());
  EXPECT_EQ(placed.as_text(), "x");
  EXPECT_EQ(placed.places()[0].node, &node);
  EXPECT_TRUE(value.places().empty());
  // Shared constants get identities of their own too.
  EXPECT_NE(Value::boolean(true).with_places({}).identity(), Value::boolean(true).with_places({}).identity());
  EXPECT_NE(Value::absent().with_places({}).identity(), Value::absent().identity());
}

TEST(ValueTest, PlacesAreGivenInPlaceToWhatNobodyElseHas) {
  Value mine = Value::text("a text that is too long to stand in the object itself");
  const void* const identity = mine.identity();
  const Value placed = std::move(mine).with_places({{nullptr, "here"}});
  EXPECT_EQ(placed.identity(), identity);
  ASSERT_EQ(placed.places().size(), 1u);
  // What somebody else has stays as it is, and so does what all share.
  Value shared = placed;
  const Value other = std::move(shared).with_places({});
  EXPECT_NE(other.identity(), placed.identity());
  EXPECT_EQ(placed.places().size(), 1u);
  EXPECT_NE(Value::boolean(true).with_places({{nullptr, "here"}}).identity(), Value::boolean(true).identity());
  EXPECT_TRUE(Value::boolean(true).places().empty());
  EXPECT_NE(placed.borrowed().with_places({}).identity(), placed.identity());
  EXPECT_EQ(placed.places().size(), 1u);
}

TEST(ValueTest, PlacesAreOneNodeOrSeveralWithTheirNotes) {
  RawNode first, second;
  EXPECT_TRUE(Places().empty());
  EXPECT_TRUE(Places(std::vector<Place>()).empty());
  EXPECT_EQ(Places().first_node(), nullptr);
  const auto told = [](const Places& places) {
    std::vector<std::pair<const RawNode*, std::string>> all;
    for (const Place& place : places) all.emplace_back(place.node, place.note);
    EXPECT_EQ(all.size(), places.size());
    return all;
  };
  using Told = std::vector<std::pair<const RawNode*, std::string>>;
  EXPECT_EQ(told(Places(first)), (Told{{&first, ""}}));
  EXPECT_EQ(told(Places(Place{&first, "default"})), (Told{{&first, "default"}}));
  EXPECT_EQ(told(Places(Place{nullptr, ""})), (Told{{nullptr, ""}}));   // somewhere, nobody knows where: not nowhere
  const Places both{{&second, ""}, {&first, "note"}};
  EXPECT_EQ(told(both), (Told{{&second, ""}, {&first, "note"}}));
  EXPECT_EQ(told(Places(both)), told(both));
  EXPECT_EQ(both.first_node(), &second);
  EXPECT_EQ(both.front().node, &second);
}

TEST(ValueTest, WhatOthersHaveIsCopiedWhenItIsTaken) {
  const auto texts = [] { return Value::list({{Value::text("a")}, {Value::text("b")}}); };
  Value mine = texts();
  const void* const first = mine.members()[0].value.identity();
  const Value::Members taken = std::move(mine).take_members();
  EXPECT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].value.identity(), first);
  Value shared = texts();
  const Value other = shared;
  EXPECT_EQ(std::move(shared).take_members().size(), 2u);
  EXPECT_EQ(other.members().size(), 2u);
  const Value owner = texts();
  EXPECT_EQ(owner.borrowed().take_members().size(), 2u);
  EXPECT_EQ(owner.members().size(), 2u);
  const Value dict = Value::dict({{"k", Value::text("v")}}), record = Value::record({{"f", Value::text("v")}});
  EXPECT_EQ(Value(dict).take_entries().size() + dict.entries().size(), 2u);
  EXPECT_EQ(Value(record).take_fields().size() + record.fields().size(), 2u);
}

TEST(ValueTest, ReasonsAreMerged) {
  const auto reason = [](ReasonCode code, std::string why) { return std::make_shared<const Reason>(Reason{code, std::move(why), {}}); };
  const Value merged = Value::unknown({reason(ReasonCode::kNotMapped, "a"), reason(ReasonCode::kNotMapped, "b"), reason(ReasonCode::kNotMapped, "a"),
                                       reason(ReasonCode::kOverflow, "a")});
  ASSERT_EQ(merged.reasons().size(), 3u);
  EXPECT_EQ(merged.reasons()[1]->text, "b");
  std::vector<ReasonPtr> many;
  for (int i = 0; i < 50; ++i) many.push_back(reason(ReasonCode::kLimit, std::to_string(i)));
  EXPECT_EQ(Value::unknown(many).reasons().size(), 8u);
}

TEST(ValueTest, SetsDropRepetitions) {
  const Presence possible = Presence::kPossible;
  const auto members = [](Value::Members given) { return to_seki(Value::set(std::move(given))); };
  EXPECT_EQ(members({{whole(2)}, {whole(1)}, {whole(2)}}), "{2, 1}");
  EXPECT_EQ(members({{whole(2), possible}, {whole(2)}}), "{2}");
  EXPECT_EQ(members({{whole(2), possible}, {whole(2), possible}}), "{possibly 2, possibly 2}");
  EXPECT_EQ(members({{unknown()}, {unknown()}}), "{unknown \"why\", unknown \"why\"}");
  EXPECT_EQ(members({{record(1, text("x"))}, {record(1, text("y"))}, {record(1, text("x"))}}), "{{a: 1, b: \"x\"}, {a: 1, b: \"y\"}}");
  EXPECT_EQ(members({{record(1, unknown())}, {record(1, unknown())}}), "{{a: 1, b: unknown \"why\"}, {a: 1, b: unknown \"why\"}}");
  Reference known;
  known.text = "arn:1";
  const Value reference = Value::reference(known);
  EXPECT_EQ(members({{reference}, {Value::reference(known)}}), "{ref \"arn:1\"}");
  EXPECT_EQ(members({{Value::reference({})}, {Value::reference({})}}), "{unknown \"what it refers to\", unknown \"what it refers to\"}");
  EXPECT_EQ(members({{whole(1)}, {Value::decimal({1, 0})}}), "{1}");
  Value::Members numbers;
  for (int i = 0; i < 20'000; ++i) numbers.push_back({whole(i % 1000)});
  EXPECT_EQ(Value::set(numbers).members().size(), 1000u);
}

TEST(ValueTest, PrintsSeki) {
  Reference by_address;
  by_address.address = "aws_kms_key.k";
  Reference open;
  open.candidates = {"a.b", "c.d"};
  const std::pair<Value, const char*> cases[] = {
      {Value(), "absent"},
      {unknown("x \"y\""), "unknown \"x \\\"y\\\"\""},
      {Value::unknown(ReasonCode::kSensitive, ""), "unknown \"sensitive\""},
      {Value::boolean(false), "false"},
      {whole(std::numeric_limits<int64_t>::min()), "-9223372036854775808"},
      {Value::decimal({15, -1}), "1.5"},
      {text("a\nb"), "\"a\\nb\""},
      {Value::duration(259200), "3d"},
      {Value::forever(), "forever"},
      {Value::date(20484), "2026-01-31"},
      {Value::period({16, 0}), "1y4mo"},
      {Value::timestamp(0), "1970-01-01T00:00:00Z"},
      {Value::ip(*parse_ip("::1")), "\"::1\""},
      {Value::cidr(*parse_cidr("10.0.0.0/8")), "\"10.0.0.0/8\""},
      {Value::version("1.2"), "\"1.2\""},
      {Value::enumerator("confidential", 2), "confidential"},
      {record(1, Value()), "{a: 1, b: absent}"},
      {Value::list({}), "[]"},
      {Value::list({{whole(1)}, {whole(2), Presence::kPossible}, {unknown(), Presence::kOpen}}), "[1, possibly 2, any number of unknown \"why\"]"},
      {Value::list({{unknown(), Presence::kOpen}}), "unknown \"why\""},
      {Value::set({{whole(1)}}), "{1}"},
      {Value::dict({{"k", whole(1)}, {"l", whole(2)}}), "dict {\"k\": 1, \"l\": 2}"},
      {Value::dict({{"k", whole(1)}}, true), "dict {\"k\": 1, …}"},
      {Value::dict({}, true), "dict {…}"},
      {Value::reference(by_address), "ref \"aws_kms_key.k\""},
      {Value::reference(open), "unknown \"one of a.b, c.d\""},
      {Value::row(nullptr), "row"},
      {Value::file("policy.pdf", "sha256:0", true), "\"policy.pdf\""},
  };
  for (const auto& [value, shown] : cases) EXPECT_EQ(to_seki(value), shown);
}

TEST(ValueTest, PrintsRawWithoutSecrets) {
  RawNode secret;
  secret.kind = RawNode::Kind::kString;
  secret.text = "hunter2";
  secret.sensitive = true;
  RawNode number;
  number.kind = RawNode::Kind::kNumber;
  number.text = "1.50";
  RawNode unknown_node;
  unknown_node.kind = RawNode::Kind::kUnknown;
  RawNode absent;
  RawNode list;
  list.kind = RawNode::Kind::kList;
  list.items = {&number, &unknown_node, &absent};
  RawNode object;
  object.kind = RawNode::Kind::kObject;
  object.members = {{"password", &secret}, {"list", &list}};
  EXPECT_EQ(to_seki(Value::raw(&object)), "{\"password\": unknown \"sensitive\", \"list\": [1.50, unknown \"known after apply\", absent]}");
}

TEST(OrderTest, IsTotalAndAntisymmetric) {
  const Value values[] = {
      Value(), unknown("a"), unknown("b"), Value::boolean(false), Value::boolean(true), whole(-1), whole(3), Value::decimal({25, -1}), text("a"), text("b"),
      Value::duration(1), Value::forever(), Value::date(3), Value::period({1, 0}), Value::period({1, 2}), Value::timestamp(3), Value::ip(*parse_ip("1.2.3.4")),
      Value::ip(*parse_ip("::1")), Value::cidr(*parse_cidr("10.0.0.0/8")), Value::cidr(*parse_cidr("10.0.0.0/9")), Value::version("1.9"), Value::version("1.10"),
      Value::enumerator("x", 0), Value::enumerator("a", 1), record(1, text("x")), record(1, text("y")), record(2, text("a")), Value::list({}),
      Value::list({{whole(1)}}), Value::list({{whole(1), Presence::kOpen}}), Value::list({{whole(1)}, {whole(2)}}), Value::set({{whole(1)}, {whole(2)}}),
      Value::set({{whole(1)}}), Value::dict({{"a", whole(1)}}), Value::dict({{"b", whole(0)}}), Value::dict({}, true), Value::reference({}),
      Value::file("a", "1", true), Value::file("a", "2", true),
  };
  for (const Value& a : values) {
    for (const Value& b : values) {
      EXPECT_EQ(order(a, b), -order(b, a));
      EXPECT_EQ(order(a, b) == 0, a.identity() == b.identity()) << to_seki(a) << " " << to_seki(b);
      for (const Value& c : values) {
        if (order(a, b) < 0 && order(b, c) < 0) { EXPECT_LT(order(a, c), 0); }
      }
    }
  }
  EXPECT_EQ(order(Value::set({{whole(1)}, {whole(2)}}), Value::set({{whole(2)}, {whole(1)}})), 0);
  EXPECT_EQ(order(Value::record({{"a", whole(1)}, {"b", whole(2)}}), Value::record({{"b", whole(2)}, {"a", whole(1)}})), 0);
  EXPECT_EQ(order(whole(1), Value::decimal({1, 0})), 0);
}

TEST(ValueDeathTest, WrongAccessorsStop) {
  EXPECT_EXIT(whole(1).as_text(), testing::ExitedWithCode(4), "internal error");
  EXPECT_EXIT(Value().as_bool(), testing::ExitedWithCode(4), "internal error");
  EXPECT_EXIT(Value::unknown(std::vector<ReasonPtr>()), testing::ExitedWithCode(4), "internal error");
}

}  // namespace
}  // namespace sekisho
