// PlaceLine: what a sound line of a place says. There are ten of them for each row: their JSON is not kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/normalized/stored_source.h"
#include "sekisho/json.h"

namespace sekisho::normalized {

struct PlaceLine {
  uint32_t number = 0, resource = 0;
  bool is_resource = false;   // where the resource stands
  Position position;
};

// The line text[span], which is begun with `{"place":`. Nullopt: it is not sound, or no line of a place after all. `json`: of the parser, for what is not as it is
// written; what it unescaped lives there.
std::optional<PlaceLine> place_line(std::string_view text, JsonSpan span, JsonParts& json);

}  // namespace sekisho::normalized
