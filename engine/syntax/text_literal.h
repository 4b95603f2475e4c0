// Text literals: what stands between the quotes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/diagnostic.h"

namespace sekisho::syntax {

// A run of literal bytes, or the source range of an interpolated expression.
struct TextPiece {
  std::string literal;
  bool is_expression = false;
  uint32_t begin = 0, end = 0;  // is_expression: bytes in the source, braces excluded
};

// `spelling` is the literal with its quotes, which starts at `begin` in `source` (elsewhere when it was mended: then places are near).
// Escapes: \" \\ \n \t \{ \} \u{1F600}. A wrong one is reported and left out.
std::string unescape(std::string_view spelling, const SourcePtr& source, uint32_t begin, Diagnostics& diagnostics);

// The same with {expression} cut out. Reports a brace that is not closed and one with nothing in it.
std::vector<TextPiece> split_interpolations(std::string_view spelling, const SourcePtr& source, uint32_t begin, Diagnostics& diagnostics);

}  // namespace sekisho::syntax
