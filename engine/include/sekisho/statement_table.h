// Individual controls of a statement in other clothes: as YAML, and as a table that an office edits in a spreadsheet. engine/assess/STATEMENT.md tells the columns.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekisho/statement.h"
#include "sekisho/table.h"

namespace sekisho {

// The block of statement.yaml that begins with `individual_controls:`.
std::string individual_controls_yaml(const std::vector<IndividualControl>& controls);

// UTF-8 with byte order mark, CR LF, Japanese headings: a line for each version. import_individual_controls() reads it back without loss.
std::string individual_controls_csv(const Statement& statement);

// Which column of a table is what. Without a file of the user's: the headings that individual_controls_csv() writes.
struct TableMapping {
  size_t heading_lines = 1;                                          // a heading that spans columns stands in the first of them only, as merged cells are saved
  std::map<std::string, std::vector<std::string>> columns;           // field ("title.ja") to headings; with several lines "above/below" or, where it is the only one, "below"
  std::map<std::string, std::map<std::string, std::string>> values;  // field to what its cells say to what the form says
  std::map<std::string, std::string> defaults;                       // field to the value of cells that are empty
  bool guarded = false;                                              // a table of ours: the apostrophes before what would run as a formula are ours, too
};
TableMapping default_mapping();
// A mapping of the user's (YAML): `heading_lines`, `columns`, `values`, `defaults`. What is wrong goes to `diagnostics`.
TableMapping read_mapping(const SourcePtr& source, const JsonNode& root, Diagnostics& diagnostics);

struct RejectedRow {
  uint32_t line = 0;                   // of its first cell in the file
  std::string id, reason;
};
struct ImportedControls {
  std::vector<IndividualControl> controls;   // in the order of the table
  std::vector<RejectedRow> rejected;
  std::vector<std::string> ignored;          // headings that were not taken
  size_t rows = 0;
};
// Error: a heading of the mapping that the table has not, no line below the headings. A row is rejected when the form would refuse it or when it contradicts the row
// above with the same id; a control with a rejected row is left out as a whole. A row without id goes on with the control above.
Result<ImportedControls> import_individual_controls(const TableText& table, const TableMapping& mapping, const std::vector<ControlInfo>& controls);

bool same_individual_control(const IndividualControl& a, const IndividualControl& b);

struct MergedStatement {
  std::string text;                    // of the file
  std::vector<std::string> lost;       // comments of individual controls that are no longer there: "# …"
};
// The text of a statement with these individual controls in the place of its own, in this order. One that says what it said keeps its lines; of one that changed
// the comments stand above it; all else stays as it was, to the byte. Error: `individual_controls` does not begin a line.
Result<MergedStatement> merge_individual_controls(const Statement& statement, const std::vector<IndividualControl>& controls);

}  // namespace sekisho
