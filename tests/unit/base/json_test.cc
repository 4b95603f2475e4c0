// The strict JSON parser: values, places, refusals.
#include "sekisho/json.h"

#include <gtest/gtest.h>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

using namespace std::string_literals;

Result<std::shared_ptr<const JsonDocument>> parse(const std::string& text) {
  return parse_json(std::make_shared<Source>("p.json", text));
}

// A spelling that shows kinds and offsets.
std::string show(const JsonNode& node) {
  const std::string at = "@" + std::to_string(node.offset);
  switch (node.kind) {
    case JsonNode::Kind::kNull: return "null" + at;
    case JsonNode::Kind::kBool: return (node.boolean ? "true" : "false") + at;
    case JsonNode::Kind::kNumber: return std::string(node.text) + at;
    case JsonNode::Kind::kString: return "'" + std::string(node.text) + "'" + at;
    case JsonNode::Kind::kArray: {
      std::string result = "[" + at;
      for (const JsonNode* item : node.items) result += " " + show(*item);
      return result + "]";
    }
    case JsonNode::Kind::kObject: {
      std::string result = "{" + at;
      for (const JsonMember& member : node.members) result += " " + std::string(member.key) + "=" + show(*member.value);
      return result + "}";
    }
  }
  return "";
}

TEST(JsonTest, ReadsValuesWithTheirOffsets) {
  const std::pair<std::string, std::string> cases[] = {
      {"null", "null@0"},
      {" true ", "true@1"},
      {"false\n", "false@0"},
      {"0", "0@0"},
      {"-0", "-0@0"},
      {"-12.5e+10", "-12.5e+10@0"},
      {"123456789012345678901234567890", "123456789012345678901234567890@0"},
      {"1E400", "1E400@0"},
      {"\"\"", "''@0"},
      {"\"日本語 longer than eight bytes\"", "'日本語 longer than eight bytes'@0"},
      {R"("\"\\\/\b\f\n\r\tx")", "'\"\\/\b\f\n\r\tx'@0"},
      {R"("\u65e5\u672C\ud83d\uDE00!")", "'日本😀!'@0"},
      {R"("a\u0000b")", "'a\0b'@0"s},
      {"[]", "[@0]"},
      {"[ ]", "[@0]"},
      {"{}", "{@0}"},
      {"{ }", "{@0}"},
      {"[1,[2,[3]],4]", "[@0 1@1 [@3 2@4 [@6 3@7]] 4@11]"},
      {R"({"a": 1, "b" :{"a":[true]}})", "{@0 a=1@6 b={@14 a=[@19 true@20]}}"},
      {R"({"": null, "\n": 2})", "{@0 =null@5 \n=2@17}"},
  };
  for (const auto& [text, shown] : cases) {
    const auto document = parse(text);
    ASSERT_TRUE(document) << text << ": " << document.error().message;
    EXPECT_EQ(show((*document)->root()), shown);
  }
}

TEST(JsonTest, FindsMembers) {
  const auto document = parse(R"({"a": 1, "b": [2]})");
  const JsonNode& root = (*document)->root();
  EXPECT_EQ(root.find("a")->text, "1");
  EXPECT_EQ(root.find("c"), nullptr);
  EXPECT_EQ(root.find("b")->find("a"), nullptr);
}

struct Refusal {
  std::string text;
  const char* message;  // after the name
  uint32_t begin;
};

