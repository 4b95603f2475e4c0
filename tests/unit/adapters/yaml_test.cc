// YAML as a tree: scalars, collections, anchors, tags, places, and what is refused.
#include "adapters/reader/yaml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "adapters/reader/plain_yaml.h"

namespace sekisho::adapters {
namespace {

SourcePtr source(const std::string& text) { return std::make_shared<const Source>("a.yaml", text); }

// A node as JSON in one line.
std::string shown(const JsonNode& node) {
  std::string out;
  switch (node.kind) {
    case JsonNode::Kind::kNull: return "null";
    case JsonNode::Kind::kBool: return node.boolean ? "true" : "false";
    case JsonNode::Kind::kNumber: return std::string(node.text);
    case JsonNode::Kind::kString: return "\"" + std::string(node.text) + "\"";
    case JsonNode::Kind::kArray:
      for (const JsonNode* item : node.items) out += (out.empty() ? "" : ", ") + shown(*item);
      return "[" + out + "]";
    case JsonNode::Kind::kObject:
      for (const JsonMember& member : node.members) out += (out.empty() ? "" : ", ") + std::string(member.key) + ": " + shown(*member.value);
      return "{" + out + "}";
  }
  return "";
}

std::string read(const std::string& text, LocalTags tags = LocalTags::kRefused) {
  const auto stream = parse_yaml(source(text), tags);
  if (!stream) return "error " + std::to_string(stream.error().span->begin) + ": " + stream.error().message;
  std::string out;
  for (const JsonNode* document : (*stream)->documents()) out += (out.empty() ? "" : " --- ") + shown(*document);
  return out;
}

// A node with its places.
std::string placed(const JsonNode& node) {
  std::string out = std::to_string(node.offset) + ":" + (node.kind == JsonNode::Kind::kArray || node.kind == JsonNode::Kind::kObject ? "" : shown(node));
  for (const JsonNode* item : node.items) out += " [" + placed(*item) + "]";
  for (const JsonMember& member : node.members) out += " {" + std::string(member.key) + " " + placed(*member.value) + "}";
  return out;
}

std::string placed(const std::string& text, YamlWay way) {
  const auto stream = parse_yaml(source(text), LocalTags::kIntrinsic, way);
  if (!stream) return "error: " + stream.error().message;
  std::string out;
  for (const JsonNode* document : (*stream)->documents()) out += placed(*document) + "\n";
  return out;
}

// Takes everything, and keeps nothing.
class Taker : public YamlSink {
 public:
  void document_begins() override {}
  void document_ends(size_t) override {}
  void scalar(std::string_view, size_t, bool, bool) override {}
  void collection_begins(bool, size_t) override {}
  void collection_ends() override {}
  bool good() const override { return true; }
};

bool is_plain(const std::string& text) {
  Taker taker;
  return scan_plain_yaml(text, taker);
}

const char* const kPlain[] = {
    "", "# nothing\n", "---\n", "---\n---\n", "a", "a: b", "a: b\n", "a:\n", "a:\n  b:\nc: 1\n", "a: 1 # c\n# d\nb: 2\n", "- a\n- b\n", "-\n- \n- a\n", "a:\n- 1\n- 2\nb: 3\n", "a:\n  - 1\n  - b: 2\n    c: 3\n  -\n    d: 4\n",
    "- - a\n  - b\n- c: {d: [1, two, {e: f}], g: h}\n  i: []\n", "a: {}\nb: [a, ]\n", "\"a b\": 'it''s'\n'c': \"d \\\"e\\\" \\n\"\n", "a: |\n  one\n   two\n\n  three\nb: |-\n    x\nc: |+\n  y\n\n", "a: x#y\nb: http://h:80/p?q=1\nc: -d\nd: 10:20\n",
    "a: 1\n---\nb: 2\n---\n# end\n", "a :  b  \n", "on: yes\nn: ~\nf: 1.50\no: 017\nm: -0x1F\nv: 1_000\n", "a: {b: c:d, e: \"f\"}\n", "key with spaces: value with spaces\n", "a:\n    b: 1\n    c:\n        - d\n"};

const char* const kUnusual[] = {
    "a: |\n  one\n     ",   // blanks of a last line are content
    "a: b\n c\n", "a: 'b\n  c'\n", "a: >\n  b\n", "a: &x 1\nb: *x\n", "a: !Ref b\n", "? a\n: b\n", "a: |2\n   b\n", "a:\tb\n", "a: b\r\n", "%YAML 1.1\n---\na: b\n", "a: b\n...\n", "--- a\n", "a: [1,\n  2]\n", "<<: {a: b}\n", "a: \"\\u0041\"\n", "a: {b}\n", "\xE3\x81\x82: b\n",
    "a: b: c\n", "a: b\n  c: d\n", "- a\nb: c\n", "a: 1\n b: 2\n", "a: 'b' c\n", "a: [b\n", "a: |\n  b", "a: - b\n", "a: @b\n", "a: {b: {c: d}\n", "a: #b\n  - c\n d: e\n"};

TEST(PlainYaml, WhatItTakesIsWhatLibyamlTells) {
  for (const char* text : kPlain) {
    EXPECT_TRUE(is_plain(text)) << text;
    EXPECT_EQ(placed(text, YamlWay::kPlainFirst), placed(text, YamlWay::kLibyaml)) << text;
  }
}

TEST(PlainYaml, LeavesTheUnusualToLibyaml) {
  for (const char* text : kUnusual) {
    EXPECT_FALSE(is_plain(text)) << text;
    EXPECT_EQ(placed(text, YamlWay::kPlainFirst), placed(text, YamlWay::kLibyaml)) << text;
  }
}

TEST(PlainYaml, AgreesOnTextsWithMistakes) {
  constexpr std::string_view kBits = " \n-:#'\"{}[],|>&*!?~1a<\\";
  uint32_t state = 1;
  const auto below = [&](size_t bound) { return (state = state * 1103515245u + 12345u, static_cast<size_t>(state >> 16) % bound); };
  size_t taken = 0;
  for (const char* text : kPlain) {
    for (int i = 0; i < 400; ++i) {
      std::string changed = text;
      for (size_t edits = 1 + below(2); edits > 0; --edits) {
        const size_t at = below(changed.size() + 1);
        if (below(2) == 0) changed.insert(at, 1, kBits[below(kBits.size())]);
        else changed.erase(std::min(at, changed.size()), 1);
      }
      if (!is_plain(changed)) continue;
      ++taken;
      ASSERT_EQ(placed(changed, YamlWay::kPlainFirst), placed(changed, YamlWay::kLibyaml)) << changed;
    }
  }
  EXPECT_GT(taken, 2000u);
}

TEST(PlainYaml, DeepNestingIsForLibyaml) {
  EXPECT_FALSE(is_plain(std::string(150, '[') + std::string(150, ']')));
  std::string lists;
  for (int i = 0; i < 150; ++i) lists += "- ";
  EXPECT_FALSE(is_plain(lists + "a\n"));
}

TEST(Yaml, ScalarsAreWhatKubernetesSees) {
  EXPECT_EQ(read("[true, Yes, off, no, null, ~, y]"), "[true, true, false, false, null, null, \"y\"]");
  EXPECT_EQ(read("['true', \"7\", !!str 7, !!int 7]"), "[\"true\", \"7\", \"7\", 7]");
  EXPECT_EQ(read("[7, -7, +7, 0o17, 0644, 0x1F, 1_000, 0b11]"), "[7, -7, 7, 15, 420, 31, 1000, 3]");
  EXPECT_EQ(read("[1.5, .5, 1., 1e3, -2.5E-3]"), "[1.5, 0.5, 1, 1e3, -2.5E-3]");
  EXPECT_EQ(read("[2012-10-17, 1.2.3, 08, 1.10.0, 0x, -, 10.0.0.0/8, 12:30, 007.5]"), "[\"2012-10-17\", \"1.2.3\", \"08\", \"1.10.0\", \"0x\", \"-\", \"10.0.0.0/8\", \"12:30\", \"007.5\"]");
}

TEST(Yaml, DocumentsAndKeys) {
  EXPECT_EQ(read("a: 1\n---\n# nothing\n---\nb: [x]\n"), "{a: 1} --- null --- {b: [\"x\"]}");
  EXPECT_EQ(read("8080: a\ntrue: b\n"), "{8080: \"a\", true: \"b\"}");
  EXPECT_EQ(read("a: |\n  one\n  two\n"), "{a: \"one\ntwo\n\"}");
}

TEST(Yaml, AnchorsAndMergeKeys) {
  EXPECT_EQ(read("a: &x {p: 1, q: 2}\nb: *x\nc:\n  q: 3\n  <<: *x\n"), "{a: {p: 1, q: 2}, b: {p: 1, q: 2}, c: {q: 3, p: 1}}");
  EXPECT_EQ(read("a: &x {p: 1}\nb: &y {p: 2, r: 5}\nc:\n  <<: [*x, *y]\n"), "{a: {p: 1}, b: {p: 2, r: 5}, c: {p: 1, r: 5}}");
  EXPECT_EQ(read("a: *x\n"), "error 3: `a.yaml` is not valid YAML: the alias `*x` has no anchor before it");
  EXPECT_EQ(read("a: &x [*x]\n"), "error 7: `a.yaml` is not valid YAML: the alias `*x` stands inside what it repeats");
  EXPECT_NE(read("<<: 7\n").find("`<<` merges what is no mapping"), std::string::npos);
}

TEST(Yaml, AliasesDoNotGrowWithoutEnd) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) text += (k == 0 ? "" : ", ") + before;
    text += "]\n";
  }
  EXPECT_NE(read(text).find("its aliases repeat more than 1000000 values"), std::string::npos);
}

