// Members of a planned list against the blocks of a configuration.
#include "adapters/terraform/match_block.h"

#include <gtest/gtest.h>

#include "sekisho/json.h"

namespace sekisho::adapters::terraform {
namespace {

std::shared_ptr<const JsonDocument> json(const std::string& text) {
  auto parsed = parse_json(std::make_shared<const Source>("x", text));
  EXPECT_TRUE(parsed) << text;
  return *parsed;
}

TEST(MatchBlock, Constants) {
  const struct {
    const char *constant, *value;
    bool fits;
  } cases[] = {
      {"1", "1", true},          {"1", "\"1\"", true},       {"true", "\"true\"", true},        {"true", "false", false},
      {"\"a\"", "\"b\"", false}, {"\"a\"", "null", false},   {"null", "\"default\"", true},     {"[1,2]", "[2,1]", true},
      {"[1,1]", "[1]", true},    {"[1]", "[1,2]", false},    {"[1]", "1", false},               {"{\"a\":1}", "{\"a\":1,\"b\":2}", true},
      {"{\"a\":1}", "{}", false}, {"{\"a\":null}", "{}", true}, {"{\"a\":1}", "[]", false},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(fits_constant(json(test.constant)->root(), &json(test.value)->root()), test.fits) << test.constant << " " << test.value;
  }
}

TEST(MatchBlock, Blocks) {
  const auto block = json(R"({"name":{"constant_value":"n"},"key":{"references":["aws_x.y.arn"]},"inner":[{"on":{"constant_value":true}}]})");
  const auto fits = [&](const char* member, const char* unknown) {
    return fits_block(block->root(), &json(member)->root(), &json(unknown)->root());
  };
  EXPECT_TRUE(fits(R"({"name":"n","inner":[{"on":true}]})", R"({"key":true})"));
  EXPECT_TRUE(fits(R"({"inner":[{"on":true}]})", R"({"name":true})"));
  EXPECT_FALSE(fits(R"({"name":"m","inner":[{"on":true}]})", "{}"));
  EXPECT_FALSE(fits(R"({"name":"n","inner":[]})", "{}"));
  EXPECT_FALSE(fits(R"({"name":"n","inner":[{"on":false}]})", "{}"));
  EXPECT_TRUE(fits("null", "true"));
}

}  // namespace
}  // namespace sekisho::adapters::terraform
