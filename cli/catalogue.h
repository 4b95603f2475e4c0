// The controls that this project works with: the shipped catalogue, and a list of the user's own beside it.
#pragma once

#include <string>
#include <vector>

#include "sekisho/controls.h"

namespace sekisho::cli {

inline constexpr char kCatalogueFile[] = "catalogue.csv";   // what `controls import` writes

// The controls of a catalogue file, in our columns or in others.
Result<ControlList> read_controls(const std::string& path);

// Ours with those of `file` (may be empty: none): what it adds, and what it says of ids that ours has, too, takes the place of ours.
Result<std::vector<ControlInfo>> project_controls(const std::string& file);

// The same as a text for the compiler. The shipped one when `file` is empty.
Result<SourcePtr> project_catalogue(const std::string& file);

}  // namespace sekisho::cli
