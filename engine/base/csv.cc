// One pass to see what a cell needs, one to write it.
#include "engine/base/csv.h"

#include <algorithm>
#include <iterator>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool is_break(char c) { return c == '\r' || c == '\n' || c == '\t'; }

// Whether the text may hold control characters or marks that turn the writing direction: those begin with one of these bytes in UTF-8.
bool may_be_harmful(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ' && !is_break(c)) || c == '\x7F' || c == '\xC2' || c == '\xD8' || c == '\xE2'; });
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
  return runs_in_spreadsheet(text.front()) || text.front() == '\'' || std::any_of(std::begin(kWide), std::end(kWide), [&](std::string_view sign) { return text.starts_with(sign); });
}

void append_clean_cell(std::string& out, std::string_view text, bool guarded) {
  bool quoted = false, changed = false;
  for (const char c : text) {
    quoted = quoted || c == ',' || c == '"' || is_break(c);
    changed = changed || c == '"' || is_break(c);
  }
  if (quoted) out += '"';
  if (guarded) out += '\'';
  if (!changed) {
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
  if (may_be_harmful(text)) return append_clean_cell(out, cleaned(text), guarded);
  append_clean_cell(out, text, guarded);
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
