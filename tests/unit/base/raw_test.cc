// Steps and pointers in raw values; SHA-256.
#include "sekisho/raw.h"

#include <gtest/gtest.h>

#include "engine/base/sha256.h"

namespace sekisho {
namespace {

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

TEST(Sha256Test, KnownDigests) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_digest("abc").substr(0, 10), "sha256:ba7");
}

}  // namespace
}  // namespace sekisho
