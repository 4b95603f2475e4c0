// Values as YAML writes them, such that every reader gives the same back.
#pragma once

#include <string>
#include <string_view>

#include "sekisho/statement.h"

namespace sekisho {

// In double quotes, on one line.
std::string yaml_quoted(std::string_view text);
// Bare when it is a plain word of letters, digits, `.`, `_` and `-` that is no number, date or truth value to anybody; else quoted.
std::string yaml_word(std::string_view text);
// `{ja: "…", en: "…"}`.
std::string yaml_bilingual(const StatementText& text);

}  // namespace sekisho
