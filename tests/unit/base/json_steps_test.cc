// Steps over JSON: what JsonWriter writes is taken, and no other spelling of it.
#include "engine/base/json_steps.h"

#include <gtest/gtest.h>

#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

std::string written(std::string_view text) {
  std::string out;
  JsonWriter(&out).string(text);
  return out;
}

bool takes(std::string_view json) {
  JsonSteps steps(json);
  std::string_view text;
  return steps.string(text) && steps.is_at_end();
}

TEST(JsonStepsTest, StringsAreThoseOfTheWriter) {
  std::vector<std::string> texts = {"", "plain", "a longer text that is taken sixteen bytes at a time", "日本語の文と plain text", "é 𝄞", "\xE2\x80\xA8"};
  for (int byte = 0; byte < 256; ++byte) texts.push_back("around " + std::string(1, static_cast<char>(byte)) + " it, and more text behind");
  for (int byte = 0; byte < 256; ++byte) texts.push_back("漢字" + std::string(1, static_cast<char>(byte)));
  for (const std::string& text : texts) {
    const std::string json = written(text);
    JsonSteps steps(json);
    std::string_view found;
    ASSERT_TRUE(steps.string(found) && steps.is_at_end()) << json;
    EXPECT_EQ(found, json.substr(1, json.size() - 2));
    EXPECT_EQ(steps.escaped(), json.find('\\') != std::string::npos) << json;
    std::string again;   // what is no UTF-8 was replaced
    JsonWriter(&again).string(JsonSteps::unescaped(found));
    EXPECT_EQ(again, json);
    if (!first_bad_utf8(text)) {
      EXPECT_EQ(JsonSteps::unescaped(found), text) << json;
    }
  }
}

TEST(JsonStepsTest, OtherSpellingsAreNotTaken) {
  for (const char* json : {"\"a", "a\"", "\"\\/\"", "\"\\u0041\"", "\"\\u000a\"", "\"\\u000D\"", "\"\\u0009\"", "\"\\u001F\"", "\"\\u00\"", "\"\\u0080\"", "\"\\b\"", "\"\\", "\"\\\"", "\"\x01\"", "\"\x7F\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"",
                           "\"\xE3\x81\"", "\"\xFF\"", "\"\\ud83d\\ude00\""}) {
    EXPECT_FALSE(takes(json)) << json;
  }
  EXPECT_TRUE(takes("\"\\u001f\\u007f\\\\\\\"\\n\\r\\t\\u0000\""));
}

TEST(JsonStepsTest, NumbersAreWholeAndShort) {
  const auto number = [](std::string_view json) -> int64_t {
    JsonSteps steps(json);
    uint64_t out = 0;
    return steps.number(out) && steps.is_at_end() ? static_cast<int64_t>(out) : -1;
  };
  EXPECT_EQ(number("0"), 0);
  EXPECT_EQ(number("4294967296"), 4294967296);
  EXPECT_EQ(number("9007199254740991"), 9007199254740991);
  for (const char* json : {"", "00", "01", "-1", "1.0", "1e3", "9007199254740992", "99999999999999999999999"}) EXPECT_EQ(number(json), -1) << json;
}

TEST(JsonStepsTest, WhatIsNotThereIsNotPassed) {
  JsonSteps steps("{\"a\":1}");
  EXPECT_FALSE(steps.literally("{\"b\":"));
  EXPECT_TRUE(steps.literally("{\"a\":"));
  uint64_t one = 0;
  EXPECT_TRUE(steps.number(one));
  EXPECT_FALSE(steps.literally("}}"));
  EXPECT_TRUE(steps.literally("}"));
  EXPECT_TRUE(steps.is_at_end());
}

}  // namespace
}  // namespace sekisho
