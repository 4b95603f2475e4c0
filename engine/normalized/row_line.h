// RowLine: what a sound line of a row says, until its values are asked for. A tree of its JSON takes more than ten times the memory of the line: it is parsed again then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sekisho/json.h"

namespace sekisho::normalized {

struct RowLine {
  std::string kind;
  uint32_t resource = 0;
};

// Nullopt: the line is not sound. It is gone through whole unless it is `own`: written by this process, so that its beginning says it, and no byte of the rest can be
// another than was written. `json`: cleared first.
std::optional<RowLine> row_line(std::string_view line, bool own, JsonParts& json);

}  // namespace sekisho::normalized
