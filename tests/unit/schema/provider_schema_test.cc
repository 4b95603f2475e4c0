// Provider schemas: reading, type texts, errors with their places.
#include "engine/schema/provider_schema.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/schema/provider_type.h"

namespace sekisho {
namespace {

SourcePtr schema_text(const std::string& resources) {
  return std::make_shared<Source>("aws.json",
                                  R"({"source":"terraform","provider":"hashicorp/aws","provider_version":"5.100.0","resources":)" + resources + "}");
}

std::string schema_error(const std::string& resources) {
  ProviderSchema schema;
  auto result = schema.add(schema_text(resources));
  EXPECT_TRUE(schema.types().empty());
  return result ? "" : result.error().message;
}

TEST(ProviderSchema, KnowsAttributesAndBlocks) {
  ProviderSchema schema;
  auto result = schema.add(schema_text(R"j({"aws_b":{"attributes":{"bucket":{"type":"string","optional":true,"computed":true},
    "ingress":{"type":"set(object({ports=list(number),self=bool}))","optional":true}},
    "blocks":{"rule":{"mode":"set","min":1,"attributes":{"id":{"type":"string","required":true}},"blocks":{"by":{"mode":"list","max":1}}},
              "timeouts":{"mode":"single","attributes":{"create":{"type":"string","optional":true}}}}},"data.aws_b":{}})j"));
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(schema.types(), (std::vector<std::string>{"terraform.aws_b", "terraform.data.aws_b"}));
  EXPECT_TRUE(schema.knows_source("terraform"));
  EXPECT_FALSE(schema.knows_source("terra"));
  EXPECT_EQ(schema.version_of("terraform.aws_b"), "hashicorp/aws 5.100.0");
  EXPECT_EQ(schema.find("terraform.aws_c"), nullptr);
  const ProviderNode* root = schema.find("terraform.aws_b");
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(root->member_names(), (std::vector<std::string>{"bucket", "ingress", "rule", "timeouts"}));
  EXPECT_TRUE(root->find("bucket")->computed);
  EXPECT_EQ(root->find("buckets"), nullptr);
  const ProviderNode* ingress = root->find("ingress");
  ASSERT_EQ(ingress->kind, ProviderNode::Kind::kSet);
  EXPECT_EQ(ingress->max, 0);
  EXPECT_EQ(ingress->element->find("ports")->element->kind, ProviderNode::Kind::kNumber);
  const ProviderNode* rule = root->find("rule");
  EXPECT_EQ(rule->kind, ProviderNode::Kind::kSet);
  EXPECT_TRUE(rule->required);
  EXPECT_EQ(rule->element->find("by")->max, 1);
  EXPECT_TRUE(rule->element->find("by")->optional);
  EXPECT_EQ(root->find("timeouts")->kind, ProviderNode::Kind::kObject);
}

TEST(ProviderSchema, ReadsTheShippedOne) {
  std::ifstream file(std::string(SEKISHO_ROOT) + "/adapters/terraform/schema/aws-5.100.0.json");
  std::stringstream text;
  text << file.rdbuf();
  ProviderSchema schema;
  auto result = schema.add(std::make_shared<Source>("aws-5.100.0.json", text.str()));
  ASSERT_TRUE(result.has_value()) << result.error().message;
  const ProviderNode* group = schema.find("terraform.aws_security_group");
  ASSERT_NE(group, nullptr);
  EXPECT_EQ(group->find("ingress")->kind, ProviderNode::Kind::kSet);
  EXPECT_EQ(group->find("ingress")->element->find("cidr_blocks")->kind, ProviderNode::Kind::kList);
  const ProviderNode* rule = schema.find("terraform.aws_s3_bucket_server_side_encryption_configuration")->find("rule");
  EXPECT_EQ(rule->kind, ProviderNode::Kind::kSet);
  EXPECT_EQ(rule->max, 0);
  EXPECT_EQ(schema.version_of("terraform.aws_kms_key"), "hashicorp/aws 5.100.0");
}

TEST(ProviderSchema, RefusesWhatItDoesNotUnderstand) {
  EXPECT_EQ(
      schema_error(R"({"a":{"attributes":{"x":{"type":"strin"}}}})"),
      "`aws.json` is no provider schema: in the type `strin`: expected a type (string, number, bool, any, list, set, map, object), found `strin`");
  EXPECT_NE(schema_error(R"({"a":{"attributes":{"x":{}}}})").find("an attribute needs `type`"), std::string::npos);
  EXPECT_NE(schema_error(R"({"a":{"blocks":{"x":{"mode":"map"}}}})").find("`list`, `set` or `single`, not `map`"), std::string::npos);
  EXPECT_NE(schema_error(R"({"a":{"blocks":{"x":{"mode":"list","max":"1"}}}})").find("`max` is a whole number"), std::string::npos);
  EXPECT_NE(schema_error(R"({"a":{"attributes":{"x":{"type":"string"}},"blocks":{"x":{"mode":"list"}}}})").find("both an attribute and a block"),
            std::string::npos);
  EXPECT_NE(schema_error("[]").find("expected the object `resources`"), std::string::npos);
  EXPECT_NE(schema_error(R"({"a":5})").find("expected an object"), std::string::npos);
}

TEST(ProviderSchema, PointsToTheTrouble) {
  ProviderSchema schema;
  auto result = schema.add(std::make_shared<Source>(
      "s.json",
      "{\"source\":\"t\",\"provider\":\"p\",\"provider_version\":\"1\",\n\"resources\":{\"a\":{\"attributes\":{\"x\":{\"type\":\"list\"}}}}}"));
  ASSERT_FALSE(result.has_value());
  ASSERT_TRUE(result.error().span.has_value());
  EXPECT_EQ(result.error().span->source->line_column(result.error().span->begin).line, 2u);
}

TEST(ProviderType, RefusesBrokenTexts) {
  for (const char* text : {"", "list", "list(", "list(string", "list(string))", "object({a})", "object({a=string", "object({a=string,a=bool})",
                           "object({,a=string})", "set()", "list(string) "}) {
    std::string trouble;
    EXPECT_EQ(parse_provider_type(text, &trouble), nullptr) << text;
    EXPECT_FALSE(trouble.empty()) << text;
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "list(";
  std::string trouble;
  EXPECT_EQ(parse_provider_type(deep, &trouble), nullptr);
}

TEST(ProviderType, ReadsNestedTexts) {
  std::string trouble;
  auto node = parse_provider_type("map(list(object({b=any,a-1=object({})})))", &trouble);
  ASSERT_NE(node, nullptr) << trouble;
  EXPECT_EQ(node->element->element->member_names(), (std::vector<std::string>{"a-1", "b"}));
  EXPECT_EQ(node->element->element->find("b")->kind, ProviderNode::Kind::kDynamic);
}

}  // namespace
}  // namespace sekisho
