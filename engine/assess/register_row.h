// Cells of a register's row as its reader made them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/raw.h"

namespace sekisho {

inline constexpr int kJapan = 32400;   // seconds east of Greenwich: the zone of the programme

// A text, word, number, truth value or date as it was normalized; of a file its path; "" when there is none.
std::string text_in(const RawNode& row, std::string_view column);
// The members of a list; a single value is one.
std::vector<std::string> texts_in(const RawNode& row, std::string_view column);
std::optional<int32_t> date_in(const RawNode& row, std::string_view column);   // of a timestamp its day in Japan
// Whether the register has such a column at all.
bool has_column(const RawNode& row, std::string_view column);
FindingPlace place_of(const RawSource& source, const RawResource& row);

}  // namespace sekisho
