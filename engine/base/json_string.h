// Texts as strings of JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sekisho {

// Appends `text` in quotes between the two, which are JSON already. Control characters, quotes and backslashes are escaped; each byte that is no UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view before, std::string_view text, std::string_view after);

// How many of the first bytes stand in such a string as they are: none is part of what is escaped, or of what is no UTF-8.
size_t json_plain_prefix(std::string_view text);

}  // namespace sekisho
