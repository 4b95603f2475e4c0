// Base64 with padding and without line ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::evidence {

std::string to_base64(std::string_view bytes);
// Nullopt for anything that to_base64() would not have written, such as bits behind the last byte.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace sekisho::evidence
