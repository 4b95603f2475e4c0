// Assets of Google Cloud: lines, arrays and answers, content types joined by name, old spellings, places, repetitions, refusals.
#include "adapters/google/assets.h"
#include "adapters/include/adapters/dump.h"
#include "adapters/reader/content.h"
#include "sekisho/file.h"
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

std::string read(const std::string& bytes, Reading reading) {
  const Result<std::shared_ptr<const RawSource>> source = load_bytes("x.json", bytes, "", reading);
  return source ? dump_raw(**source) : "refused: " + source.error().message;
}

// Whether it was read without a tree of it.
bool is_skimmed(const std::string& bytes) {
  const Result<std::shared_ptr<const RawSource>> source = load_bytes("x.json", bytes);
  return source && dynamic_cast<const ParsedSource&>(**source).json == nullptr;
}

TEST(Google, LinesAndListsAreSkimmedAndTellTheSame) {
  const Result<std::string> estate = read_file(std::string(SEKISHO_ROOT) + "/tests/fixtures/google/estate.ndjson");
  ASSERT_TRUE(estate);
  const std::string change = R"({"asset":{"name":"//storage.googleapis.com/\u0063","asset_type":"google.cloud.storage.Bucket","update_time":"2026-01-02T00:00:00Z","resource":{"data":null}},"deleted":false,"window":{"start_time":"x"}})";
  const std::string gone = R"({"asset":{"name":"//storage.googleapis.com/b","asset_type":"storage.googleapis.com/Bucket","resource":{"data":{}}},"deleted":true})";
  const std::string folder = R"({"name":"//x/projects/p/zones/z-a/i","asset_type":"compute.googleapis.com/Disk","ancestry_path":"organization/1/project/p9","iam_policy":null,"org_policy":[{"a":"\"]"}],"resource":{"data":{"labels":{"k":"v"},"diskEncryptionKey":{"password":"s"}}}})";
  for (const std::string& bytes : {*estate, kBucket + "\n\r\n" + kPolicy + "\n", "[" + kBucket + " , " + kPolicy + "]\n", change + "\n" + gone + "\n" + folder, "[" + folder + "]"}) {
    EXPECT_TRUE(is_skimmed(bytes)) << bytes.substr(0, 200);
    EXPECT_EQ(read(bytes, Reading::kLate), read(bytes, Reading::kWhole)) << bytes.substr(0, 200);
  }
}

TEST(Google, PiecesOfManyLinesTellTheSame) {
  std::string bytes;
  for (int i = 0; i < 6000; ++i) {
    const std::string name = "//compute.googleapis.com/projects/p" + std::to_string(i % 7) + "/zones/z-a/disks/d" + std::to_string(i % 5500);
    bytes += i % 3 == 2 ? R"({"name":")" + name + R"(","assetType":"google.compute.Disk","iamPolicy":{"bindings":[]}})" + "\n"
                        : R"({"name":")" + name + R"(","asset_type":"compute.googleapis.com/Disk","update_time":"2026-01-02T03:04:)" + std::to_string(10 + i % 50) + R"(Z","resource":{"data":{"sizeGb":")" + std::to_string(i) +
                              R"(","description":"\u0061\n\"}"},"location":"us"},"ancestors":["projects/)" + std::to_string(i % 7) + "\"]}\n" + (i % 100 == 0 ? "\r\n" : "");
  }
  ASSERT_GT(bytes.size(), size_t{1} << 20);
  const auto shown = [](const std::string& text, int threads) {
    const auto source = load_bytes("x.json", text, "", Reading::kLate, threads);
    return source ? dump_raw(**source) : "refused: " + source.error().message;
  };
  EXPECT_TRUE(shown(bytes, 2) == shown(bytes, 1));
  EXPECT_TRUE(shown(bytes, 2) == read(bytes, Reading::kWhole));
  RawSource skimmed;
  skimmed.source = std::make_shared<const Source>("x.json", bytes);
  const auto assets = google::skim_assets(skimmed, 2);
  ASSERT_TRUE(assets);
  EXPECT_GT(assets->parts.size(), 2u);
  EXPECT_EQ(assets->size(), 6000u);
  const size_t middle = bytes.find('\n', bytes.size() / 2);
  for (const std::string& bad : {bytes.substr(0, middle) + "}" + bytes.substr(middle), bytes.substr(0, bytes.size() - 3), bytes.substr(0, middle + 1) + "[]" + bytes.substr(middle)}) {
    EXPECT_EQ(shown(bad, 2), shown(bad, 1));
    EXPECT_EQ(shown(bad, 2).substr(0, 8), "refused:");
  }
}

TEST(Google, WhatIsUnusualIsLeftToTheStrictReader) {
  const auto asset = [](const std::string& more) { return R"({"name":"//x/n","asset_type":"x.googleapis.com/N")" + more + "}"; };
  for (const char* more : {R"(,"spare":1)", R"(,"assetType":"y")", R"(,"resource":[])", R"(,"resource":{"data":"text"})", R"(,"iam_policy":"text")", R"(,"ancestors":{})", R"(,"iam_policy":{"a":1},"iamPolicy":{"b":1})", R"(,"name":"//x/m")"}) {
    const std::string bytes = kBucket + "\n" + asset(more) + "\n";
    EXPECT_FALSE(is_skimmed(bytes)) << more;
    EXPECT_EQ(read(bytes, Reading::kLate), read(bytes, Reading::kWhole)) << more;
  }
  EXPECT_FALSE(is_skimmed(kBucket + "\n" + kPolicy + "}\n"));
  EXPECT_FALSE(is_skimmed("[" + kBucket + "]x"));
}

TEST(Google, AKeyThatStandsTwiceIsTroubleOnceItIsAskedFor) {
  const auto source = load_bytes("x.json", kBucket + "\n" + R"({"name":"//storage.googleapis.com/c","asset_type":"storage.googleapis.com/Bucket","resource":{"data":{"a":{"b":1,"b":2}}}})" + "\n");
  ASSERT_TRUE(source);
  EXPECT_FALSE((*source)->trouble());
  const RawNode* held = resource(**source, "//storage.googleapis.com/c").root->find("a");
  ASSERT_NE(held, nullptr);
  held->find("b");
  ASSERT_TRUE((*source)->trouble());
  EXPECT_NE((*source)->trouble()->message.find("line 2, column 114: duplicate key `b`"), std::string::npos) << (*source)->trouble()->message;
}

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
