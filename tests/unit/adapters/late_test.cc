// Late reading finds what whole reading finds, and leaves to it whatever is unusual.
#include <filesystem>
#include <map>
#include <random>

#include "adapters/include/adapters/dump.h"
#include "adapters/reader/first_by_hash.h"
#include "adapters/terraform/skim.h"
#include "sekisho/file.h"
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

std::string shown(const std::string& bytes, Reading reading) {
  Result<std::shared_ptr<const RawSource>> source = load_bytes("x.json", bytes, "", reading);
  return source ? dump_raw(**source) : "refused: " + source.error().message;
}

bool is_skimmed(const std::string& text) {
  return terraform::skim_plan(text).has_value();
}

std::string plan(const std::string& changes, const std::string& more = "") { return R"({"format_version":"1.2",)" + more + R"("resource_changes":[)" + changes + "]}"; }

std::string change(const std::string& after, const std::string& unknown = "{}", const std::string& sensitive = "{}", const std::string& address = "aws_x.a") {
  return R"({"address":")" + address + R"(","mode":"managed","change":{"actions":["create"],"before":null,"after":)" + after + R"(,"after_unknown":)" + unknown + R"(,"after_sensitive":)" + sensitive + "}}";
}

TEST(Late, FixturesReadTheSameBothWays) {
  size_t skimmed = 0, files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SEKISHO_ROOT) + "/tests/fixtures/terraform")) {
    if (entry.path().extension() != ".json") continue;
    const Result<std::string> bytes = read_file(entry.path().string());
    ASSERT_TRUE(bytes) << entry.path();
    EXPECT_EQ(shown(*bytes, Reading::kLate), shown(*bytes, Reading::kWhole)) << entry.path();
    ++files;
    skimmed += is_skimmed(*bytes);
  }
  EXPECT_GE(files, 10u);
  EXPECT_GE(skimmed, files / 2);   // real plans go this way; states do not
}

TEST(Late, UsualShapesAreSkimmed) {
  for (const char* after : {R"({})", R"({"a":1,"b":"x","c":null,"d":[1,{"e":"}]"}],"f":{"g":{}}})", R"( { "a" : "\"]}" , "b" : -1.5e+3 } )", R"({"名前":"値"})"}) {
    const std::string text = plan(change(after, R"({"arn":true,"d":[{"e":true}]})", R"({"b":true})"));
    EXPECT_TRUE(is_skimmed(text)) << text;
    EXPECT_EQ(shown(text, Reading::kLate), shown(text, Reading::kWhole)) << text;
  }
}

TEST(Late, EscapedAddressesAndPlannedValues) {
  const std::string text = plan(change("{\"a\":1}", "{}", "{}", R"(aws_x.a[\"k\\\"\"])") + "," + change("{\"a\":2}", "{}", "{}", R"(module.m[\"x\"].aws_x.b[0])"),
                                R"("planned_values":{"root_module":{"resources":[{"values":{"a":"[{\"]"}}]}},"variables":{"v":{"value":1}},)");
  EXPECT_TRUE(is_skimmed(text));
  EXPECT_EQ(shown(text, Reading::kLate), shown(text, Reading::kWhole));
}

TEST(Late, ModulesOfNeighboursReadTheSameBothWays) {
  const auto in_module = [](const std::string& module, const std::string& address) { return R"({"module_address":")" + module + R"(",)" + change(R"({"a":1})", "{}", "{}", address).substr(1); };
  const std::string a = R"(module.m[\"a\"])", b = R"(module.m[\"b\"])", odd = R"(module.m[\"\u0061\"])";
  const std::string text = plan(in_module(a, a + ".aws_x.p") + "," + in_module(a, a + R"(.data.aws_x.q[\"k\"])") + "," + in_module(b, b + ".aws_x.p") + "," + in_module(a, a + ".aws_x.r[2]") + "," +
                                in_module(a, a + ".module.n.aws_x.p") + "," + in_module(a + ".module.n", a + ".module.n.aws_x.q") + "," + in_module(odd, odd + ".aws_x.s") + "," + change(R"({"a":2})"));
  EXPECT_TRUE(is_skimmed(text));
  EXPECT_EQ(shown(text, Reading::kLate), shown(text, Reading::kWhole));
  for (const std::string& other : {plan(in_module(a, a + ".aws_x.p") + "," + in_module(a, b + ".aws_x.p")), plan(in_module(a, a + ".aws_x.p") + "," + in_module(a, a))}) {
    EXPECT_EQ(shown(other, Reading::kLate), shown(other, Reading::kWhole)) << other;
  }
}

