// Regular expressions.
#include "engine/value/pattern.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

TEST(PatternTest, MatchesAnywhere) {
  std::string error;
  const auto pattern = Pattern::compile("^arn:aws[a-z-]*:", &error);
  ASSERT_NE(pattern, nullptr);
  EXPECT_TRUE(pattern->matches("arn:aws-cn:s3"));
  EXPECT_FALSE(pattern->matches("x arn:aws:s3"));
  EXPECT_EQ(pattern->text(), "^arn:aws[a-z-]*:");
  EXPECT_TRUE(Pattern::compile("密", nullptr)->matches("機密性"));
  EXPECT_TRUE(Pattern::compile("^.$", nullptr)->matches("密"));
  EXPECT_FALSE(Pattern::compile("a", nullptr)->matches(""));
}

TEST(PatternTest, RefusesWithWords) {
  for (const char* text : {"(", "[", "a**b(", "(?=x)", "\\1", "x{1001}", "(?<!x)y", "\xFF"}) {
    std::string error;
    EXPECT_EQ(Pattern::compile(text, &error), nullptr) << text;
    EXPECT_FALSE(error.empty()) << text;
  }
}

TEST(PatternTest, CapturesNamedGroupsInOrder) {
  const auto pattern = Pattern::compile("(?P<zone>[a-z]+)(-)(?P<number>\\d+)?(?P<letter>x)?", nullptr);
  ASSERT_NE(pattern, nullptr);
  EXPECT_EQ(pattern->group_names(), (std::vector<std::string>{"zone", "number", "letter"}));
  const auto captured = pattern->capture("1 east-12 west-3");
  ASSERT_TRUE(captured);
  ASSERT_EQ(captured->size(), 3u);
  EXPECT_EQ((*captured)[0].first, "zone");
  EXPECT_EQ((*captured)[0].second, "east");
  EXPECT_EQ((*captured)[1].second, "12");
  EXPECT_EQ((*captured)[2].second, std::nullopt);
  EXPECT_EQ(pattern->capture("none"), std::nullopt);
  EXPECT_EQ(Pattern::compile("a(?P<empty>)", nullptr)->capture("a")->at(0).second, "");
}

}  // namespace
}  // namespace sekisho
