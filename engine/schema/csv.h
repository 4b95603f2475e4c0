// CSV as RFC 4180 has it: quoted cells may hold commas, quotes and line breaks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekisho/result.h"

namespace sekisho {

struct CsvCell {
  std::string text;     // without its quotes
  uint32_t offset = 0;  // of its first byte in the source, the quote included
};
using CsvRow = std::vector<CsvCell>;

// All rows, the header first, each with as many cells as the header; a last empty line is no row. Line ends are LF or CR LF.
// Errors carry the place: a quote that is not closed, one in the middle of a cell, text after a closing quote, a row with too few
// or too many cells.
Result<std::vector<CsvRow>> parse_csv(const SourcePtr& source);

}  // namespace sekisho
