// AWS Config: what items are wrapped in, which capture stays, strings inside strings, spelling of keys, what is unknown, completeness, late values.
#include "adapters/aws_config/items.h"
#include "adapters/include/adapters/dump.h"
#include "sekisho/file.h"
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

// An item of a volume; `more` begins with a comma.
std::string volume(const std::string& id, const std::string& more = R"(,"configuration":{"size":8})", const std::string& status = "OK") {
  return R"({"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::EC2::Volume","tags":{},"configurationItemStatus":")" + status + R"(","resourceId":")" + id +
         R"(","ARN":"arn:aws:ec2:eu-west-1:111122223333:volume/)" + id + "\"" + more + "}";
}

std::string snapshot(const std::string& items) { return R"({"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[)" + items + "]}"; }

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (char c : text) result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return result + "\"";
}

const RawResource& first(const RawSource& source) { return source.resources.front(); }
bool has_note(const RawSource& source, const std::string& part) {
  for (const std::string& note : source.notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(AwsConfig, EveryFormGivesTheItem) {
  const std::string item = volume("vol-1");
  const std::string event = R"({"configurationItem":)" + item + R"(,"messageType":"ConfigurationItemChangeNotification"})";
  struct Form {
    std::string text, format, pointer;
  };
  const std::vector<Form> forms = {
      {snapshot(item), "snapshot", "/configurationItems/0/configuration"},
      {R"({"configurationItems":[)" + item + "]}", "configuration items", "/configurationItems/0/configuration"},
      {"[" + item + "]", "configuration items", "/0/configuration"},
      {item, "configuration item", "/configuration"},
      {event, "rule event", "/configurationItem/configuration"},
      {R"({"invokingEvent":)" + quoted(event) + R"(,"ruleParameters":"{}"})", "rule event", "/invokingEvent/configurationItem/configuration"},
      {R"({"Type":"Notification","Message":)" + quoted(event) + "}", "rule event", "/Message/configurationItem/configuration"},
      {R"({"QueryInfo":{"SelectFields":[{"Name":"configuration"}]},"Results":[)" + quoted(item) + "]}", "query answer", "/Results/0/configuration"},
      {R"({"baseConfigurationItems":[{"accountId":"111122223333","arn":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1","resourceType":"AWS::EC2::Volume","resourceId":"vol-1","awsRegion":"eu-west-1","configuration":"{\"size\":8}"}]})",
       "configuration items", "/baseConfigurationItems/0/configuration"}};
  for (const Form& form : forms) {
    const auto source = load_json(form.text);
    ASSERT_EQ(source->resources.size(), 2u) << form.text;   // with the account
    const RawResource& made = first(*source);
    EXPECT_EQ(source->format, form.format) << form.text;
    EXPECT_EQ(made.pointer.str(), form.pointer);
    EXPECT_EQ(made.address, "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1");
    EXPECT_EQ(made.type, "AWS::EC2::Volume");
    EXPECT_EQ(made.account, "111122223333");
    EXPECT_EQ(made.region, "eu-west-1");
    EXPECT_EQ(node_of(*source, made.address, "/size").text, "8") << form.text;
    EXPECT_EQ(source->resources.back().type, "provider");
  }
}

TEST(AwsConfig, WhatHoldsNoConfigurationIsRefused) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"configurationItemSummary":{"resourceId":"x"},"s3DeliverySummary":{},"messageType":"OversizedConfigurationItemChangeNotification"})", "no items"},
      {R"({"ConfigRules":[]})", "rules of AWS Config"},
      {R"({"EvaluationResults":[]})", "results of rules"},
      {R"({"Results":["{\"resourceId\":\"a\",\"configuration\":{}}"]})", "`resourceType`"},
      {R"({"Results":["{\"resourceId\":\"arn:aws:sns:eu-west-1:111122223333:a:subscription\",\"configuration\":{}}"]})", "`resourceType`"},
      {R"({"Results":["{\"resourceType\":"]})", "string of JSON"},
      {R"({"invokingEvent":"{"})", "no JSON inside the string"},
      {snapshot("5"), "no configuration item"},
      {snapshot(R"({"resourceType":"AWS::X::Y","configuration":"[1]"})"), "is no object"},
      {snapshot(R"({"resourceType":7,"configuration":{}})"), "no text"}};
  for (const auto& [text, expected] : cases) EXPECT_NE(refusal(text).find(expected), std::string::npos) << text << "\n" << refusal(text);
}

