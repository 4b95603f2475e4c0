// Cells: where the members of a skimmed object stand in its text.
#pragma once

#include <cstdint>

namespace sekisho::adapters {

struct Cell {
  uint32_t begin = 0;                    // of the value
  uint32_t length = 0;
  uint32_t key = 0;                      // number of the key, in the skim's list of keys
};

// `count` cells from `first` on, in the skim's list of cells.
struct CellRange {
  uint32_t first = 0;
  uint32_t count = 0;
  uint32_t offset = 0;                   // of the object itself; 0: there is none
};

}  // namespace sekisho::adapters
