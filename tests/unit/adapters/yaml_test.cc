// YAML as a tree: scalars, collections, anchors, tags, places, and what is refused.
#include "adapters/reader/yaml.h"

#include <gtest/gtest.h>

#include <string>

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