TEST(Yaml, AliasesOfAllDocumentsCountTogether) {
  std::string list = "[";
  for (int i = 0; i < 1000; ++i) list += "x,";
  std::string text;
  for (int document = 0; document < 20; ++document) {
    text += "---\na: &a " + list + "]\nb: [";
    for (int i = 0; i < 90; ++i) text += "*a,";
    text += "]\n";
  }
  EXPECT_NE(read(text).find("its aliases repeat more than 1000000 values"), std::string::npos);
}

TEST(Yaml, AliasesDoNotDeepenWithoutEnd) {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 250; ++i) text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  EXPECT_NE(read(text).find("nesting is deeper than 200"), std::string::npos);
}

TEST(Yaml, IntrinsicsInTheShortForm) {
  EXPECT_EQ(read("a: !Ref b\nc: !GetAtt d.Outputs.e\nf: !Sub 'x${y}'\ng: !If [p, !Ref q, 2]\nh: !Condition i\n", LocalTags::kIntrinsic),
            "{a: {Ref: \"b\"}, c: {Fn::GetAtt: [\"d\", \"Outputs.e\"]}, f: {Fn::Sub: \"x${y}\"}, g: {Fn::If: [\"p\", {Ref: \"q\"}, 2]}, h: {Condition: \"i\"}}");
  EXPECT_EQ(read("a: !GetAtt [d, e]\n", LocalTags::kIntrinsic), "{a: {Fn::GetAtt: [\"d\", \"e\"]}}");
  EXPECT_EQ(read("a: !Ref b\n"), "error 3: `a.yaml` is not valid YAML: the tag `!Ref` has no meaning here");
}