TEST(Late, AKeyThatStandsTwiceAmongManyIsLeftToTheStrictReader) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += R"("k)" + std::to_string(i) + R"(":1,)";
  for (const auto& [again, fine] : {std::pair("k3", false), std::pair("k30", false), std::pair("other", true)}) {
    const std::string text = plan("{" + many + "\"" + again + "\":1," + change(R"({"a":1})").substr(1));
    EXPECT_EQ(is_skimmed(text), fine) << again;
    EXPECT_EQ(shown(text, Reading::kLate), shown(text, Reading::kWhole)) << again;
  }
}

TEST(Late, WhatIsUnusualIsLeftToTheStrictReader) {
  const std::string good = plan(change(R"({"a":1,"b":2})"));
  EXPECT_TRUE(is_skimmed(good));
  for (const std::string& text : {plan(change(R"({"b":1,"a":2})")), plan(change(R"({"a":1,"a":2})")), plan(change(R"({"\u0061":1})")),
                                  plan(R"({"address":"aws_x.b",)" + change(R"({"a":1})").substr(1)), plan(change(R"({"a":1},"after_unknown":false)", R"({"a":true})")), plan(change(R"({"a":1},"actions":["update"])")),
                                  R"({"planned_values":{},)" + plan("", R"("planned_values":{},)").substr(1), plan(change("null")), plan(change(R"({"a":1})", "true")), plan(change(R"({"a":tru})")),
                                  plan(change(R"({"a":01})")), plan(change(R"({"a":1)")), good + "x", good.substr(0, good.size() - 1), std::string(R"({"format_version":"1.2","planned_values":{}})"), std::string("[]"), std::string(), std::string("{"),
                                  plan(change(R"({"a":[}})")), plan(R"({"address":"aws_x.a","change":{"actions":["delete"],"after":null}})"), plan("1")}) {
    EXPECT_FALSE(is_skimmed(text)) << text;
    EXPECT_EQ(shown(text, Reading::kLate), shown(text, Reading::kWhole)) << text;
  }
}

TEST(Late, AValueThatIsNoJsonIsTroubleOnceItIsAskedFor) {
  const std::string text = plan(change(R"({"a":1,"b":[1,,2]})"));
  const auto source = load_json(text);
  EXPECT_EQ(node_of(*source, "aws_x.a", "/a").text, "1");
  EXPECT_FALSE(source->trouble());
  EXPECT_EQ(node(resource(*source, "aws_x.a"), "/b"), nullptr);
  ASSERT_TRUE(source->trouble());
  EXPECT_NE(source->trouble()->message.find("not valid JSON"), std::string::npos) << source->trouble()->message;
}

// All that a rule can tell of a node, places and what its references name apart.
void put(const RawNode& node, std::string& out) {
  out += "k" + std::to_string(static_cast<int>(node.kind)) + (node.boolean ? "t" : "f") + (node.sensitive ? "s" : "") + (node.keys_configured_known ? "c" : "") + (node.on_create ? "n" : "");
  out += std::to_string(static_cast<int>(node.configured)) + std::to_string(static_cast<int>(node.written)) + std::to_string(static_cast<int>(node.why)) + "\"" + std::string(node.text) + "\"";
  if (node.reference != nullptr) out += std::string("->") + (node.reference->exact ? "!" : "?") + (node.reference->complete ? "." : "…") + node.reference->attribute;
  for (const RawNode* item : node.items) put(*item, out += '[');
  for (const auto& [key, member] : node.all_members()) put(*member, out += "{" + std::string(key) + ":");
}

