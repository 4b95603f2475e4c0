// Lines and columns of sources.
#include "sekisho/source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace sekisho {
namespace {

struct Case {
  const char* text;
  size_t offset;
  uint32_t line;
  uint32_t column;
};

TEST(SourceTest, LinesFoundInPiecesAreThoseFoundAtOnce) {
  std::string text;
  while (text.size() < (size_t{5} << 20)) text += text.size() % 7 == 0 ? "日本語の行\n" : "a line, 😀";
  const Source in_pieces("name", text), at_once("name", text);
  std::vector<size_t> passed;
  in_pieces.find_lines([&](size_t bytes) { passed.push_back(bytes); });
  ASSERT_GT(passed.size(), 1u);
  EXPECT_TRUE(std::is_sorted(passed.begin(), passed.end()));
  EXPECT_EQ(passed.back(), text.size());
  for (size_t offset = 0; offset <= text.size(); offset += 4099) {
    const LineColumn one = in_pieces.line_column(offset), other = at_once.line_column(offset);
    ASSERT_EQ(one.line, other.line) << offset;
    ASSERT_EQ(one.column, other.column) << offset;
  }
  EXPECT_EQ(in_pieces.line(3), at_once.line(3));
}

TEST(SourceTest, ColumnsOfALongLineCountEachCodePoint) {
  std::string text;
  std::vector<uint32_t> columns;   // by offset
  for (size_t i = 0; text.size() < 9000; ++i) {
    const std::string_view point = i % 11 == 3 ? "日" : i % 13 == 5 ? "😀" : i % 5 == 0 ? "é" : "a";
    columns.insert(columns.end(), point.size(), static_cast<uint32_t>(i + 1));
    text += point;
  }
  const Source source("name", text);
  for (size_t offset = 0; offset < text.size(); ++offset) ASSERT_EQ(source.line_column(offset).column, columns[offset]) << offset;
}

TEST(SourceTest, LineAndColumnCountCodePoints) {
  const Case cases[] = {
      {"", 0, 1, 1},          {"", 9, 1, 1},           {"abc", 0, 1, 1},        {"abc", 2, 1, 3},     {"abc", 3, 1, 4},
      {"abc", 99, 1, 4},      {"a\nb", 1, 1, 2},       {"a\nb", 2, 2, 1},       {"a\n", 2, 2, 1},     {"a\r\nb", 3, 2, 1},
      {"日本語", 0, 1, 1},    {"日本語", 3, 1, 2},     {"日本語", 9, 1, 4},     {"日本語", 4, 1, 2},  {"x\n日\ty", 5, 2, 2},
      {"\n\n\nx", 3, 4, 1},   {"😀x", 4, 1, 2},
  };
  for (const Case& one : cases) {
    const Source source("name", one.text);
    const LineColumn place = source.line_column(one.offset);
    EXPECT_EQ(place.line, one.line) << one.text << " at " << one.offset;
    EXPECT_EQ(place.column, one.column) << one.text << " at " << one.offset;
  }
}

TEST(SourceTest, LinesComeWithoutTheirEnds) {
  const Source source("name", "one\r\ntwo\n\nfour");
  EXPECT_EQ(source.line(1), "one");
  EXPECT_EQ(source.line(2), "two");
  EXPECT_EQ(source.line(3), "");
  EXPECT_EQ(source.line(4), "four");
  EXPECT_EQ(source.line(5), "");
  EXPECT_EQ(source.line(0), "");
}

TEST(SourceTest, DropsByteOrderMark) {
  EXPECT_EQ(Source("name", "\xEF\xBB\xBFx").text(), "x");
}

}  // namespace
}  // namespace sekisho
