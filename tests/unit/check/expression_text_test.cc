// to_seki: parentheses where the grammar needs them, and nowhere else.
#include <gtest/gtest.h>

#include "tests/unit/check/build_expression.h"

namespace sekisho {
namespace {

using namespace building;

ExpressionPtr a() { return variable("a"); }
ExpressionPtr b() { return variable("b"); }
ExpressionPtr c() { return variable("c"); }
ExpressionPtr any_x(ExpressionPtr body = nullptr) { return quantifier(Op::kAny, "x", field(a(), "xs"), nullptr, std::move(body)); }

std::string shown(const ExpressionPtr& expression) { return to_seki(*expression); }

TEST(ExpressionText, BindsByLevel) {
  EXPECT_EQ(shown(with_operands(Op::kAnd, with_operands(Op::kAnd, a(), b()), c())), "a and b and c");
  EXPECT_EQ(shown(with_operands(Op::kAnd, a(), with_operands(Op::kAnd, b(), c()))), "a and (b and c)");
  EXPECT_EQ(shown(with_operands(Op::kAnd, with_operands(Op::kOr, a(), b()), c())), "(a or b) and c");
  EXPECT_EQ(shown(with_operands(Op::kOr, a(), with_operands(Op::kAnd, b(), c()))), "a or (b and c)");
  EXPECT_EQ(shown(with_operands(Op::kImplies, a(), with_operands(Op::kImplies, b(), c()))), "a implies b implies c");
  EXPECT_EQ(shown(with_operands(Op::kImplies, with_operands(Op::kImplies, a(), b()), c())), "(a implies b) implies c");
  EXPECT_EQ(shown(with_operands(Op::kGreater, with_operands(Op::kCoalesce, a(), integer(0)), integer(3))), "a ?? 0 > 3");
  EXPECT_EQ(shown(with_operands(Op::kCoalesce, a(), with_operands(Op::kGreater, b(), c()))), "a ?? (b > c)");
  EXPECT_EQ(shown(with_operands(Op::kSubtract, a(), with_operands(Op::kAdd, b(), c()))), "a - (b + c)");
  EXPECT_EQ(shown(with_operands(Op::kMultiply, with_operands(Op::kAdd, a(), b()), integer(-2))), "(a + b) * -2");
  EXPECT_EQ(shown(with_operands(Op::kPresent, field(field(a(), "b"), "c d"))), "present a.b.\"c d\"");
  EXPECT_EQ(shown(with_operands(Op::kEqual, with_operands(Op::kEqual, a(), b()), c())), "(a == b) == c");
  EXPECT_EQ(shown(with_operands(Op::kIndex, with_operands(Op::kCoalesce, a(), b()), text("k"))), "(a ?? b)[\"k\"]");
}

TEST(ExpressionText, NotStandsInsideInAndRefers) {
  EXPECT_EQ(shown(with_operands(Op::kNot, with_operands(Op::kIn, a(), b()))), "a not in b");
  EXPECT_EQ(shown(with_operands(Op::kNot, with_operands(Op::kRefers, a(), b()))), "a not refers b");
  EXPECT_EQ(shown(with_operands(Op::kNot, with_operands(Op::kPresent, a()))), "not present a");
  EXPECT_EQ(shown(with_operands(Op::kNot, with_operands(Op::kAnd, a(), b()))), "not (a and b)");
}

TEST(ExpressionText, WhatReachesRightIsFenced) {
  EXPECT_EQ(shown(with_operands(Op::kAnd, any_x(b()), c())), "(any x in a.xs : b) and c");
  EXPECT_EQ(shown(with_operands(Op::kAnd, c(), any_x(b()))), "c and any x in a.xs : b");
  EXPECT_EQ(shown(with_operands(Op::kOr, with_operands(Op::kAnd, c(), any_x(b())), a())), "(c and any x in a.xs : b) or a");
  EXPECT_EQ(shown(with_operands(Op::kNot, any_x())), "not any x in a.xs");
  EXPECT_EQ(shown(with_operands(Op::kEqual, any_x(b()), c())), "(any x in a.xs : b) == c");
  EXPECT_EQ(shown(quantifier(Op::kAll, "y", b(), any_x(), c())), "all y in b where (any x in a.xs) : c");
  EXPECT_EQ(shown(with_operands(Op::kList, any_x(b()), c())), "[(any x in a.xs : b), c]");
  EXPECT_EQ(shown(with_operands(Op::kIf, any_x(), a(), any_x(b()))), "if (any x in a.xs) then a else any x in a.xs : b");
  EXPECT_EQ(shown(with_operands(Op::kAdd, with_operands(Op::kIf, a(), b(), c()), integer(1))), "(if a then b else c) + 1");
  EXPECT_EQ(shown(field(quantifier(Op::kThe, "x", with_operands(Op::kCoalesce, a(), b()), c(), nullptr), "k")), "(the x in (a ?? b) where c).k");
}

TEST(ExpressionText, ConversionsAreShownWhereTheAuthorWroteThem) {
  EXPECT_EQ(shown(with_operands(Op::kEqual, convert(field(a(), "b"), TypeKind::kText, false), text("x"))), "a.b == \"x\"");
  EXPECT_EQ(shown(convert(a(), TypeKind::kText, true)), "text(a)");
  EXPECT_EQ(shown(convert(convert(a(), TypeKind::kText, false), TypeKind::kInt, true)), "int(a)");
  EXPECT_EQ(shown(with_operands(Op::kNot, convert(with_operands(Op::kOr, a(), b()), TypeKind::kBool, false))), "not (a or b)");
}

TEST(ExpressionText, WritesCollectionsAndMatches) {
  EXPECT_EQ(shown(with_operands(Op::kSet)), "{}");
  EXPECT_EQ(shown(with_operands(Op::kDict, text("k"), integer(1), text("l"), integer(2))), "dict {\"k\": 1, \"l\": 2}");
  auto record = with_operands(Op::kRecord, integer(1), a());
  record->names = {"from", "a-b"};
  EXPECT_EQ(shown(record), "{from: 1, \"a-b\": a}");
  auto set = quantifier(Op::kSetOf, "x", b(), c(), field(variable("x", 1), "k"));
  EXPECT_EQ(shown(set), "{x.k for x in b where c}");
  auto match = with_operands(Op::kMatch, a());
  match->arms.push_back({{Value::absent(), Value::text("t")}, false, b()});
  match->arms.push_back({{}, true, any_x(c())});
  EXPECT_EQ(shown(match), "match a { absent, \"t\" -> b, else -> (any x in a.xs : c) }");
  auto unknown = node(Op::kUnknown);
  unknown->text = "not \"read\"";
  EXPECT_EQ(shown(unknown), "unknown \"not \\\"read\\\"\"");
}

TEST(ExpressionText, QuotesRawTypesThatAreNoWords) {
  auto population = node(Op::kPopulation);
  for (const auto& [raw_type, written] :
       std::vector<std::pair<std::string, std::string>>{{"terraform.aws_s3_bucket", "terraform.aws_s3_bucket"},
                                                        {"terraform.*", "terraform.*"},
                                                        {"terraform.data.aws_x", "terraform.data.aws_x"},
                                                        {"kubernetes.apps/Deployment", "kubernetes.\"apps/Deployment\""},
                                                        {"cloudformation.AWS::S3::Bucket", "cloudformation.\"AWS::S3::Bucket\""}}) {
    population->raw_type = raw_type;
    EXPECT_EQ(shown(population), written);
  }
}

TEST(ExpressionText, KeepsEnumValuesThatTheAuthorQualified) {
  EnumType data_class;
  data_class.name = "data_class";
  data_class.values = {"public"};
  auto value = node(Op::kLiteral, TypeKind::kEnum);
  value->type.enumeration = &data_class;
  value->literal = Value::enumerator("public", 0);
  EXPECT_EQ(shown(value), "public");
  auto source = std::make_shared<Source>("x.seki", "x == data_class.public");
  value->span = {source, 5, 22};
  EXPECT_EQ(shown(value), "data_class.public");
}

}  // namespace
}  // namespace sekisho
