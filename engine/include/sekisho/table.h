// A table as a spreadsheet saved it: cells with their places, no line of names assumed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekisho/source.h"

namespace sekisho {

struct TableCell {
  std::string text;      // without space at both ends
  uint32_t offset = 0;   // in the source text
};

// Lines that hold nothing are left out.
struct TableText {
  SourcePtr source;
  std::vector<std::vector<TableCell>> lines;
};

}  // namespace sekisho