// What put_content() says for each member of each resource, beside what is told by the base that all contents of a resource have.
size_t expect_contents_tell_all(const RawSource& source, const std::string& name) {
  std::map<std::string, std::pair<std::string, std::string>> nodes;   // by content: what it is, and where it was first
  size_t told = 0;
  for (const RawResource& resource : source.resources) {
    if (resource.root == nullptr || resource.root->late == nullptr) continue;
    for (const auto& [key, member] : resource.root->all_members()) {
      std::string content = (resource.root->on_create ? "n" : "o") + std::to_string(static_cast<int>(resource.root->configured)) + "|";
      if (!resource.root->late->put_content(*resource.root, key, content)) continue;
      std::string node;
      put(*member, node);
      const auto [first, is_new] = nodes.try_emplace(content, node, resource.address + " " + std::string(key));
      EXPECT_EQ(first->second.first, node) << name << ": " << first->second.second << " and " << resource.address << " " << key;
      ++told;
    }
  }
  return told;
}

TEST(Late, EqualContentsAreEqualValues) {
  size_t told = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SEKISHO_ROOT) + "/tests/fixtures/terraform")) {
    if (entry.path().extension() != ".json") continue;
    Result<std::shared_ptr<const RawSource>> source = load(entry.path().string());
    ASSERT_TRUE(source) << entry.path();
    told += expect_contents_tell_all(**source, entry.path().string());
  }
  EXPECT_GT(told, 5000u);
}

TEST(Late, ContentsTellWhatDiffersInOneLayerOnly) {
  const std::string configuration = R"("configuration":{"root_module":{"resources":[
    {"address":"aws_x.a","mode":"managed","type":"aws_x","name":"a","expressions":{"v":{"constant_value":"x"}}},
    {"address":"aws_x.b","mode":"managed","type":"aws_x","name":"b","expressions":{}},
    {"address":"aws_x.c","mode":"managed","type":"aws_x","name":"c","expressions":{"v":{"references":["var.v"]}}}]}},)";
  std::string changes;
  for (const char* name : {"a", "b", "c", "d"}) {
    for (const char* unknown : {"{}", R"({"v":true})"}) {
      for (const char* sensitive : {"{}", R"({"v":true})"}) {
        for (const char* after : {R"({"v":"x"})", R"({"v":null})", R"({"v":{}})", "{}"}) {
          static int number = 0;
          changes += (changes.empty() ? "" : ",") + change(after, unknown, sensitive, std::string("aws_x.") + name + "[" + std::to_string(number++) + "]");
        }
      }
    }
  }
  const std::string text = plan(changes, configuration);
  ASSERT_TRUE(is_skimmed(text));
  const auto source = load_json(text);
  EXPECT_GT(expect_contents_tell_all(*source, "layers"), 40u);
}

// Two threads go through all members of one value; what one of them asks for besides moves nothing under the other.
TEST(Late, MembersStayWhereTheyAreOnceAllAreThere) {
  size_t nodes = 0;
  for (const char* path : {"/tests/fixtures/aws_config/estate.json", "/tests/fixtures/google/estate.ndjson", "/tests/fixtures/terraform/references/plan.json"}) {
    const Result<std::shared_ptr<const RawSource>> source = load(std::string(SEKISHO_ROOT) + path);
    ASSERT_TRUE(source) << path;
    for (const RawResource& resource : (*source)->resources) {
      if (resource.root == nullptr || resource.root->late == nullptr) continue;
      const auto* members = resource.root->all_members().data();
      const size_t size = resource.root->members.size();
      resource.root->find("@nothing");
      EXPECT_EQ(resource.root->all_members().data(), members) << path << " " << resource.address;
      EXPECT_EQ(resource.root->members.size(), size) << path << " " << resource.address;
      ++nodes;
    }
  }
  EXPECT_GT(nodes, 100u);
}

