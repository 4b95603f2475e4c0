// One pass to see what a cell needs, one to write it.
#include "engine/base/csv.h"

namespace sekisho {
namespace {

bool runs_in_spreadsheet(char first) { return std::string_view("=+-@\t\r").find(first) != std::string_view::npos; }

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

}  // namespace sekisho
