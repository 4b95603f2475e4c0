// Waivers out of YAML files.
#pragma once

#include <string>
#include <vector>

#include "sekisho/waiver.h"

namespace sekisho::cli {

// All waivers of all files, in order. Errors name file, line and column: no YAML, an unknown or a missing key, a text that is empty, a time that is none.
Result<std::vector<Waiver>> read_waivers(const std::vector<std::string>& paths);
// The same of texts that were read already.
Result<std::vector<Waiver>> read_waivers(const std::vector<SourcePtr>& sources);

}  // namespace sekisho::cli
