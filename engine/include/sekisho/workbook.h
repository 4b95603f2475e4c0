// Workbooks (xlsx): tables of texts for people who work in a spreadsheet.
#pragma once

#include <string>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/result.h"

namespace sekisho {

struct WorkbookSheet {
  std::string name;                               // at most 31 characters, as workbooks have it
  std::vector<std::string> headings;
  std::vector<int> widths;                        // in characters; one for each heading
  std::vector<std::vector<std::string>> rows;
};

// The text as a cell holds it: without control characters and marks that turn the writing direction, cut where a cell ends.
std::string workbook_cell(std::string_view text);

// An xlsx workbook of the sheets: every cell is a text and never a formula, the same sheets give the same bytes. Errors: more rows than a sheet has; the
// library is not on this machine, or its word for what went wrong.
Result<std::string> write_workbook(const std::vector<WorkbookSheet>& sheets);

// A run: its counts, its rules, and its findings but for those that do not apply. In Japanese, with the English beside it.
Result<std::string> run_workbook(const Run& run);

}  // namespace sekisho
