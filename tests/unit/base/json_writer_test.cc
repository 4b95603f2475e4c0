// The streaming JSON writer.
#include "sekisho/json_writer.h"

#include <gtest/gtest.h>

#include <limits>

#include "sekisho/json.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

using namespace std::string_view_literals;

void write_example(JsonWriter& writer) {
  writer.begin_object();
  writer.member("name", "日本");
  writer.member("count", size_t{3});
  writer.member("sure", true);
  writer.key("items");
  writer.begin_array();
  writer.number(-1);
  writer.number_token("1.50");
  writer.null();
  writer.begin_array();
  writer.end_array();
  writer.begin_object();
  writer.end_object();
  writer.end_array();
  writer.end_object();
}

TEST(JsonWriterTest, Compact) {
  std::string out;
  JsonWriter writer(&out);
  write_example(writer);
  EXPECT_EQ(out, R"({"name":"日本","count":3,"sure":true,"items":[-1,1.50,null,[],{}]})");
}

TEST(JsonWriterTest, Pretty) {
  std::string out;
  JsonWriter writer(&out, true);
  write_example(writer);
  EXPECT_EQ(out,
            "{\n  \"name\": \"日本\",\n  \"count\": 3,\n  \"sure\": true,\n  \"items\": [\n    -1,\n    1.50,\n    null,\n"
            "    [],\n    {}\n  ]\n}");
}

TEST(JsonWriterTest, EscapesAndMendsTexts) {
  std::string out;
  JsonWriter writer(&out);
  writer.begin_array();
  writer.string("\"\\/\n\r\t\x01\x1f\x7f\0"sv);
  writer.string("a\xFFz\xE6\x97");
  writer.number(std::numeric_limits<int64_t>::min());
  writer.end_array();
  EXPECT_EQ(out, "[\"\\\"\\\\/\\n\\r\\t\\u0001\\u001f\\u007f\\u0000\",\"a\uFFFDz\uFFFD\uFFFD\",-9223372036854775808]");
}

// Short texts go out in one piece when nothing in them is escaped.
TEST(JsonWriterTest, TextsOfEveryLengthAreEscapedWherever) {
  for (size_t length = 0; length <= 120; ++length) {
    for (const auto& [byte, written] : {std::pair("a", "a"), std::pair("\"", "\\\""), std::pair("\n", "\\n"), std::pair("\x7F", "\\u007f")}) {
      for (size_t at = 0; at <= length; at += 7) {
        const std::string before(at, 'b'), after(length - at, 'c');
        std::string out;
        JsonWriter writer(&out);
        writer.begin_object();
        writer.member(before + byte + after, before + byte + after);
        writer.member("k", "v");
        writer.end_object();
        const std::string quoted = "\"" + before + written + after + "\"";
        ASSERT_EQ(out, "{" + quoted + ":" + quoted + ",\"k\":\"v\"}");
      }
    }
  }
}

// Of three bytes, what is no code point is mended, what is one stands.
TEST(JsonWriterTest, ThreeBytesStandOnlyAsACodePoint) {
  for (int first = 0xE0; first <= 0xEF; ++first) {
    for (const int second : {0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC3}) {
      for (const int third : {0x41, 0x80, 0xBF, 0xC3, -1}) {
        std::string text = {static_cast<char>(first), static_cast<char>(second)};
        if (third >= 0) text += static_cast<char>(third);
        std::string out;
        JsonWriter(&out).string("a" + text);
        EXPECT_EQ(out == "\"a" + text + "\"", !first_bad_utf8(text)) << first << " " << second << " " << third;
        EXPECT_FALSE(first_bad_utf8(out));
      }
    }
  }
}

TEST(JsonWriterTest, EveryByteComesBack) {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  std::string out;
  JsonWriter writer(&out);
  writer.string(text);
  const auto document = parse_json(std::make_shared<Source>("n", out));
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)->root().text, text);
}

TEST(JsonWriterDeathTest, WrongNestingIsABug) {
  std::string out;
  EXPECT_EXIT({ JsonWriter w(&out); w.begin_object(); w.string("x"); }, testing::ExitedWithCode(4), "key_given");
  EXPECT_EXIT({ JsonWriter w(&out); w.begin_object(); w.end_array(); }, testing::ExitedWithCode(4), "internal error");
  EXPECT_EXIT({ JsonWriter w(&out); w.null(); w.null(); }, testing::ExitedWithCode(4), "done_");
}

}  // namespace
}  // namespace sekisho
