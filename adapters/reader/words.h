// Words that readers share.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::adapters {

// "1 resource", "2 resources".
std::string plural(size_t count, const std::string& one, const std::string& many);

// ASCII letters only.
std::string lower(std::string_view text);

}  // namespace sekisho::adapters