TEST(AwsConfig, AnArnNamesTheType) {
  const auto types = [](const std::string& row) { return first(*load_json(R"({"Results":[)" + quoted(row) + "]}")).type; };
  EXPECT_EQ(types(R"({"resourceId":"arn:aws:sns:eu-west-1:111122223333:a","configuration":{}})"), "AWS::SNS::Topic");
  EXPECT_EQ(types(R"({"configuration":{"userName":"u","arn":"arn:aws:iam::111122223333:user/u"}})"), "AWS::IAM::User");
  EXPECT_EQ(types(R"({"configuration":{"dbclusterSnapshotArn":"arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:a"}})"), "AWS::RDS::DBClusterSnapshot");
  const auto source = load_json(R"({"Results":["{\"configuration\":{\"functionArn\":\"arn:aws:lambda:eu-west-1:111122223333:function:f\"}}"]})");
  EXPECT_EQ(first(*source).address, "arn:aws:lambda:eu-west-1:111122223333:function:f");
  EXPECT_EQ(first(*source).account, "111122223333");
  EXPECT_EQ(first(*source).region, "eu-west-1");
}

// Whatever is cut off or changed is refused or read, late or at once, and read means: to the end.
TEST(AwsConfig, DamagedFilesDoNoHarm) {
  const std::string whole = snapshot(volume("vol-1", R"(,"configuration":"{\"size\":8,\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}","supplementaryConfiguration":{"A":"[1,\"%7B%22\"]","B":"\"{}\""})") + "," + volume("vol-2", R"(,"configuration":{"n":1.0,"o":{"p":[{"q":null}]},"r\n":"%7B%2"})"));
  size_t read = 0;
  const auto take = [&](const std::string& bytes) {
    for (Reading reading : {Reading::kLate, Reading::kWhole}) {
      const auto loaded = load_bytes("x.json", bytes, "", reading);
      if (loaded) read += dump_raw(**loaded).size() > 0 ? 1 : 0;
    }
  };
  for (size_t at = 0; at < whole.size(); ++at) {
    take(whole.substr(0, at));
    for (char c : {'"', '{', '}', '[', ']', '\\', ',', '0', '\0'}) {
      std::string changed = whole;
      changed[at] = c;
      take(changed);
    }
  }
  EXPECT_GT(read, 1000u);
}

TEST(AwsConfig, TheLatestCaptureStaysUnlessItIsOfADeletedResource) {
  const auto at = [](const std::string& time, const std::string& size) { return R"(,"configurationItemCaptureTime":")" + time + R"(","configuration":{"size":)" + size + "}"; };
  const auto source = load_json(snapshot(volume("vol-1", at("2026-01-02T00:00:00.500Z", "2")) + "," + volume("vol-1", at("2026-01-02T00:00:00.250Z", "1")) + "," + volume("vol-2", at("2026-01-01T00:00:00Z", "1")) + "," +
                                         volume("vol-2", R"(,"configurationItemCaptureTime":"2026-01-03T00:00:00Z","configuration":null)", "ResourceDeleted") + "," + volume("vol-3", at("1767225600.5", "3"))));
  ASSERT_EQ(source->resources.size(), 3u);
  EXPECT_EQ(node(first(*source), "/size")->text, "2");
  EXPECT_EQ(source->resources[1].name, "vol-3");
  EXPECT_EQ(source->captured_at, 1767398400);
  EXPECT_TRUE(has_note(*source, "1 resource is deleted"));
  EXPECT_TRUE(has_note(*source, "2 earlier captures of resources were left out"));
  // Nobody can tell which is later: both stay, and that is said; one that says the same again is left out, and so are all when a later one comes.
  const std::string both = volume("vol-1", at("2026-01-02T00:00:00Z", "1")) + "," + volume("vol-1", at("2026-01-02T00:00:00Z", "2"));
  const auto same = load_json(snapshot(both + "," + volume("vol-1", at("2026-01-02T00:00:00Z", "1"))));
  ASSERT_EQ(same->resources.size(), 3u);
  EXPECT_EQ(node(first(*same), "/size")->text, "1");
  EXPECT_EQ(node(same->resources[1], "/size")->text, "2");
  EXPECT_TRUE(has_note(*same, "1 further capture of a resource says something else and not when"));
  EXPECT_TRUE(has_note(*same, "1 further capture of a resource was left out"));
  EXPECT_EQ(load_json(snapshot(both + "," + volume("vol-1", at("2026-01-03T00:00:00Z", "3"))))->resources.size(), 2u);
}

TEST(AwsConfig, StringsInsideStringsNumbersAndPolicies) {
  const std::string list = R"({"grantList":[{"permission":"Read"}]})";
  const auto source = load_json(snapshot(volume("vol-1", R"(,"configuration":{"size":512.0,"part":0.50,"note":"{\"kept\":1}","assumeRolePolicyDocument":"%7B%22Version%22%3A%222012-10-17%22%7D","percent":"100%25"},
    "supplementaryConfiguration":{"AccessControlList":)" + quoted(list) + R"(,"Twice":)" + quoted(quoted(list)) + R"(,"Flag":"false","Word":"Enabled","Broken":"{"})")));
  const std::string& address = first(*source).address;
  EXPECT_EQ(node_of(*source, address, "/size").text, "512");
  EXPECT_EQ(node_of(*source, address, "/part").text, "0.50");
  EXPECT_EQ(node_of(*source, address, "/note").text, R"({"kept":1})");
  EXPECT_EQ(node_of(*source, address, "/assumeRolePolicyDocument").text, R"({"Version":"2012-10-17"})");
  EXPECT_EQ(node_of(*source, address, "/percent").text, "100%25");
  for (const char* name : {"/@AccessControlList", "/@Twice"}) EXPECT_EQ(node_of(*source, address, std::string(name) + "/grantList/0/permission").text, "Read") << name;
  EXPECT_EQ(node_of(*source, address, "/@Flag").kind, RawNode::Kind::kBool);
  EXPECT_EQ(node_of(*source, address, "/@Word").text, "Enabled");
  EXPECT_EQ(node_of(*source, address, "/@Broken").text, "{");
  EXPECT_EQ(node_of(*source, address, "/@arn").text, address);
  EXPECT_GT(node_of(*source, address, "/@AccessControlList/grantList").offset, node_of(*source, address, "/size").offset);
}

TEST(AwsConfig, KeysAreFoundInAnyCaseButAsWrittenFirst) {
  const auto source = load_json(snapshot(volume("vol-1", R"(,"configuration":{"KMSKeyId":"a","dBName":"b","Inner":{"dNSName":"c","env":"low","Env":"high"},"x\u0079":"d"})")));
  const std::string& address = first(*source).address;
  EXPECT_EQ(node_of(*source, address, "/kmsKeyId").text, "a");
  EXPECT_EQ(node_of(*source, address, "/dbName").text, "b");
  EXPECT_EQ(node_of(*source, address, "/inner/dnsName").text, "c");
  EXPECT_EQ(node_of(*source, address, "/inner/env").text, "low");
  EXPECT_EQ(node_of(*source, address, "/inner/Env").text, "high");
  EXPECT_EQ(node_of(*source, address, "/xy").text, "d");
  EXPECT_EQ(node(first(*source), "/inner/none"), nullptr);
  EXPECT_EQ(node_of(*source, address, "/inner").all_members().size(), 3u);
}

TEST(AwsConfig, WhatTheItemDoesNotHoldIsUnknownNotAbsent) {
  const auto source = load_json(snapshot(volume("vol-1", R"(,"supplementaryConfiguration":{})") + "," + volume("vol-2")));
  EXPECT_EQ(node_of(*source, first(*source).address, "/encrypted").why, RawUnknown::kNotExported);
  EXPECT_EQ(node(first(*source), "/@Policy"), nullptr);
  EXPECT_EQ(node(source->resources[1], "/encrypted"), nullptr);
  EXPECT_EQ(node_of(*source, source->resources[1].address, "/@Policy").why, RawUnknown::kNotExported);
  EXPECT_TRUE(has_note(*source, "1 item comes without its configuration"));
  EXPECT_TRUE(source->missing_is_absent);
  const auto answer = [](const std::string& fields) { return load_json(R"({"QueryInfo":{"SelectFields":[)" + fields + R"(]},"Results":[)" + quoted(volume("vol-1")) + "]}"); };
  EXPECT_TRUE(answer(R"({"Name":"configuration"},{"Name":"tags"})")->missing_is_absent);
  EXPECT_FALSE(answer(R"({"Name":"configuration.size"})")->missing_is_absent);
  EXPECT_FALSE(load_json(R"({"Results":[)" + quoted(volume("vol-1")) + "]}")->missing_is_absent);
}

TEST(AwsConfig, TagsStandInThreePlaces) {
  const auto source = load_json(snapshot(R"({"resourceType":"AWS::X::Y","resourceId":"a","tags":{"A":"1"},"configuration":{"Tags":[{"Key":"B","Value":"2"},{"Key":"A","Value":"9"}]},"supplementaryConfiguration":{"Tags":"[{\"key\":\"C\",\"value\":\"3\"}]"}},)"
                                         R"({"resourceType":"AWS::X::Y","resourceId":"b","configuration":{}},{"resourceType":"AWS::X::Y","resourceId":"c","tags":["odd"],"configuration":{}})"));
  const RawNode& tags = *first(*source).effective_tags();
  EXPECT_EQ(tags.members.size(), 3u);
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"B", "2"}, {"C", "3"}}) EXPECT_EQ(tags.find(key)->text, value);
  EXPECT_EQ(source->resources[1].effective_tags()->kind, RawNode::Kind::kUnknown);
  EXPECT_EQ(source->resources[2].effective_tags()->kind, RawNode::Kind::kUnknown);
}

