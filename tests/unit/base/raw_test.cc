// Raw values: steps and pointers, what they are made of; SHA-256.
#include "sekisho/raw.h"

#include <gtest/gtest.h>

#include "engine/base/sha256.h"
#include "sekisho/lent_text.h"
#include "sekisho/numbered_text.h"

namespace sekisho {
namespace {

TEST(NumberedTextTest, IsWhatItWasMadeOf) {
  for (const char* text : {"", "x", "0", "7", "00", "a/007/b", "/items/17/data", "/items/17", "17/data", "/1/2/3", "/4294967295/x", "/4294967294/x", "/99999999999999999999/x", "/Resources/Bucket2/Properties", "/日本/5"}) {
    EXPECT_EQ(NumberedText(text).str(), text);
  }
  EXPECT_EQ(NumberedText().str(), "");
}

TEST(LentTextTest, IsItsOwnOrSomebodyElses) {
  const std::string kept = "kept";
  const LentText lent = LentText::of(kept), copy = lent;
  EXPECT_EQ(copy.str().data(), kept.data());
  LentText own = std::string("own");
  const LentText other = own;
  own = lent;
  EXPECT_EQ(other.str(), "own");
  EXPECT_EQ(own.str(), "kept");
  own = LentText(other);
  EXPECT_TRUE(own == other && own == std::string("own") && LentText() == std::string_view());
}

TEST(RawNodeTest, FindsAndPoints) {
  RawNode root;
  root.kind = RawNode::Kind::kObject;
  RawNode list;
  list.kind = RawNode::Kind::kList;
  list.parent = &root;
  list.key = "a/b~c";
  RawNode item;
  item.kind = RawNode::Kind::kObject;
  item.parent = &list;
  item.index = 1;
  RawNode leaf;
  leaf.parent = &item;
  leaf.key = "status";
  root.members = {{"a/b~c", &list}};
  list.items = {&item, &item};
  item.members = {{"status", &leaf}};
  EXPECT_EQ(root.pointer(), "");
  EXPECT_EQ(leaf.pointer(), "/a~1b~0c/1/status");
  EXPECT_EQ(root.find("a/b~c"), &list);
  EXPECT_EQ(root.find("x"), nullptr);
  EXPECT_EQ(list.find("x"), nullptr);
}

// What is shared by very many takes a pointer, and is still a text and a vector like any other.
TEST(RawNodeTest, IsSmall) {
  EXPECT_LE(sizeof(RawNode), 96u);
  EXPECT_LE(sizeof(RawResource), 328u);
}

TEST(CompactVectorTest, IsAVector) {
  CompactVector<int> some;
  EXPECT_EQ(sizeof some, sizeof(void*));
  EXPECT_TRUE(some.empty());
  EXPECT_EQ(some.begin(), some.end());
  EXPECT_EQ(some, std::vector<int>());
  for (int i = 0; i < 4; ++i) some.push_back(i);
  CompactVector<int> other = some;
  EXPECT_EQ(erase_if(some, [](int one) { return one % 2 == 0; }), 2u);
  EXPECT_EQ(some, (std::vector<int>{1, 3}));
  EXPECT_EQ(other, (std::vector<int>{0, 1, 2, 3}));   // a copy of its own
  const std::vector<int> more = {7, 8};
  some.insert(some.begin(), more.begin(), more.end());
  EXPECT_EQ(some, (std::vector<int>{7, 8, 1, 3}));
  CompactVector<int> none;
  none.insert(none.end(), more.begin(), more.end());
  EXPECT_EQ(none, more);
  none.clear();
  EXPECT_EQ(none.size(), 0u);
}

TEST(SharedTextTest, IsOneForEachContent) {
  const std::string written = "AWS::EC2::Instance";
  const SharedText text = written, same = "AWS::EC2::Instance", other = "AWS::EC2::Volume";
  EXPECT_EQ(text.data(), same.data());
  EXPECT_NE(text.data(), written.data());
  EXPECT_EQ(text, same);
  EXPECT_EQ(text, written);
  EXPECT_EQ(text, "AWS::EC2::Instance");
  EXPECT_FALSE(text == other);
  EXPECT_EQ("aws_config." + text + '!', "aws_config.AWS::EC2::Instance!");
  EXPECT_TRUE(SharedText().empty());
  EXPECT_EQ(SharedText(), SharedText(""));
}

TEST(Sha256Test, InPieces) {
  const std::string large(std::size_t{40} << 20, 'x');
  int pauses = 0;
  EXPECT_EQ(sha256_digest(large, [&] { ++pauses; }), sha256_digest(large));
  EXPECT_GT(pauses, 1);
}

TEST(Sha256Test, KnownDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_digest("abc").substr(0, 10), "sha256:ba7");
}

}  // namespace
}  // namespace sekisho