// What is told without making a member is what the member says; nothing is told of what is no plain text.
TEST(Late, TextsWithoutMembersAreThoseOfTheMembers) {
  const std::string odd = R"({"configurationItems":[)"
                          R"({"resourceType":"AWS::S3::Bucket","resourceId":"a","Arn":"arn:x","configuration":{"name":"%7B%22a%22%3A1%7D","n":1,"t":"tr\u0061p","o":{},"plain":"p","Name":"q"},"supplementaryConfiguration":{"Policy":"{}","Text":"t"}},)"
                          R"({"resourceType":"AWS::S3::Bucket","resourceId":"b","arn":"arn:b","relationships":[],"resourceName":null,"configuration":"{\"name\":\"inside\"}"},)"
                          R"({"resourceType":"AWS::S3::Bucket","resourceId":"c","configuration":null}]})";
  const std::string assets = R"({"name":"//x/a","asset_type":"x.googleapis.com/N","resource":{"data":{"id":"i","password":"s","n":2,"t":"\n","o":{}}}})" "\n"
                             R"({"name":"//x/b","asset_type":"x.googleapis.com/N","iam_policy":{"bindings":[]}})" "\n";
  std::vector<std::string> files = {odd, assets};
  for (const char* path : {"/tests/fixtures/aws_config/estate.json", "/tests/fixtures/google/estate.ndjson"}) files.push_back(*read_file(std::string(SEKISHO_ROOT) + path));
  size_t texts = 0, missing = 0;
  for (const std::string& bytes : files) {
    // What one source tells, and what the members of another of the same file say.
    const auto told_by = load_bytes("x.json", bytes), made_by = load_bytes("x.json", bytes), named_by = load_bytes("x.json", bytes);
    ASSERT_TRUE(told_by && made_by && named_by);
    for (size_t i = 0; i < (*told_by)->resources.size(); ++i) {
      const RawNode& root = *(*told_by)->resources[i].root;
      const RawNode& made = *(*made_by)->resources[i].root;
      if (root.late == nullptr) continue;
      std::vector<std::string> keys = {"id", "arn", "@arn", "@ARN", "@resourceId", "@resourceName", "@relationships", "@name", "@assetType", "@iamPolicy", "NAME", "nothing", "@nothing"};
      for (const auto& [key, member] : (*named_by)->resources[i].root->all_members()) keys.emplace_back(key);
      for (const std::string& key : keys) {
        const LateMembers::Text told = root.late->text_of(root, key);
        const RawNode* member = made.find(key);
        EXPECT_TRUE(told.is != LateMembers::Text::Is::kMissing || member == nullptr) << key;
        missing += told.is == LateMembers::Text::Is::kMissing;
        if (told.is != LateMembers::Text::Is::kText) continue;
        ++texts;
        ASSERT_NE(member, nullptr) << key;
        EXPECT_EQ(member->kind, RawNode::Kind::kString) << key;
        EXPECT_FALSE(member->sensitive) << key;
        EXPECT_EQ(member->text, told.text) << key;
      }
    }
  }
  EXPECT_GT(texts, 100u);
  EXPECT_GT(missing, 100u);
}

// What tag_texts() says of a file's only resource: "key=text" each, or "only nodes tell"; REQUIRES that its nodes say the same.
std::string tags_as_texts(const std::string& bytes) {
  const Result<std::shared_ptr<const RawSource>> source = load_bytes("x.json", bytes);
  if (!source) return source.error().message;
  const RawResource& resource = (*source)->resources.front();
  LateMembers::TagTexts texts;
  if (!resource.root->late->tag_texts(*resource.root, texts)) return "only nodes tell";
  std::string told, by_nodes;
  for (const auto& [key, text] : texts) told += std::string(key) + "=" + std::string(text) + " ";
  for (const auto& [key, node] : resource.effective_tags()->all_members()) by_nodes += std::string(key) + "=" + (node->kind == RawNode::Kind::kBool ? (node->boolean ? "true" : "false") : std::string(node->text)) + " ";
  EXPECT_EQ(told, by_nodes) << bytes;
  return told;
}

