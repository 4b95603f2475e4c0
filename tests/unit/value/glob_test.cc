// Wildcards: matching, and covering against brute force.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

TEST(GlobTest, Matches) {
  struct Case {
    const char* glob;
    const char* text;
    bool matches;
  };
  const Case cases[] = {
      {"", "", true},          {"", "a", false},         {"*", "", true},           {"*", "anything", true},  {"?", "", false},
      {"?", "a", true},        {"?", "日", true},        {"?", "ab", false},        {"a*c", "abbc", true},    {"a*c", "abbd", false},
      {"s3:Get*", "s3:GetObject", true},                 {"s3:Get*", "s3:PutObject", false},                 {"s3:Get*", "s3:getobject", false},
      {"*a*b*", "xxaxxbxx", true},                       {"*a*b*", "xxbxxaxx", false},                       {"**a", "ba", true},
      {"a?c", "abc", true},    {"*?", "", false},        {"*?", "x", true},         {"*ab", "aab", true},    {"*\xFF", "a\xFF", true},
      {"[a]", "a", false},     {".*", "ab", false},
  };
  for (const Case& one : cases) EXPECT_EQ(glob_matches(one.glob, one.text, false), one.matches) << one.glob << " " << one.text;
  EXPECT_TRUE(glob_matches("S3:GET*", "s3:getobject", true));
  EXPECT_FALSE(glob_matches("É", "é", true));
}

// These are compared byte by byte.
TEST(GlobTest, ANameOrItsBeginning) {
  EXPECT_TRUE(glob_matches("s3:GetObject", "s3:GetObject", false));
  EXPECT_FALSE(glob_matches("s3:GetObject", "s3:GetObjectAcl", false));
  EXPECT_FALSE(glob_matches("s3:GetObjectAcl", "s3:GetObject", false));
  EXPECT_TRUE(glob_matches("s3:Get**", "s3:Get", false));
  EXPECT_FALSE(glob_matches("s3:Get*", "s3:Ge", false));
  EXPECT_TRUE(glob_matches("a*", "a*?日", false));
  EXPECT_FALSE(glob_matches("\xE6*", "日", false));   // whose first byte it is
  EXPECT_FALSE(glob_matches("[", "{", true));          // not letters, though as far apart as these
  EXPECT_FALSE(glob_matches("@x", "`X", true));
  EXPECT_TRUE(glob_matches("Z*", "z", true));
  EXPECT_FALSE(glob_covers("ab", "a?", false));
  EXPECT_FALSE(glob_covers("ab*", "a*", false));
  EXPECT_FALSE(glob_covers("ab*", "a?b", false));
  EXPECT_TRUE(glob_covers("AB*", "ab?*", true));
  EXPECT_FALSE(glob_covers("\xE6*", "日*", false));
}

TEST(GlobTest, Covers) {
  struct Case {
    const char* outer;
    const char* inner;
    bool covers;
  };
  const Case cases[] = {
      {"*", "*", true},         {"*", "", true},          {"", "*", false},          {"", "", true},          {"*?", "?*", true},
      {"?*", "*?", true},       {"?*", "*", false},       {"*", "?", true},          {"?", "*", false},       {"a*", "a*b", true},
      {"a*b", "a*", false},     {"a*a", "a", false},      {"*a*", "a*a", true},      {"??*", "*", false},     {"?*?", "??", true},
      {"s3:*", "s3:Get*", true},                          {"s3:Get*", "s3:*", false},                        {"*ab*", "a*b", false},
      {"*a?b*", "*axb*", true},                           {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/*", true},  {"x?", "x*", false},
  };
  for (const Case& one : cases) EXPECT_EQ(glob_covers(one.outer, one.inner, false), one.covers) << one.outer << " over " << one.inner;
  EXPECT_TRUE(glob_covers("S3:*", "s3:get*", true));
  EXPECT_FALSE(glob_covers("S3:*", "s3:get*", false));
}

// All words over `letters` up to `length`.
std::vector<std::string> words(const std::string& letters, size_t length) {
  std::vector<std::string> result = {""};
  for (size_t first = 0, round = 0; round < length; ++round) {
    const size_t last = result.size();
    for (size_t i = first; i < last; ++i) {
      for (const char c : letters) result.push_back(result[i] + c);
    }
    first = last;
  }
  return result;
}

// Every pair of short globs, against every short text. Texts of seven characters are long enough to tell globs of three
// apart: a glob's wildcards need at most one more character than it has itself.
TEST(GlobTest, CoversAgreesWithBruteForce) {
  const std::vector<std::string> globs = words("a*?", 3);
  const std::vector<std::string> texts = words("ax", 7);
  std::vector<std::vector<bool>> matches;
  for (const std::string& glob : globs) {
    std::vector<bool>& row = matches.emplace_back();
    for (const std::string& text : texts) row.push_back(glob_matches(glob, text, false));
  }
  for (size_t outer = 0; outer < globs.size(); ++outer) {
    for (size_t inner = 0; inner < globs.size(); ++inner) {
      bool expected = true;
      for (size_t i = 0; i < texts.size(); ++i) expected = expected && (!matches[inner][i] || matches[outer][i]);
      EXPECT_EQ(glob_covers(globs[outer], globs[inner], false), expected) << globs[outer] << " over " << globs[inner];
    }
  }
}

TEST(GlobTest, CoversAgreesWithBruteForceOnLongerGlobs) {
  const std::vector<std::string> texts = words("abx", 8);
  uint32_t state = 7;
  const auto random = [&](uint32_t bound) { return (state = state * 1664525 + 1013904223, (state >> 16) % bound); };
  const auto random_glob = [&] {
    std::string glob;
    for (uint32_t length = random(7); length > 0; --length) glob += "ab**?"[random(5)];
    return glob;
  };
  int covered = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string outer = random_glob();
    const std::string inner = random_glob();
    bool expected = true;
    for (const std::string& text : texts) {
      if (expected && glob_matches(inner, text, false) && !glob_matches(outer, text, false)) expected = false;
    }
    covered += expected ? 1 : 0;
    EXPECT_EQ(glob_covers(outer, inner, false), expected) << outer << " over " << inner;
  }
  EXPECT_GT(covered, 20);
}

TEST(GlobTest, HostileGlobsEnd) {
  std::string many;
  for (int i = 0; i < 60; ++i) many += "*a?b";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(glob_covers("*", many, false));
  EXPECT_TRUE(glob_covers(many, many, false));
  EXPECT_FALSE(glob_covers(many, "*", false));
  EXPECT_FALSE(glob_covers(many + "c", many, false));
  EXPECT_FALSE(glob_matches(many, std::string(5000, 'a'), false));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace sekisho
