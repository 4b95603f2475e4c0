// Assets of Google Cloud: lines, arrays and answers, content types joined by name, old spellings, places, repetitions, refusals.
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

std::string addresses(const RawSource& source) {
  std::string out;
  for (const RawResource& each : source.resources) out += (out.empty() ? "" : " ") + each.type + "=" + each.address;
  return out;
}

const std::string kBucket = R"({"name":"//storage.googleapis.com/b","asset_type":"storage.googleapis.com/Bucket","resource":{"parent":"//cloudresourcemanager.googleapis.com/projects/7","data":{"name":"b","location":"US-EAST1","labels":{"k":"v"}}},"ancestors":["projects/7","organizations/1"]})";
const std::string kPolicy = R"({"name":"//storage.googleapis.com/b","assetType":"storage.googleapis.com/Bucket","iamPolicy":{"bindings":[{"role":"roles/viewer","members":["allUsers"]}]}})";

TEST(Google, LinesArraysAnswersAndSingleAssetsAreTheSame) {
  const std::string wanted = "storage.googleapis.com/Bucket=//storage.googleapis.com/b provider=provider.7";
  EXPECT_EQ(addresses(*load_json(kBucket)), wanted);
  EXPECT_EQ(addresses(*load_json("[" + kBucket + "]")), wanted);
  EXPECT_EQ(addresses(*load_json(R"({"readTime":"2026-01-02T00:00:00Z","assets":[)" + kBucket + "]}")), wanted);
  EXPECT_EQ(addresses(*load_json("\n" + kBucket + "\r\n\n" + kPolicy + "\n")), wanted);
  EXPECT_EQ(addresses(*load_json(R"({"asset":)" + kBucket + R"(,"window":{}})")), wanted);
}

TEST(Google, OnlyTheReadTimeSaysWhenItWasRead) {
  EXPECT_EQ(load_json(R"({"readTime":"1970-01-01T00:00:09Z","assets":[)" + kBucket + "]}")->captured_at, 9);
  const auto changed = load_json(R"({"name":"//x/projects/p/y","asset_type":"x/Y","updateTime":"1970-01-01T00:00:09Z","resource":{"data":{}}})");
  EXPECT_FALSE(changed->captured_at);
}

TEST(Google, ContentTypesOfOneNameAreJoined) {
  const auto joined = load_json(kPolicy + "\n" + kBucket + "\n");
  EXPECT_EQ(node_of(*joined, "//storage.googleapis.com/b", "/@iamPolicy/bindings/0/role").text, "roles/viewer");
  const auto apart = load_json(kPolicy);
  EXPECT_EQ(addresses(*apart), "iam_policy=//storage.googleapis.com/b#policy provider=provider.unknown");
  EXPECT_EQ(node_of(*apart, "//storage.googleapis.com/b#policy", "/@name").text, "//storage.googleapis.com/b");
}

TEST(Google, PlacesOfLinesAreThoseOfTheWholeText) {
  const auto source = load_json(kPolicy + "\n" + kBucket + "\n");
  const RawNode& name = node_of(*source, "//storage.googleapis.com/b", "/name");
  EXPECT_EQ(source->source->line_column(name.offset).line, 2u);
  EXPECT_EQ(source->source->view().substr(name.offset, 3), "\"b\"");
}

TEST(Google, ProjectsRegionsAndLabels) {
  const auto source = load_json("[" + kBucket + R"(,{"name":"//compute.googleapis.com/projects/p/zones/us-east1-b/instances/i","asset_type":"google.compute.Instance","resource":{"data":{}},"ancestors":["projects/9"]})"
                                R"(,{"name":"//compute.googleapis.com/projects/p/global/firewalls/f","asset_type":"compute.googleapis.com/Firewall","resource":{"data":{}}})"
                                R"(,{"name":"//sql.googleapis.com/projects/q/instances/s","asset_type":"google.cloud.sql.Instance","ancestry_path":"organization/1/project/q","resource":{"data":{"settings":{"userLabels":{"a":"b"}}}}}])");
  const RawResource& bucket = resource(*source, "//storage.googleapis.com/b");
  EXPECT_EQ(bucket.account, "7");
  EXPECT_EQ(bucket.region, "us-east1");
  EXPECT_EQ(bucket.effective_tags()->find("k")->text, "v");
  const RawResource& machine = resource(*source, "//compute.googleapis.com/projects/p/zones/us-east1-b/instances/i");
  EXPECT_EQ(machine.type, "compute.googleapis.com/Instance");
  EXPECT_EQ(machine.region, "us-east1");
  // The number that one asset tells is that of all assets of the project.
  const RawResource& firewall = resource(*source, "//compute.googleapis.com/projects/p/global/firewalls/f");
  EXPECT_EQ(firewall.account, "9");
  EXPECT_FALSE(firewall.region);
  EXPECT_FALSE(firewall.region_unknown);
  const RawResource& database = resource(*source, "//sql.googleapis.com/projects/q/instances/s");
  EXPECT_EQ(database.type, "sqladmin.googleapis.com/Instance");
  EXPECT_TRUE(database.region_unknown);
  EXPECT_EQ(database.effective_tags()->find("a")->text, "b");
}

TEST(Google, LaterStatesStayAndWhatIsLeftOutIsSaid) {
  const std::string head = R"({"name":"//x/projects/p/y","asset_type":"x/Y","update_time":")";
  const auto source = load_json(head + R"(2026-01-02T00:00:00Z","resource":{"data":{"v":"new"}}})" + "\n" + head + R"(2026-01-01T00:00:00Z","resource":{"data":{"v":"old"}}})" + "\n" +
                                R"({"asset":{"name":"//x/projects/p/z","asset_type":"x/Y"},"deleted":true})" + "\n" + R"({"name":"//x/projects/p/w","asset_type":"x/Y","resource":{"version":"v1"}})");
  EXPECT_EQ(addresses(*source), "x/Y=//x/projects/p/y unexported=//x/projects/p/w provider=provider.p");
  EXPECT_EQ(node_of(*source, "//x/projects/p/y", "/v").text, "new");
  ASSERT_EQ(source->notes.size(), 3u);
  EXPECT_NE(source->notes[0].find("1 asset is deleted"), std::string::npos);
  EXPECT_NE(source->notes[1].find("1 earlier state"), std::string::npos);
  EXPECT_NE(source->notes[2].find("1 asset comes without data"), std::string::npos);
}

TEST(Google, PasswordsAreSensitive) {
  const auto source = load_json(R"({"name":"//x/projects/p/y","asset_type":"x/Y","resource":{"data":{"c":{"password":"p","user":"u"}}}})");
  EXPECT_TRUE(node_of(*source, "//x/projects/p/y", "/c/password").sensitive);
  EXPECT_FALSE(node_of(*source, "//x/projects/p/y", "/c/user").sensitive);
}

TEST(Google, WhatIsNoAssetIsRefusedWithItsPlace) {
  EXPECT_NE(refusal("[" + kBucket + ",{}]").find("/1: it is no asset"), std::string::npos);
  EXPECT_NE(refusal(R"({"name":"//x/y","asset_type":"x/Y","resource":{"data":"{}"}})").find("resource.data is no object"), std::string::npos);
  EXPECT_NE(refusal(R"({"name":"//x/y","asset_type":"x/Y","iam_policy":[]})").find("iam_policy is no object"), std::string::npos);
  EXPECT_NE(refusal(kBucket + "\n" + kBucket.substr(0, 40) + "\n").find("line 2"), std::string::npos);
  EXPECT_NE(refusal(kBucket + "\n{\"a\":1,\"a\":2}\n").find("duplicate key"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::adapters