TEST(Late, TagsAsTextsAreThoseOfTheirNodes) {
  const auto item = [](const std::string& tags, const std::string& configuration = "{}", const std::string& beside = "{}") {
    return R"({"configurationItems":[{"resourceType":"AWS::S3::Bucket","resourceId":"b","configurationItemStatus":"OK","configuration":)" + configuration + R"(,"supplementaryConfiguration":)" + beside + R"(,"tags":)" + tags + "}]}";
  };
  EXPECT_EQ(tags_as_texts(item(R"({"owner":"a","名前":"値","n":2.0,"t":true})")), "owner=a 名前=値 n=2 t=true ");
  EXPECT_EQ(tags_as_texts(item("{}")), "");
  EXPECT_EQ(tags_as_texts(item(R"({"owner":"a"})", R"({"tags":[{"key":"owner","value":"b"},{"Key":"team","Value":"c"}]})", R"({"Tags":{"stage":"d"}})")), "owner=a stage=d team=c ");
  for (const char* tags : {R"({"owner":null})", R"({"owner":["a"]})", R"({"owner":"a\u0041"})", R"({"policy":"%7B%22a%22%3A1%7D"})", R"(["owner"])", R"([{"key":1,"value":"a"}])", R"("{\"owner\":\"a\"}")"}) {
    EXPECT_EQ(tags_as_texts(item(tags)), "only nodes tell") << tags;
  }
  const auto asset = [](const std::string& type, const std::string& data) {
    return R"([{"name":"//x/projects/p/x/y","asset_type":")" + type + R"(","resource":{"data":)" + data + "}}]";
  };
  EXPECT_EQ(tags_as_texts(asset("compute.googleapis.com/Disk", R"({"labels":{"owner":"a","team":"b"}})")), "owner=a team=b ");
  EXPECT_EQ(tags_as_texts(asset("sqladmin.googleapis.com/Instance", R"({"settings":{"userLabels":{"owner":"a"}}})")), "owner=a ");
  EXPECT_EQ(tags_as_texts(asset("compute.googleapis.com/Disk", R"({"labels":null})")), "");
  for (const char* labels : {R"({"owner":null})", R"({"owner":1})", R"({"password":"a"})"}) {
    EXPECT_EQ(tags_as_texts(asset("compute.googleapis.com/Disk", std::string(R"({"labels":)") + labels + "}")), "only nodes tell") << labels;
  }
}

// Bracket after bracket, knowing strings and escapes: what skip_brackets must find 64 bytes at a time.
size_t end_of_brackets(std::string_view text) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (in_string) {
      if (text[i] == '\\') ++i;
      else if (text[i] == '"') in_string = false;
    } else if (text[i] == '"') {
      in_string = true;
    } else if (text[i] == '{' || text[i] == '[') {
      ++depth;
    } else if (text[i] == '}' || text[i] == ']') {
      if (--depth == 0) return i + 1;
    }
  }
  return std::string_view::npos;
}

TEST(Late, AStringEndsAtItsFirstByteThatIsNotPlain) {
  for (size_t size = 0; size < 70; ++size) {
    for (const char byte : {'"', '\\', '\n', '\x1F', '\0'}) {
      const std::string plain(size, '\x80'), text = plain + byte + "rest that is long enough for a whole step of the search";
      EXPECT_EQ(plain_end(text, 0), size);
      EXPECT_EQ(plain_end("{" + text, 1), size + 1);
      EXPECT_EQ(plain_end(plain + byte, 0), size);
    }
    EXPECT_EQ(plain_end(std::string(size, ' '), 0), size);
  }
}

TEST(Late, TheFirstOfEqualThingsStandsForThem) {
  std::mt19937 random(20261130);
  FirstByHash found(10);   // grows
  std::vector<uint32_t> things;
  std::map<uint32_t, uint32_t> first;
  for (uint32_t number = 0; number < 5000; ++number) {
    const uint32_t thing = random() % 3000;
    things.push_back(thing);
    // A few hashes for all: most that share one are different.
    EXPECT_EQ(found.of(thing % 500, number, [&](uint32_t other) { return things[other] == thing; }), first.try_emplace(thing, number).first->second);
  }
}

TEST(Late, BracketsAreMatchedAcrossBlocks) {
  std::mt19937 random(20261128);
  constexpr std::string_view kBytes = "{}[]\"\\\\\\aa \n";
  size_t closed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = "{";
    const size_t size = random() % 300;
    // Backslashes stand in strings only.
    for (bool inside = false; text.size() < size;) {
      const char byte = kBytes[random() % kBytes.size()];
      if (byte == '\\' && !inside) continue;
      text += byte;
      if (byte == '\\') text += kBytes[random() % kBytes.size()];
      if (byte == '"') inside = !inside;
    }
    const size_t end = end_of_brackets(text);
    EXPECT_EQ(adapters::skip_brackets(text, 0), end) << text;
    closed += end != std::string_view::npos;
  }
  EXPECT_GT(closed, 1000u);
  EXPECT_EQ(adapters::skip_brackets(R"({\"a": 1})", 0), std::string_view::npos);   // a backslash outside a string
}

}  // namespace
}  // namespace sekisho::adapters
