// Cells of CSV files that people open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace sekisho {

// Appends a cell, with a comma before it unless a line begins. RFC 4180; a line end or tab inside becomes a space, control characters and
// marks that turn the writing direction become U+FFFD, and what a spreadsheet would run as a formula gets an apostrophe before it. REQUIRES: `out` is not empty.
void append_csv_cell(std::string& out, std::string_view text);

// The same for tables that are edited and read again: line ends stay, and so that nothing is lost a text that begins with an apostrophe or with a full-width
// sign of a formula gets one, too. unguarded() takes it off.
void append_table_cell(std::string& out, std::string_view text);
std::string_view unguarded(std::string_view cell);

}  // namespace sekisho