TEST(JsonTest, RefusesWhatIsNoJsonAndNamesThePlace) {
  const Refusal cases[] = {
      {"", "line 1, column 1: expected a value, found the end of the text", 0},
      {"  \n ", "line 2, column 2: expected a value, found the end of the text", 4},
      {"1 2", "line 1, column 3: expected the end of the text after the value, found `2`", 2},
      {"{}]", "line 1, column 3: expected the end of the text after the value, found `]`", 2},
      {"tru", "line 1, column 1: expected `true` or another value, found `t`", 0},
      {"nul!", "line 1, column 1: expected `null` or another value, found `n`", 0},
      {"truex", "line 1, column 5: expected the end of the text after the value, found `x`", 4},
      {"NaN", "line 1, column 1: expected a value, found `N`", 0},
      {"'a'", "line 1, column 1: expected a value, found `'`", 0},
      {"01", "line 1, column 1: a number does not begin with `0` and a further digit", 0},
      {"-", "line 1, column 2: expected a digit, found the end of the text", 1},
      {"-x", "line 1, column 2: expected a digit, found `x`", 1},
      {"+1", "line 1, column 1: expected a value, found `+`", 0},
      {".5", "line 1, column 1: expected a value, found `.`", 0},
      {"1.", "line 1, column 3: expected a digit, found the end of the text", 2},
      {"1e", "line 1, column 3: expected a digit, found the end of the text", 2},
      {"1e+-1", "line 1, column 4: expected a digit, found `-`", 3},
      {"0x10", "line 1, column 2: expected the end of the text after the value, found `x`", 1},
      {"[1,]", "line 1, column 4: expected a value, found `]`", 3},
      {"[1 2]", "line 1, column 4: expected `,` or `]`, found `2`", 3},
      {"[1", "line 1, column 1: an array that is never closed, expected `,` or `]` before the end of the text", 0},
      {"{\"a\":1", "line 1, column 1: an object that is never closed, expected `,` or `}` before the end of the text", 0},
      {"{\"a\":1,}", "line 1, column 8: expected a key in quotes, found `}`", 7},
      {"{a:1}", "line 1, column 2: expected a key in quotes, found `a`", 1},
      {"{\"a\" 1}", "line 1, column 6: expected `:` after a key, found `1`", 5},
      {"{\"a\":}", "line 1, column 6: expected a value, found `}`", 5},
      {"// c\n1", "line 1, column 1: expected a value, found `/`", 0},
      {"{\"あ\":1,\n \"b\":2, \"あ\":3}", "line 2, column 9: duplicate key `あ` in one object", 18},
      {"\"abc", "line 1, column 1: a string without its closing `\"`", 0},
      {"\"abc\\", "line 1, column 5: no such escape: `\\`", 4},
      {"\"a\nb\"", "line 1, column 3: a control character inside a string, found a line end", 2},
      {"\"a\x01\"", "line 1, column 3: a control character inside a string, found `\uFFFD`", 2},
      {R"("\x")", "line 1, column 2: no such escape: `\\x`", 1},
      {R"("\u12g4")", "line 1, column 2: expected four hexadecimal digits after `\\u`, found `g`", 1},
      {R"("\u12)", "line 1, column 2: expected four hexadecimal digits after `\\u`, found the end of the text", 1},
      {R"("\ud800")", "line 1, column 2: half a surrogate pair: `\\ud800`", 1},
      {R"("\udc00")", "line 1, column 2: half a surrogate pair: `\\udc00`", 1},
      {R"("\ud800\u0041")", "line 1, column 2: half a surrogate pair: `\\ud800`", 1},
      {R"("\ud800\n")", "line 1, column 2: half a surrogate pair: `\\ud800`", 1},
      {"\xC3\xA9", "line 1, column 1: expected a value, found `é`", 0},
      {"\"a\xFF\"", "line 1, column 3: a byte that is not UTF-8", 2},
      {"\0"s, "line 1, column 1: expected a value, found `\uFFFD`", 0},
  };
  for (const Refusal& one : cases) {
    const auto document = parse(one.text);
    ASSERT_FALSE(document) << one.text;
    EXPECT_EQ(document.error().message, "`p.json` is not valid JSON: "s + one.message);
    ASSERT_TRUE(document.error().span);
    EXPECT_EQ(document.error().span->begin, one.begin) << one.text;
  }
}