TEST(AwsConfig, OnlyARecorderThatSaysItRecordsMakesKindsComplete) {
  const auto complete = [](const std::string& group, const std::string& recording = "true", const std::string& other = volume("vol-1")) {
    const auto source = load_json(snapshot(other + R"(,{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::Config::ConfigurationRecorder","resourceId":"default","tags":{},"configuration":{"Recording":)" + recording + R"(,"RecordingGroup":)" + group + "}}"));
    std::string all;
    for (const std::string& name : source->complete) all += name + " ";
    return all;
  };
  const std::string all = complete(R"({"AllSupported":true,"IncludeGlobalResourceTypes":true})");
  EXPECT_NE(all.find("identity.user aws_config.AWS::IAM::User "), std::string::npos);
  EXPECT_EQ(all.find("storage.volume"), std::string::npos);   // other regions may hold some
  EXPECT_EQ(complete(R"({"AllSupported":true,"IncludeGlobalResourceTypes":false})"), "");
  const std::string fewer = complete(R"({"AllSupported":true,"IncludeGlobalResourceTypes":true,"ExclusionByResourceTypes":{"ResourceTypes":["AWS::IAM::User"]}})");
  EXPECT_NE(fewer.find("identity.role "), std::string::npos);
  EXPECT_EQ(fewer.find("identity.user"), std::string::npos);
  EXPECT_EQ(complete(R"({"AllSupported":false,"ResourceTypes":["AWS::IAM::User"]})"), "identity.user aws_config.AWS::IAM::User ");
  EXPECT_EQ(complete(R"({"AllSupported":true})", "false"), "");
  EXPECT_EQ(complete("{}"), "");
  EXPECT_EQ(complete(R"({"AllSupported":true})", "true", R"({"awsAccountId":"111122223333","awsRegion":"us-east-1","resourceType":"AWS::EC2::Volume","resourceId":"v","configuration":{}})"), "");
  EXPECT_TRUE(load_json("[" + volume("vol-1") + "]")->complete.empty());
}

