// One pass to see what a cell needs, one to write it.
#include "engine/base/csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool is_break(char c) { return c == '\r' || c == '\n' || c == '\t'; }

// What a byte asks of its cell.
enum : uint8_t { kQuotes = 1, kChanges = 2, kHarmful = 4 };

constexpr std::array<uint8_t, 256> kAsks = [] {
  std::array<uint8_t, 256> asks{};
  // Control characters and marks that turn the writing direction begin with one of these bytes in UTF-8.
  for (size_t byte = 0; byte < 0x20; ++byte) asks[byte] = kHarmful;
  for (const size_t byte : {0x7F, 0xC2, 0xD8, 0xE2}) asks[byte] = kHarmful;
  for (const char c : {'\r', '\n', '\t', '"'}) asks[static_cast<size_t>(c)] = kQuotes | kChanges;
  asks[','] = kQuotes;
  return asks;
}();

uint8_t asked_by(std::string_view text) {
  uint8_t asked = 0;
  for (const char c : text) asked |= kAsks[static_cast<unsigned char>(c)];
  return asked;
}

// In one line, and without either of these.
std::string cleaned(std::string_view text) {
  std::string line(text);
  std::replace_if(line.begin(), line.end(), is_break, ' ');
  return harmless(line);
}

bool runs_in_spreadsheet(char first) { return std::string_view("=+-@\t\r").find(first) != std::string_view::npos; }

// Those, and what Excel takes for them in Japanese input.
bool is_guarded(std::string_view text) {
  constexpr std::string_view kWide[] = {"＝", "＋", "－", "＠"};
  if (text.empty()) return false;
  if (runs_in_spreadsheet(text.front()) || text.front() == '\'') return true;
  return text.front() == kWide[0].front() && std::any_of(std::begin(kWide), std::end(kWide), [&](std::string_view sign) { return text.starts_with(sign); });
}

void append_clean_cell(std::string& out, std::string_view text, bool guarded, uint8_t asked) {
  const bool quoted = (asked & kQuotes) != 0;
  if (quoted) out += '"';
  if (guarded) out += '\'';
  if ((asked & kChanges) == 0) {
    out += text;
  } else {
    for (const char c : text) {
      if (c == '"') out += '"';
      out += is_break(c) ? ' ' : c;
    }
  }
  if (quoted) out += '"';
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
  if (out.back() != '\n') out += ',';
  const bool guarded = is_guarded(text) && text.front() != '\'';
  const uint8_t asked = asked_by(text);
  if ((asked & kHarmful) == 0) return append_clean_cell(out, text, guarded, asked);
  const std::string clean = cleaned(text);
  append_clean_cell(out, clean, guarded, asked_by(clean));
}

void append_table_cell(std::string& out, std::string_view text) {
  if (out.back() != '\n') out += ',';
  out += '"';
  if (is_guarded(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string_view unguarded(std::string_view cell) { return cell.starts_with('\'') && is_guarded(cell.substr(1)) ? cell.substr(1) : cell; }

}  // namespace sekisho
