// Names of Terraform taken apart.
#include "adapters/terraform/address.h"

#include <gtest/gtest.h>

namespace sekisho::adapters::terraform {
namespace {

std::string shown(const std::optional<Steps>& steps) {
  if (!steps) return "refused";
  std::string text;
  for (const Step& step : *steps) text += step.is_key ? "[" + step.text + "]" : (text.empty() ? "" : ".") + step.text;
  return text;
}

TEST(Address, Steps) {
  const struct {
    const char *text, *steps;
  } cases[] = {
      {"aws_vpc.a", "aws_vpc.a"},
      {"aws_vpc.a[0].id", "aws_vpc.a[0].id"},
      {R"(aws_vpc.a["b.c"].id)", "aws_vpc.a[b.c].id"},
      {R"(aws_vpc.a["日本[\"x\"]"])", "aws_vpc.a[日本[\"x\"]]"},
      {R"(aws_vpc.a["$${x}%%{y}\\\n\u00e9"])", "aws_vpc.a[${x}%{y}\\\n\xC3\xA9]"},
      {"aws_vpc.a[*].id", "aws_vpc.a"},
      {"aws_vpc.a.*.id", "aws_vpc.a"},
      {"", "refused"},
      {"a..b", "refused"},
      {"a[", "refused"},
      {"a[\"x", "refused"},
      {"a[\"x\"", "refused"},
      {"a[\"\\u12\"]", "refused"},
      {"a]b", "a]b"},
  };
  for (const auto& test : cases) EXPECT_EQ(shown(parse_steps(test.text)), test.steps) << test.text;
}

TEST(Address, OfAResource) {
  const auto address = parse_address(R"(module.m["a.aws_vpc.b"].module.n[3].aws_vpc.b["k"])");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->module, R"(module.m["a.aws_vpc.b"].module.n[3])");
  EXPECT_EQ(shown(address->module_path), "module.m[a.aws_vpc.b].module.n[3]");
  EXPECT_EQ(address->configured, "aws_vpc.b");
  EXPECT_EQ(address->type, "aws_vpc");
  EXPECT_EQ(address->name, "b");
  EXPECT_EQ(address->key, "k");
  EXPECT_FALSE(address->data);
}

TEST(Address, OfADataSource) {
  const auto address = parse_address("data.aws_vpc.b[0]");
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->data);
  EXPECT_EQ(address->type, "aws_vpc");
  EXPECT_EQ(address->configured, "data.aws_vpc.b");
  EXPECT_EQ(address->module, "");
}

TEST(Address, RefusesWhatIsNone) {
  for (const char* text : {"", "aws_vpc", "module.m", "data.aws_vpc", "aws_vpc.a.id", "module.m.aws_vpc"}) EXPECT_FALSE(parse_address(text)) << text;
}

TEST(Address, ReferencesWithoutTheirPrefixes) {
  const auto references = parse_references({"aws_kms_key.k.arn", "aws_kms_key.k", "aws_kms_key.k.arn", "aws_kms_key.k", "aws_kms_key.many",
                                            "aws_kms_key.many[0].id", "aws_kms_key.many[0]", "aws_kms_key.many"});
  ASSERT_EQ(references.size(), 4U);
  EXPECT_EQ(references[0].text, "aws_kms_key.k.arn");
  EXPECT_EQ(references[2].text, "aws_kms_key.many");
  EXPECT_FALSE(references[2].key);
  EXPECT_EQ(references[3].key, "0");
  EXPECT_EQ(shown(references[3].rest), "id");
}

TEST(Address, KindsOfReferences) {
  using Kind = Reference::Kind;
  const struct {
    const char* text;
    Kind kind;
    const char* target;
  } cases[] = {
      {"var.a.b", Kind::kVariable, "a"},
      {"local.a", Kind::kOpaque, ""},
      {"module.m[\"x\"].out.arn", Kind::kModule, "m"},
      {"data.aws_vpc.v.id", Kind::kResource, "data.aws_vpc.v"},
      {"resource.aws_vpc.v.id", Kind::kResource, "aws_vpc.v"},
      {"aws_vpc.v", Kind::kResource, "aws_vpc.v"},
      {"each.value.id", Kind::kEach, "value"},
      {"count.index", Kind::kCount, ""},
      {"path.module", Kind::kLiteral, ""},
      {"terraform.workspace", Kind::kLiteral, ""},
      {"ephemeral.aws_x.y.z", Kind::kEphemeral, "ephemeral.aws_x.y"},
      {"self.arn", Kind::kOpaque, ""},
      {"lonely", Kind::kOpaque, ""},
      {"a[", Kind::kOpaque, ""},
  };
  for (const auto& test : cases) {
    const auto references = parse_references({test.text});
    ASSERT_EQ(references.size(), 1U);
    EXPECT_EQ(references[0].kind, test.kind) << test.text;
    EXPECT_EQ(references[0].target, test.target) << test.text;
    EXPECT_EQ(references[0].text, test.text);
  }
}

}  // namespace
}  // namespace sekisho::adapters::terraform
