// CSV reading: quotes, line breaks, and errors with their places.
#include "engine/schema/csv.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  auto rows = parse_csv(std::make_shared<Source>("x.csv", text));
  std::vector<std::vector<std::string>> cells;
  if (!rows) return {{rows.error().message}};
  for (const CsvRow& row : *rows) {
    cells.emplace_back();
    for (const CsvCell& cell : row) cells.back().push_back(cell.text);
  }
  return cells;
}

std::string csv_error(const std::string& text) {
  auto rows = parse_csv(std::make_shared<Source>("x.csv", text));
  if (rows) return "";
  const LineColumn place = rows.error().span->source->line_column(rows.error().span->begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + rows.error().message;
}

using Cells = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsCellsAndRows) {
  EXPECT_EQ(cells_of(""), Cells());
  EXPECT_EQ(cells_of("a,b\n1,2\n"), (Cells{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(cells_of("a,b\r\n1,"), (Cells{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(cells_of("a\n\nb"), (Cells{{"a"}, {""}, {"b"}}));
  EXPECT_EQ(cells_of("\"a,\"\"b\"\"\nc\",d\n"), (Cells{{"a,\"b\"\nc", "d"}}));
  EXPECT_EQ(cells_of("\"\",\" x \"\n 管理 ,\"\r\n\""), (Cells{{"", " x "}, {" 管理 ", "\r\n"}}));
}

TEST(Csv, RefusesWhatIsBroken) {
  EXPECT_EQ(csv_error("a,b\n1,\"2\n3"), "2:3 `x.csv`: the quote opened here is never closed");
  EXPECT_EQ(csv_error("a,b\n1,x\"y\n"), "2:4 `x.csv`: a quote in a cell that does not begin with one; put the whole cell in quotes");
  EXPECT_EQ(csv_error("a,b\n\"1\"x,2\n"), "2:4 `x.csv`: text after the closing quote of a cell; a quote inside a quoted cell is written twice");
  EXPECT_EQ(csv_error("a,b\n1\n"), "2:1 `x.csv`: this row has 1 cell, the header has 2 cells");
  EXPECT_EQ(csv_error("a,b\n1,2,3\n"), "2:1 `x.csv`: this row has 3 cells, the header has 2 cells");
  EXPECT_EQ(csv_error("a,b\n1,2\r3,4\n"), "2:4 `x.csv`: a carriage return without line feed");
}

}  // namespace
}  // namespace sekisho