TEST(JsonTest, FindsTheEarliestDuplicateAmongMany) {
  for (const int count : {2, 8, 9, 40, 500}) {
    std::string text = "{";
    for (int i = 0; i < count; ++i) text += "\"key" + std::to_string(i) + "\": {\"key0\": 1, \"x\": 2},";
    EXPECT_TRUE(parse(text + "\"last\": 1}"));
    const size_t first = text.size();
    const auto document = parse(text + "\"key1\": 1, \"key0\": 2, \"key1\": 3}");
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().message.find("duplicate key `key1`"), std::string::npos);
    EXPECT_EQ(document.error().span->begin, first);
  }
}

TEST(JsonTest, AKeyThatSaysTheSameOnceMoreMayCountOnce) {
  const auto repeated = [](const std::string& text) { return parse_json(std::make_shared<Source>("p.json", text), {}, true); };
  const auto taken = repeated(R"({"a": [1, {"b": null}], "c": true, "a": [1,{"b":null}], "c": true, "a": [1, {"b": null}], "d": 4})");
  ASSERT_TRUE(taken);
  ASSERT_EQ((*taken)->root().members.size(), 3u);
  EXPECT_EQ((*taken)->root().find("a")->offset, 6u);
  EXPECT_EQ((*taken)->root().members[2].key, "d");
  for (const char* other : {"[1, {\"b\": 0}]", "[1]", "[1, {\"c\": null}]", "\"x\"", "[1.0, {\"b\": null}]"}) {
    const auto refused = repeated(R"({"a": [1, {"b": null}], "a": )" + std::string(other) + "}");
    ASSERT_FALSE(refused) << other;
    EXPECT_NE(refused.error().message.find("duplicate key `a`"), std::string::npos);
  }
  EXPECT_FALSE(parse(R"({"a": 1, "a": 1})"));
  std::string many = "{";
  for (int i = 0; i < 40; ++i) many += "\"key" + std::to_string(i) + "\": 1,";
  EXPECT_EQ((*repeated(many + R"("key7": 1, "key39": 1, "key7": 1})"))->root().members.size(), 40u);
  EXPECT_FALSE(repeated(many + R"("key7": 1, "key39": 2, "key7": 1})"));
}

TEST(JsonTest, DepthIsLimited) {
  const auto nested = [](int depth) { return std::string(static_cast<size_t>(depth), '[') + std::string(static_cast<size_t>(depth), ']'); };
  EXPECT_TRUE(parse(nested(kMaxJsonDepth)));
  const auto refused = parse(nested(kMaxJsonDepth + 1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "`p.json` is not valid JSON: line 1, column 1001: nested deeper than 1000 levels");
  EXPECT_FALSE(parse(nested(100'000)));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_FALSE(parse(objects));
}

TEST(JsonTest, DocumentKeepsItsSource) {
  auto document = parse(R"({"key": "value", "escaped": "a\nb"})");
  const std::shared_ptr<const JsonDocument> kept = *document;
  document = Error{"gone", "", {}};
  EXPECT_EQ(kept->root().find("key")->text, "value");
  EXPECT_EQ(kept->root().find("escaped")->text, "a\nb");
  EXPECT_EQ(kept->source()->name(), "p.json");
}

// Whatever the bytes, an answer comes, and cutting a text short never makes it valid by accident.
TEST(JsonTest, DamagedTextsAreRefusedOrRead) {
  const std::string good = R"({"a": [1, -2.5e3, "x\u00e9\ud83d\ude00", null, true], "b": {"c": "日本"}})";
  ASSERT_TRUE(parse(good));
  for (size_t length = 0; length < good.size(); ++length) EXPECT_FALSE(parse(good.substr(0, length))) << length;
  for (size_t at = 0; at < good.size(); ++at) {
    for (const char c : {'"', '\\', '{', ']', ',', '\x80', '\0', 'u', '0'}) {
      std::string damaged = good;
      damaged[at] = c;
      const auto document = parse(damaged);
      if (!document) {
        EXPECT_LE(document.error().span->begin, damaged.size());
      }
    }
  }
}

}  // namespace
}  // namespace sekisho