TEST(AwsConfig, LateAndWholeAreTheSame) {
  const std::string bytes = *read_file(std::string(SEKISHO_ROOT) + "/tests/fixtures/aws_config/estate.json");
  const auto late = load_bytes("x.json", bytes, "", Reading::kLate), whole = load_bytes("x.json", bytes, "", Reading::kWhole);
  ASSERT_TRUE(late && whole);
  EXPECT_EQ(dump_raw(**late), dump_raw(**whole));
  EXPECT_EQ((*late)->complete, (*whole)->complete);
  EXPECT_EQ((*late)->trouble(), std::nullopt);
}

// What a snapshot of many items tells, read in so many threads; in how many parts its items were found.
std::pair<std::string, size_t> read_in_threads(const std::string& bytes, int threads) {
  const auto items = aws_config::skim_items(std::make_shared<const Source>("x.json", bytes), static_cast<size_t>(threads));
  const auto source = load_bytes("x.json", bytes, "", Reading::kLate, threads);
  return {source ? dump_raw(**source) : "refused: " + source.error().message, items ? items->parts.size() : 0};
}

TEST(AwsConfig, PiecesOfALongListTellTheSame) {
  const auto many = [](const std::string& more, const std::string& between) {
    std::string items;
    for (int i = 0; i < 4000; ++i) {
      const std::string id = "vol-" + std::to_string(i % 3990);   // a few are there twice
      items += (i == 0 ? "" : between) + volume(id, R"(,"configurationItemCaptureTime":"2026-01-02T03:04:)" + std::to_string(10 + i % 50) + R"(Z","configuration":{"size":8,"name":"\u0061)" + std::to_string(i) + "\"" + more + "}");
    }
    return snapshot(items);
  };
  // Inside an item, and inside a text of it, something begins as items do.
  const std::string beginning = R"({"awsAccountId":1})";
  for (const auto& [bytes, in_pieces] : {std::pair{many("", ","), true}, std::pair{many("", " ,\n  "), true}, std::pair{many(R"(,"inner":[)" + beginning + "," + beginning + "]", ","), false},
                                         std::pair{many(R"(,"text":)" + quoted(std::string("},") + beginning), ","), true}}) {
    ASSERT_GT(bytes.size(), size_t{1} << 20);
    const auto [alone, one_part] = read_in_threads(bytes, 1);
    const auto [beside, parts] = read_in_threads(bytes, 2);
    EXPECT_TRUE(alone == beside) << bytes.substr(0, 400);
    EXPECT_EQ(one_part, 1u);
    EXPECT_EQ(parts > 2, in_pieces) << parts << " " << bytes.substr(0, 400);
  }
  // What is broken in one of them is told as it is where nobody works beside.
  const std::string good = many("", ",");
  const size_t middle = good.find(R"("resourceType")", good.size() / 2), end = good.rfind("}]}");
  for (const std::string& bad : {good.substr(0, middle) + R"("resourceType":"AWS::X::Y",)" + good.substr(middle), good.substr(0, middle - 1) + good.substr(middle), good.substr(0, end), good.substr(0, end) + "}},{]}",
                                 good.substr(0, end) + "}]" + volume("vol-x") + "]}", good.substr(0, end) + "}," + good.substr(end)}) {
    EXPECT_EQ(read_in_threads(bad, 2).first, read_in_threads(bad, 1).first);
    EXPECT_EQ(read_in_threads(bad, 2).first.substr(0, 8), "refused:");
    EXPECT_EQ(read_in_threads(bad, 2).second, 0u);
  }
}

