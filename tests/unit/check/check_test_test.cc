// Tests of policies: subjects, rows, raw values, expectations.
#include <gtest/gtest.h>

#include "engine/check/codes.h"
#include "tests/unit/check/check_fixture.h"

namespace sekisho::fixture {
namespace {

const char* const kPack = R"seki(
param limit : int = 1
kind thing { a : string  b : ref crypto.key? }
map terraform.aws_s3_bucket as b to thing { a = b.bucket  b = b.arn }
map terraform.aws_kms_key as k to crypto.key { name = k.arn  rotated = true  period = absent }
rule r {
  title en "a" ja "あ"
  for x in storage.bucket
  require count(x.sizes) > limit
}
)seki";

TEST(CheckTest, Cases) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"test r { case \"c\" pass { storage.bucket b { sizes: [1, 2] } } }", ""},
      {"test example.r { case \"c\" pass with limit = 3 { storage.bucket b { sizes: [1, 2] } } }", ""},
      {"test s { case \"c\" pass { storage.bucket b { } } }", "SK0420"},
      {"test r { case \"c\" passed { storage.bucket b { } } }", "SK0421"},
      {"test r { case \"c\" pass { storage.bucket b { size: [1] } } }", "SK0205"},
      {"test r { case \"c\" pass { storage.bucket b { sizes: 1 } } }", "SK0301"},
      {"test r { case \"c\" pass { crypto.key k { } } }", "SK0425"},
      {"test r { case \"c\" pass { store b { } } }", "SK0422"},
      {"test r { case \"c\" pass with limt = 3 { storage.bucket b { } } }", "SK0201"},
      {"test r { at 2026-04-01T00:00:00Z case \"c\" unknown { storage.bucket b { sizes: unknown, data_class: unknown \"why\" } open crypto.key } }", ""},
      {"test r { case \"c\" pass { storage.bucket b { encryption: {enabled: true, key: k} } crypto.key k { rotated: true } } }", ""},
      {"test r { case \"c\" pass { storage.bucket b { encryption: {key: ref \"arn:x\"}, log: b } } }", ""},
      {"test r { case \"c\" pass { storage.bucket b { encryption: {key: b} } } }", "SK0301"},
      {"test r { case \"c\" pass { storage.bucket b { } storage.bucket b { } } }", "SK0203"},
      {"test r from \"plan.json\" { case \"c\" fail aws_s3_bucket.b\n }", ""},
      {"test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_kms_key b { } terraform.aws_s3_bucket b { bucket: \"x\", arn: unknown refers terraform.aws_kms_key.b.arn } expect b.a == \"x\" expect b.b.rotated } }", ""},
      {"test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_s3_bucket b { buckt: \"x\" } expect b.a == \"x\" } }", "SK0213"},
      {"test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_s3_bucket b { bucket: x } expect b.a == \"x\" } }", "SK0422"},
      {"test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_s3_bucket b { arn: unknown refers terraform.aws_kms_key.k.arn } expect b.a == \"x\" } }", "SK0422"},
      {"test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_s3_bucket b { arn: unknown unconfigured, rule: [{key: absent}] } } }", "SK0425"},
      {"test map terraform.aws_iam { case \"c\" { terraform.aws_iam b { } expect true == true } }", "SK0423"},
  };
  for (const auto& [text, codes] : cases) {
    auto run = check_texts({file(kPack + text)});
    EXPECT_EQ(run->codes(), codes) << text << "\n" << run->rendered();
  }
}

TEST(CheckTest, RowsAreVariablesByPosition) {
  auto run = check_texts({file(std::string(kPack) +
      "test map terraform.aws_s3_bucket { case \"c\" { terraform.aws_kms_key b { arn: \"k\" } terraform.aws_s3_bucket b { bucket: \"x\", arn: unknown unconfigured } expect b.a == \"x\" } }")});
  ASSERT_TRUE(run->program) << run->rendered();
  const TestCase& made = run->program->tests[0].cases[0];
  EXPECT_EQ(made.rows[1].raw->names, (std::vector<std::string>{"bucket", "arn"}));
  EXPECT_EQ(made.rows[1].raw->operands[1]->text, "unconfigured");
  EXPECT_EQ(made.expectations[0]->operands[0]->operands[0]->slot, 1);
}

TEST(Codes, AllAreExplained) {
  const std::string& example = code_explanations().front().example;
  EXPECT_FALSE(example.empty());
  for (const CodeExplanation& each : code_explanations()) {
    EXPECT_NE(std::string(each.en), "") << each.code;
    EXPECT_NE(std::string(each.ja), "") << each.code;
    EXPECT_EQ(find_code(each.code), &each) << each.code << " stands twice";
  }
  EXPECT_EQ(find_code("SK9999"), nullptr);
}

}  // namespace
}  // namespace sekisho::fixture
