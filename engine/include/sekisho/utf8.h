// UTF-8: validation, decoding of input files, width on a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sekisho/result.h"

namespace sekisho {

// Offset of the first byte that is no well-formed UTF-8 (no overlong forms, no surrogates), or nullopt.
std::optional<size_t> first_bad_utf8(std::string_view text);

// Bytes as they came to UTF-8 without byte order mark: UTF-8 with or without mark, UTF-16 LE/BE with mark, or UTF-16 without mark told by its zero bytes.
// Error names `name`, and line and column of the first bad byte.
Result<std::string> decode_text(const std::string& name, std::string bytes);
// Whether decode_text gives the bytes back as they are, or refuses them.
bool keeps_bytes(std::string_view bytes);

// The code point that begins at `text[at]` and the bytes it takes. Malformed: U+FFFD and one byte. REQUIRES: at < text.size().
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 1;
  bool malformed = false;
};
CodePoint code_point_at(std::string_view text, size_t at);

// Appends `value` as UTF-8; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& text, char32_t value);

// Columns of one character on a terminal: 0, 1 or 2.
int character_width(char32_t value);

// Columns that `text` takes on a terminal: East Asian wide and fullwidth characters take two, combining marks none.
int display_width(std::string_view text);

// `text` without control characters, bidirectional marks and line ends (each shown as U+FFFD), for terminals.
std::string harmless(std::string_view text);
void make_harmless(std::string& text);

}  // namespace sekisho
