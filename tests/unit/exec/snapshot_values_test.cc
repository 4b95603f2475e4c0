// Values through a snapshot's file: every sort comes back as it was, and what does not fit a type is complained of.
#include <gtest/gtest.h>

#include <limits>

#include "engine/normalized/values.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

using normalized::Complaint;
using normalized::PlaceNumbers;
using normalized::ValueReader;
using normalized::ValueWriter;

std::string written(const Value& value, PlaceNumbers& places) {
  std::string text;
  JsonWriter json(&text);
  ValueWriter(places).write(json, value);
  return text;
}

Type type_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type collection(TypeKind kind, const Type& element) {
  Type type = type_of(kind);
  type.element = std::make_shared<const Type>(element);
  return type;
}

class SnapshotValues : public ::testing::Test {
 protected:
  // What comes back of a value, written again: equal texts mean that nothing was lost, places and reasons included.
  std::string again(const Value& value, const Type& type) {
    const std::string text = written(value, places_);
    const auto document = parse_json(std::make_shared<const Source>("value", text));
    EXPECT_TRUE(document) << text;
    ValueReader reader(places_.nodes(), {3, 7}, complaint_);
    read_ = reader.read((*document)->root(), type);
    EXPECT_FALSE(complaint_.found()) << text << ": " << complaint_.found()->second;
    EXPECT_EQ(to_seki(read_), to_seki(value));
    return written(read_, places_);
  }
  void comes_back(const Value& value, const Type& type) {
    EXPECT_EQ(again(value, type), written(value, places_));
    EXPECT_TRUE(value.kind() == ValueKind::kRecord || read_.identity() != value.identity());
  }
  std::string complaint_of(const std::string& text, const Type& type) {
    const auto document = parse_json(std::make_shared<const Source>("value", text));
    Complaint complaint;
    const Value value = ValueReader(places_.nodes(), {0}, complaint).read((*document)->root(), type);
    EXPECT_TRUE(value.is_unknown() || complaint.found()) << text;
    return complaint.found() ? complaint.found()->second : "";
  }

  RawResource resource_;
  RawNode root_, node_;
  PlaceNumbers places_;
  Complaint complaint_;
  Value read_;
  void SetUp() override {
    root_.resource = node_.resource = &resource_;
    node_.parent = &root_;
  }
};

TEST_F(SnapshotValues, ScalarsComeBack) {
  comes_back(Value::boolean(false), type_of(TypeKind::kBool));
  comes_back(Value::integer(std::numeric_limits<int64_t>::min()), type_of(TypeKind::kInt));
  comes_back(Value::decimal({-15, -3}), type_of(TypeKind::kDecimal));
  comes_back(Value::decimal({7, 12}), type_of(TypeKind::kDecimal));
  comes_back(Value::text("\"鍵\"\n\x01{x}"), type_of(TypeKind::kText));
  comes_back(Value::duration(90061), type_of(TypeKind::kDuration));
  comes_back(Value::forever(), type_of(TypeKind::kDuration));
  comes_back(Value::date(-719528), type_of(TypeKind::kDate));
  comes_back(Value::period({16, 10}), type_of(TypeKind::kPeriod));
  comes_back(Value::timestamp(-1), type_of(TypeKind::kTimestamp));
  comes_back(Value::ip(*parse_ip("2001:db8::1")), type_of(TypeKind::kIp));
  comes_back(Value::cidr(*parse_cidr("10.0.0.0/8")), type_of(TypeKind::kCidr));
  comes_back(Value::cidr(*parse_cidr("10.0.0.7")), type_of(TypeKind::kCidr));
  comes_back(Value::version("1.30.2-eks"), type_of(TypeKind::kVersion));
  comes_back(Value::file("files/規程.pdf", "sha256:00", false), type_of(TypeKind::kFile));
  comes_back(Value::absent(), type_of(TypeKind::kText).as_optional());
}

TEST_F(SnapshotValues, EnumsTakeTheOrdinalOfThisProgram) {
  const EnumType levels{"level", true, {"new", "low", "high"}};
  Type type = type_of(TypeKind::kEnum);
  type.enumeration = &levels;
  comes_back(Value::enumerator("high", 1), type);
  EXPECT_EQ(read_.ordinal(), 2);
  EXPECT_NE(complaint_of(R"({"enum":"gone"})", type), "");
}

