// Lines of places: taken as they were written, or by the parser, they say the same; what is not sound is taken by neither.
#include "engine/normalized/place_line.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

using normalized::place_line;
using normalized::PlaceLine;

std::string told(const std::optional<PlaceLine>& place) {
  if (!place) return "unsound";
  const auto number = [](uint32_t value) { return " " + std::to_string(value); };
  const normalized::Position& at = place->position;
  return number(place->number) + number(place->resource) + (place->is_resource ? " resource" : number(at.line) + number(at.column) + number(at.offset) + " " + std::string(at.pointer) + " " + std::string(at.text));
}

// In the middle of a text, as it is in a file.
std::string told(const std::string& line) {
  const std::string text = "{}\n" + line + "\n\"";
  JsonParts json;
  return told(place_line(text, {3, 3 + line.size()}, json));
}

TEST(PlaceLineTest, IsTheSameWithAndWithoutTheParser) {
  const std::pair<const char*, const char*> sound[] = {
      {R"({"place":0,"resource":12})", " 0 12 resource"},
      {R"({"place":7,"resource":12,"pointer":"/a/0","line":3,"column":44,"offset":4294967294,"text":"x"})", " 7 12 3 44 4294967294 /a/0 x"},
      {R"({"place":7,"resource":0,"pointer":"","line":0,"column":0,"offset":0,"text":""})", " 7 0 0 0 0  "},
      {R"({"place":7,"resource":1,"pointer":"/\"a\\","line":1,"column":2,"offset":3,"text":"\"k\": \"v\"\n\u00e9 é 鍵"})", " 7 1 1 2 3 /\"a\\ \"k\": \"v\"\né é 鍵"},
  };
  for (const auto& [line, said] : sound) {
    EXPECT_EQ(told(line), said);
    EXPECT_EQ(told(std::string(" ") + line), said) << "by the parser";
    std::string spaced = line;
    spaced.insert(spaced.find(',') + 1, " ");
    EXPECT_EQ(told(spaced), said) << "by the parser";
  }
}

TEST(PlaceLineTest, IsRefusedWhereTheParserRefuses) {
  const std::string before = R"({"place":7,"resource":1,"pointer":"/a","line":1,"column":2,"offset":3,"text":)";
  EXPECT_EQ(told(before + "\"x\"}"), " 7 1 1 2 3 /a x");
  for (const std::string rest : {"\"x\"", "\"x}", "\"x\\\"}", "\"x\\", "\"\\q\"}", "\"\t\"}", "\"x\"}}", "\"x\"} x", "\"x\",}", "\"x\",\"text\":\"x\"}", "x}", "7}", "null}", "", "\"x\",\"row\":\"k\"}"}) {
    EXPECT_EQ(told(before + rest), "unsound") << rest;
  }
  for (const char* line : {R"({"place":07,"resource":1})", R"({"place":-1,"resource":1})", R"({"place":4294967295,"resource":1})", R"({"place":99999999999999999999,"resource":1})",
                           R"({"place":,"resource":1})", R"({"place":1})", R"({"place":1,"resource":1)", R"({"place":1,"resource":1,"pointer":"/a"})", R"({"place":1,"resource":1,"pointer":"/a","line":01,"column":2,"offset":3,"text":"x"})"}) {
    EXPECT_EQ(told(line), "unsound") << line;
  }
}

}  // namespace
}  // namespace sekisho