TEST(Yaml, OffsetsCountBytes) {
  const auto stream = parse_yaml(source("\u3042: \u3044\nb:\n  - c: 7\n"), LocalTags::kRefused);
  ASSERT_TRUE(stream);
  const JsonNode& root = *(*stream)->documents()[0];
  EXPECT_EQ(root.members[0].value->offset, 5u);
  EXPECT_EQ(root.find("b")->items[0]->find("c")->offset, 19u);
}

TEST(Yaml, LargeMappingsKeepTheirKeysApart) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "k" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  EXPECT_EQ(read(text).find("error"), std::string::npos);
  for (const char* again : {"k3", "k20", "k39"}) EXPECT_NE(read(text + again + ": 1\n").find("duplicate key"), std::string::npos) << again;
  EXPECT_EQ(read("x: &x\n  " + std::string("k1: 7") + "\ny:\n  <<: *x\n  k1: 8\n"), "{x: {k1: 7}, y: {k1: 8}}");
}

TEST(Yaml, WhatIsRefused) {
  EXPECT_EQ(read("a: 1\nb: 2\na: 3\n"), "error 10: `a.yaml` is not valid YAML: duplicate key `a` in one mapping");
  EXPECT_NE(read("a: [1, 2\nb: 3\n").find("is not valid YAML"), std::string::npos);
  EXPECT_NE(read("? [a]\n: b\n").find("a key is a list or a mapping"), std::string::npos);
  EXPECT_NE(read(std::string(300, '[')).find("nesting is deeper than 200"), std::string::npos);
  EXPECT_NE(read("a: \x01\n").find("is not valid YAML"), std::string::npos);
  EXPECT_NE(read("\t- a\n").find("is not valid YAML"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::adapters
