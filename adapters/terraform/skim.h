// Skim: finds the resources of a plan and the places of their values in one pass over its text, without making a tree of it.
//
// What is skimmed is checked as `Scanner` says. Whatever is unusual (a key with an escape, keys that are not in order, an unknown shape) is left to the strict
// reader, which has the words for it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/cells.h"
#include "adapters/reader/scanner.h"
#include "sekisho/json.h"

namespace sekisho::adapters::terraform {

struct SkimmedChange {
  uint32_t begin = 0;                    // of the entry in `resource_changes`
  std::string_view address, module, provider;
  bool has_index = false;                // the key stands beside the address, too
  std::string_view action;               // "create", "replace" …
  CellRange value, unknown, sensitive;   // `after`, `after_unknown`, `after_sensitive`; by ascending bytes of their keys
};

struct Skimmed {
  std::vector<SkimmedChange> changes;
  std::vector<Cell> cells;
  std::vector<std::string_view> keys;    // each once
  std::vector<JsonSpan> left_out;        // `planned_values` and `resource_changes`, in order
  std::deque<std::string> texts;         // of changes, where they are written with escapes
};

// Of a plan with `resource_changes` as Terraform writes it; none when anything else is met. Views are into `text` and into `Skimmed::texts`.
std::optional<Skimmed> skim_plan(std::string_view text);

}  // namespace sekisho::adapters::terraform
