// What a cell's text says, in the spelling that the engine reads.
#pragma once

#include <optional>
#include <string>

#include "adapters/include/adapters/register.h"

namespace sekisho::adapters::register_table {

// `text` as a value of the column's type (of one member, where it takes many): truth values and dates also as Excel writes them (`TRUE`, `2026/4/1`,
// `2026/4/1 9:30`, which is Japanese time). Nullopt when it is none; expected() says what would be.
std::optional<std::string> normalised(const std::string& text, const RegisterColumn& column);
// What spreadsheets write where they have no value: "#N/A", "#REF!", "#####", or only the first digits of a number, "1.11122E+11".
bool is_made_up(std::string_view text);
std::string expected(const RegisterColumn& column);

}  // namespace sekisho::adapters::register_table
