// One pass to see what a cell needs, one to write it.
#include "engine/base/csv.h"

#include <algorithm>
#include <iterator>

namespace sekisho {
namespace {

bool runs_in_spreadsheet(char first) { return std::string_view("=+-@\t\r").find(first) != std::string_view::npos; }

// Those, and what Excel takes for them in Japanese input.
bool is_guarded(std::string_view text) {
  constexpr std::string_view kWide[] = {"＝", "＋", "－", "＠"};
  if (text.empty()) return false;
  return runs_in_spreadsheet(text.front()) || text.front() == '\'' || std::any_of(std::begin(kWide), std::end(kWide), [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
  if (out.back() != '\n') out += ',';
  const bool guarded = !text.empty() && runs_in_spreadsheet(text.front());
  bool quoted = false, changed = false;
  for (const char c : text) {
    quoted = quoted || c == ',' || c == '"' || c == '\r' || c == '\n';
    changed = changed || c == '"' || c == '\r' || c == '\n';
  }
  if (quoted) out += '"';
  if (guarded) out += '\'';
  if (!changed) {
    out += text;
  } else {
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c == '\n' || c == '\r' ? ' ' : c;
    }
  }
  if (quoted) out += '"';
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
