// A table of texts with the place of each: what CSV and YAML have in common.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::adapters::register_table {

struct Cell {
  std::string text;
  uint32_t offset = 0;                 // in the source text
  std::vector<Cell> items;             // YAML: of a list
  bool is_list = false;
};

struct Row {
  std::vector<std::pair<size_t, Cell>> cells;   // by index of the column; those that are empty left out
  uint32_t offset = 0;
};

struct Table {
  SourcePtr source;
  std::vector<Cell> columns;           // names
  std::vector<Row> rows;
};

// Without the spaces around it, of any width.
std::string trimmed(std::string_view text);

// The text of a file as people's tools write it: UTF-8, UTF-16, or CP932 when it is none of these. Error: none of them either.
Result<std::string> decode_table(const std::string& name, std::string bytes);

// RFC 4180; separated by commas, semicolons or tabs, whichever the first line holds most. Columns whose name begins with `#` or is empty are remarks and left
// out, and so are lines without any text. Errors are added to `errors`, with their places.
Table parse_csv(const SourcePtr& source, std::vector<Error>& errors);

// A list of tables `column: value`; a column of any of them is a column of the table.
Table parse_table_yaml(const SourcePtr& source, std::vector<Error>& errors);

}  // namespace sekisho::adapters::register_table
