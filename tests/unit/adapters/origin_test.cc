// Account, region, provider configuration and tags of resources.
#include "adapters/terraform/origin.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

RawResource loaded(const std::string& after, const std::string& unknown, const std::string& provider, const std::string& more = "", const std::string& address = "aws_x.a") {
  static std::vector<std::shared_ptr<const RawSource>> kept;
  std::string plan = R"({"format_version":"1.2",)" + more + R"("resource_changes":[)" + change_of(address, R"("create")", after, unknown) +
                     R"(],"configuration":{"provider_config":{)" + provider +
                     R"(},"root_module":{"resources":[{"type":"aws_x","name":"a","mode":"managed","provider_config_key":"aws.tokyo"}],"variables":{"r":{"default":"us-east-1"}}}}})";
  kept.push_back(load_json(plan));
  return resource(*kept.back(), address);
}

const std::string kTokyo = R"("aws.tokyo":{"name":"aws","alias":"tokyo","expressions":{"region":{"constant_value":"ap-northeast-1"}}})";
const std::string kVariable = R"("aws.tokyo":{"name":"aws","alias":"tokyo","expressions":{"region":{"references":["var.r"]}}})";

TEST(Origin, RegionOfTheProvider) {
  EXPECT_EQ(loaded("{}", "{}", kTokyo).region, "ap-northeast-1");
  EXPECT_EQ(loaded("{}", "{}", kTokyo).account_key, "aws.tokyo");
  EXPECT_FALSE(loaded("{}", "{}", kTokyo).region_unknown);
  EXPECT_EQ(loaded("{}", "{}", kVariable).region, "us-east-1");
  EXPECT_EQ(loaded("{}", "{}", kVariable, R"("variables":{"r":{"value":"eu-west-1"}},)").region, "eu-west-1");
  EXPECT_TRUE(loaded("{}", "{}", R"("aws.tokyo":{"name":"aws"})").region_unknown);
  EXPECT_TRUE(loaded("{}", "{}", R"("aws.tokyo":{"expressions":{"region":{"references":["data.aws_region.r.name","data.aws_region.r"]}}})").region_unknown);
}

TEST(Origin, AnArnKnowsBest) {
  const RawResource found = loaded(R"({"arn":"arn:aws:sqs:us-west-2:123456789012:q"})", "{}", kTokyo);
  EXPECT_EQ(found.region, "us-west-2");
  EXPECT_EQ(found.account, "123456789012");
  const RawResource global = loaded(R"({"arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"})", "{}", kTokyo);
  EXPECT_EQ(global.region, "ap-northeast-1");
  EXPECT_FALSE(global.account);
  EXPECT_FALSE(loaded(R"({"arn":"arn:x"})", "{}", kTokyo).account);
}

TEST(Origin, RegionOfTheResourceItself) {
  EXPECT_EQ(loaded(R"({"region":"eu-central-1"})", "{}", kTokyo).region, "eu-central-1");
  EXPECT_EQ(loaded(R"({"region":"eu-central-1"})", "{}", kTokyo, "", "aws_config_aggregate_authorization.a").region_unknown, true);
}

TEST(Origin, Tags) {
  const auto pointer = [](const std::string& after, const std::string& unknown) {
    const RawResource found = loaded(after, unknown, kTokyo);
    return found.effective_tags() == nullptr ? "none" : found.effective_tags()->pointer() + (found.effective_tags()->kind == RawNode::Kind::kUnknown ? " unknown" : "");
  };
  EXPECT_EQ(pointer(R"({"tags":{"a":"b"},"tags_all":{"a":"b","c":"d"}})", "{}"), "/tags_all");
  // `kTokyo` says nothing of default tags, so what the resource has is all there is.
  EXPECT_EQ(pointer(R"({"tags":{"a":"b"}})", R"({"tags_all":true})"), "/tags");
  EXPECT_EQ(pointer(R"({"tags":null})", R"({"tags_all":true})"), "none");
  EXPECT_EQ(pointer("{}", R"({"tags":true,"tags_all":true})"), "/tags_all unknown");
  EXPECT_EQ(pointer(R"({"tags":{"a":"b"}})", "{}"), "/tags");
  EXPECT_EQ(pointer(R"({"tags":null})", "{}"), "none");
  EXPECT_EQ(pointer("{}", "{}"), "none");
}

TEST(Origin, WithoutConfigurationTheProviderIsTheKey) {
  const auto source = load_json(R"({"format_version":"1.0","values":{"root_module":{"resources":[
    {"address":"aws_x.a","mode":"managed","provider_name":"providers.example.com/hashicorp/aws","values":{}},
    {"address":"google_x.a","mode":"managed","provider_name":"google","values":{}}]}}})");
  EXPECT_EQ(resource(*source, "aws_x.a").account_key, "aws");
  EXPECT_TRUE(resource(*source, "aws_x.a").region_unknown);
  EXPECT_EQ(resource(*source, "google_x.a").account_key, "google");
  EXPECT_FALSE(resource(*source, "google_x.a").region_unknown);
}

}  // namespace
}  // namespace sekisho::adapters
