// Skim: finds the resources of a plan and the places of their values in one pass over its text, without making a tree of it.
//
// What is skimmed is checked as far as it is looked at: keys, separators, scalars, strings' ends, and that brackets close. A value that is used later is
// parsed strictly then. Whatever is unusual (a key with an escape, keys that are not in order, an unknown shape) is left to the strict reader, which has the
// words for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/json.h"

namespace sekisho::adapters::terraform {

// A member of one layer of a resource (`after`, `after_unknown`, `after_sensitive`).
struct Cell {
  uint32_t begin = 0;                    // of the value in the text
  uint32_t length = 0;
  uint32_t key = 0;                      // number of the key: Skimmed::keys
};

// `count` cells from `first` on, by ascending bytes of their keys.
struct CellRange {
  uint32_t first = 0;
  uint32_t count = 0;
  uint32_t offset = 0;                   // of the layer itself; 0: there is none
};

struct SkimmedChange {
  uint32_t begin = 0;                    // of the entry in `resource_changes`
  std::string_view address, module, provider;
  bool has_index = false;                // the key stands beside the address, too
  std::string_view action;               // "create", "replace" …
  CellRange value, unknown, sensitive;
};

struct Skimmed {
  std::vector<SkimmedChange> changes;
  std::vector<Cell> cells;
  std::vector<std::string_view> keys;    // each once
  std::vector<JsonSpan> left_out;        // `planned_values` and `resource_changes`, in order
};

// Of a plan with `resource_changes` as Terraform writes it; none when anything else is met. Views are into `text` and into what `unescaped` keeps.
std::optional<Skimmed> skim_plan(std::string_view text, JsonParts& unescaped);

// Past the bracket that closes the one at `at`; npos when there is none, or a backslash stands outside a string. Does not tell [] from {}.
size_t skip_brackets(std::string_view text, size_t at);

}  // namespace sekisho::adapters::terraform
