// How lints speak of expressions and places.
#pragma once

#include <string>

#include "engine/check/program.h"

namespace sekisho {

// In backticks: as the author wrote it when that is short and on one line, else as to_seki writes it, cut at 80 characters.
std::string quoted(const Expression& expression);

// " on line 12", with the file's name when it is another than that of `from`: " in `b.seki`, line 12". Empty on the very line of `from`.
std::string place_of(const Span& span, const Span& from);

}  // namespace sekisho