TEST_F(SnapshotValues, CollectionsComeBackWithPresenceAndDoubt) {
  const Value unknown = Value::unknown(ReasonCode::kSensitive, "sensitive", Place{&node_, "by configuration"});
  const Type text = type_of(TypeKind::kText);
  comes_back(Value::list({{Value::text("a")}, {Value::text("a")}, {unknown, Presence::kOpen, unknown.reasons().front()}}), collection(TypeKind::kList, text));
  comes_back(Value::set({{Value::text("a")}, {Value::text("b"), Presence::kPossible, unknown.reasons().front()}}), collection(TypeKind::kSet, text));
  comes_back(Value::dict({{"x", Value::text("a")}, {"x", Value::text("b"), Presence::kPossible}}, true), collection(TypeKind::kDict, text));
  RecordType record{"pair", {{"first", text}, {"rest", collection(TypeKind::kList, text).as_optional()}}};
  Type type = type_of(TypeKind::kRecord);
  type.record = &record;
  comes_back(Value::record({{"first", Value::text("a").with_places({{&node_, ""}})}, {"rest", Value::absent().with_places({{&root_, "default"}})}}), type);
}

TEST_F(SnapshotValues, ReasonsAndPlacesComeBack) {
  std::vector<ReasonPtr> reasons;
  for (int code = 0; code < static_cast<int>(ReasonCode::kMasked); ++code) {
    reasons = {std::make_shared<const Reason>(Reason{static_cast<ReasonCode>(code), "why", Place{&root_, ""}}), std::make_shared<const Reason>(Reason{ReasonCode::kLimit, "", Place{nullptr, "nowhere"}})};
    comes_back(Value::unknown(reasons).with_places({{&node_, ""}, {&root_, "default: API"}, {nullptr, "note"}}), type_of(TypeKind::kInt));
  }
}

TEST_F(SnapshotValues, AReferencePointsToTheSourceOfTheRun) {
  Reference reference;
  reference.kind = "crypto.key";
  reference.address = "aws_kms_key.k";
  reference.source = 1;
  reference.candidates = {"a", "b"};
  reference.complete = reference.via_owner = true;
  again(Value::reference(reference), type_of(TypeKind::kReference));
  EXPECT_EQ(read_.as_reference().source, 7);
  EXPECT_EQ(read_.as_reference().address, "aws_kms_key.k");
  EXPECT_EQ(read_.as_reference().text, std::nullopt);
  EXPECT_EQ(read_.as_reference().candidates, reference.candidates);
  EXPECT_TRUE(read_.as_reference().complete && read_.as_reference().via_owner);
}

TEST_F(SnapshotValues, WhatDoesNotFitIsComplainedOf) {
  for (const char* text : {R"("a")", R"({})", R"({"bool":true})", R"({"int":"5"})", R"({"int":1.5})", R"({"int":99999999999999999999})", R"({"absent":true})", R"({"unknown":[]})",
                           R"({"unknown":[{"code":"masked","text":""}]})", R"({"int":5,"at":[99]})", R"({"int":5,"at":0})", R"({"unknown":[{"code":"limit","at":{"place":-1}}]})"}) {
    EXPECT_NE(complaint_of(text, type_of(TypeKind::kInt)), "") << text;
  }
  EXPECT_NE(complaint_of(R"({"list":[{"int":1},{"text":"x"}]})", collection(TypeKind::kList, type_of(TypeKind::kInt))), "");
  EXPECT_NE(complaint_of(R"({"list":[{"int":1,"presence":"maybe"}]})", collection(TypeKind::kList, type_of(TypeKind::kInt))), "");
  EXPECT_NE(complaint_of(R"({"set":{"int":1}})", collection(TypeKind::kSet, type_of(TypeKind::kInt))), "");
  EXPECT_NE(complaint_of(R"({"ref":{"kind":"a","source":2}})", type_of(TypeKind::kReference)), "");
  EXPECT_NE(complaint_of(R"({"date":"2026-02-30"})", type_of(TypeKind::kDate)), "");
  EXPECT_NE(complaint_of(R"({"raw":1})", type_of(TypeKind::kRaw)), "");
}

// As many as make the table grow, in whatever order they are asked for.
TEST(NodeNumbersTest, CountInTheOrderOfAsking) {
  const std::vector<RawNode> nodes(5000);
  normalized::NodeNumbers numbers;
  for (size_t round = 0; round < 2; ++round) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      const auto [number, is_new] = numbers.number(&nodes[i * 7 % nodes.size()]);   // 7 and 5000 share no divisor: each once
      ASSERT_EQ(number, i);
      ASSERT_EQ(is_new, round == 0);
    }
  }
  ASSERT_EQ(numbers.nodes().size(), nodes.size());
  EXPECT_EQ(numbers.nodes()[3], &nodes[21]);
}

}  // namespace
}  // namespace sekisho
