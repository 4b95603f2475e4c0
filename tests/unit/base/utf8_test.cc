// Well-formedness, decoding, widths, harmless texts.
#include "sekisho/utf8.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

using namespace std::string_literals;

TEST(Utf8Test, FindsTheFirstBadByte) {
  const std::pair<std::string, std::optional<size_t>> cases[] = {
      {"", {}},
      {"plain ascii that is longer than eight bytes", {}},
      {"日本語", {}},
      {"\0"s, {}},
      {"\xF4\x8F\xBF\xBF", {}},
      {"\xED\x9F\xBF\xEE\x80\x80", {}},
      {"\x80", 0},
      {"abcdefghij\xFF", 10},
      {"\xC0\x80", 0},
      {"\xC1\xBF", 0},
      {"\xE0\x9F\xBF", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"ab\xED\xA0\x80", 2},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"日\xE6\x97", 3},
      {"\xE6\x97x", 0},
      {"12345678\xE6", 8},
  };
  for (const auto& [text, bad] : cases) EXPECT_EQ(first_bad_utf8(text), bad) << testing::PrintToString(text);
  for (size_t before = 0; before < 200; ++before) {
    for (const size_t behind : {size_t{0}, size_t{5}, size_t{100}}) {
      const std::string plain(before, 'a'), rest(behind, 'b');
      EXPECT_EQ(first_bad_utf8(plain + "\xFF" + rest), before);
      EXPECT_EQ(first_bad_utf8(plain + "日" + rest), std::nullopt);
    }
  }
}

TEST(Utf8Test, EveryCodePointGoesThereAndBack) {
  for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 97) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, value);
    const CodePoint point = code_point_at(text, 0);
    ASSERT_EQ(point.value, value);
    ASSERT_EQ(point.length, text.size());
    ASSERT_FALSE(point.malformed);
  }
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\uFFFD\uFFFD");
}

std::string utf16(const std::u16string& text, bool little, bool mark) {
  std::string bytes;
  for (const char16_t unit : (mark ? u"\uFEFF" : u"") + text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(DecodeTest, KnowsTheEncodings) {
  const std::u16string japanese = u"名前,区分\r\n山田　太郎,機密 😀\r\n";
  const std::string same = "名前,区分\r\n山田　太郎,機密 😀\r\n";
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"\xEF\xBB\xBF", ""},
      {same, same},
      {"\xEF\xBB\xBF" + same, same},
      {utf16(japanese, true, true), same},
      {utf16(japanese, false, true), same},
      {utf16(japanese, true, false), same},
      {utf16(japanese, false, false), same},
      {utf16(u"{}", true, false), "{}"},
      {utf16(u"{}", false, false), "{}"},
      {utf16(u"", true, true), ""},
      {"a", "a"},
      // One zero byte in a long UTF-8 text does not make it UTF-16.
      {std::string(99, 'a') + "\0"s, std::string(99, 'a') + "\0"s},
  };
  for (const auto& [bytes, text] : cases) {
    const Result<std::string> decoded = decode_text("x.csv", bytes);
    ASSERT_TRUE(decoded) << testing::PrintToString(bytes) << decoded.error().message;
    EXPECT_EQ(*decoded, text);
  }
}

TEST(DecodeTest, NamesThePlaceOfTheDamage) {
  const std::pair<std::string, std::string> cases[] = {
      {"a\nあ\x93\xFA", "`x.csv` is not UTF-8: byte 0x93 at line 2, column 2"},
      {"\xEF\xBB\xBF\xFF", "`x.csv` is not UTF-8: byte 0xFF at line 1, column 1"},
      {utf16(u"a\n\xD800", true, true), "`x.csv` is damaged UTF-16: half a character at line 2, column 1"},
      {utf16(u"a\xDC00", false, true), "`x.csv` is damaged UTF-16: half a character at line 1, column 2"},
      {utf16(u"ab", true, true) + "c", "`x.csv` is damaged UTF-16: half a character at line 1, column 3"},
      {"\xFF\xFE\0\0a\0\0\0"s, "`x.csv` is UTF-32, expected UTF-8 or UTF-16"},
  };
  for (const auto& [bytes, message] : cases) {
    const Result<std::string> decoded = decode_text("x.csv", bytes);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().message, message);
  }
}

TEST(WidthTest, CountsColumns) {
  const std::pair<const char*, int> cases[] = {
      {"", 0},        {"abc", 3},     {"日本語", 6},      {"ｱｲｳ", 3},  {"（）", 4},       {"か\u3099", 2}, {"e\u0301", 1},
      {"😀", 2},      {"\u200B", 0},  {"한국", 4},        {"é", 1},    {"\t", 0},         {"\xFF", 1},     {"𠮷", 2},
      {"①", 1},       {"　", 2},      {"\u0378", 1},
  };
  for (const auto& [text, width] : cases) EXPECT_EQ(display_width(text), width) << text;
}

TEST(HarmlessTest, TakesAwayWhatMovesTheCursorOrReorders) {
  EXPECT_EQ(harmless("plain 日本語"), "plain 日本語");
  EXPECT_EQ(harmless("a\nb\x1b[0m\x7f"), "a\uFFFDb\uFFFD[0m\uFFFD");
  EXPECT_EQ(harmless("\u202Eabc\u2066\u200F\u2028\u0085"), "\uFFFDabc\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(harmless("\xFF"), "\uFFFD");
}

// Texts are looked through sixteen bytes at a time.
TEST(HarmlessTest, WhereverItStands) {
  for (const std::string filling : {"abcdefghijklmnopqrstuvwxyz0123456789~ !", "日本語の文章はここにもそこにもある"}) {
    EXPECT_EQ(harmless(filling), filling);
    for (size_t at = 0; at <= filling.size(); ++at) {
      if (at < filling.size() && (static_cast<unsigned char>(filling[at]) & 0xC0) == 0x80) continue;   // within a character
      for (const char* bad : {"\x01", "\x1F", "\x7F", "\u0085", "\u061C", "\u202E", "\xFF"}) {
        EXPECT_EQ(harmless(std::string(filling).insert(at, bad)), std::string(filling).insert(at, "\uFFFD")) << at;
      }
    }
  }
}

}  // namespace
}  // namespace sekisho
