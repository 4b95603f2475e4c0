// Numbers of YAML.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::adapters {

// A number as JSON writes it; none when the text is no number. Big ones stay as they are written.
std::optional<std::string> yaml_number(std::string_view text);

}  // namespace sekisho::adapters