TEST(AwsConfig, WhatAnItemSaysOfItselfIsFoundHoweverItIsSpelled) {
  const auto read = [](const std::string& more) { return load_json("[" + volume("vol-1", R"(,"configuration":{})" + more) + "]"); };
  const auto text = [&](const std::string& more, const std::string& pointer) {
    const auto source = read(more);
    const RawNode* found = node(first(*source), pointer);
    return found == nullptr ? "null" : found->kind == RawNode::Kind::kUnknown ? "unknown" : std::string(found->text);
  };
  const std::string arn = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
  EXPECT_EQ(text("", "/@arn"), arn);                                              // written as ARN
  EXPECT_EQ(text("", "/@ARN"), arn);
  EXPECT_EQ(text("", "/@resourceId"), "vol-1");
  EXPECT_EQ(text("", "/@resourceName"), "null");
  EXPECT_EQ(text("", "/@availabilityZone"), "unknown");
  EXPECT_EQ(text(R"(,"availabilityZone":"a")", "/@availabilityZone"), "a");
  EXPECT_EQ(text(R"(,"AvailabilityZone":"a")", "/@availabilityZone"), "a");
  EXPECT_EQ(text(R"(,"AvailabilityZone":"a","availabilityZone":"b")", "/@availabilityZone"), "b");
  EXPECT_EQ(text(R"(,"Arn":"x")", "/@arn"), arn);                                 // the first of those in another case
}

TEST(AwsConfig, TheSameAddressIsToldApart) {
  // One resource's id is left out in the other item; accounts and regions differ.
  const auto source = load_json("[" + volume("vol-1") + R"(,{"awsRegion":"eu-west-2","resourceType":"AWS::EC2::Volume","ARN":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1","configuration":{}},)" +
                                R"({"awsRegion":"eu-west-3","resourceType":"AWS::EC2::Volume","ARN":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1","configuration":{}}])");
  std::vector<std::string> addresses;
  for (const RawResource& each : source->resources) {
    if (each.type == "AWS::EC2::Volume") addresses.push_back(each.address);
  }
  const std::string arn = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
  EXPECT_EQ(addresses, (std::vector<std::string>{arn, arn + "~2", arn + "~3"}));
}

TEST(AwsConfig, WhatIsBrokenBelowTheSurfaceIsFoundWhenItIsAskedFor) {
  const auto loaded = load_bytes("x.json", snapshot(volume("vol-1", R"(,"configuration":{"size":8,"inner":{"a" 1}})")));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(node(first(**loaded), "/size")->text, "8");
  EXPECT_EQ((*loaded)->trouble(), std::nullopt);
  EXPECT_EQ(node(first(**loaded), "/inner/a"), nullptr);
  ASSERT_TRUE((*loaded)->trouble());
  EXPECT_NE(refusal(snapshot(volume("vol-1", R"(,"configuration":{"a":1,"a":2})"))), "");
}

}  // namespace
}  // namespace sekisho::adapters
