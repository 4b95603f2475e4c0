// Reports and where they go.
#pragma once

#include <string>
#include <vector>

#include "cli/settings.h"
#include "sekisho/api.h"
#include "sekisho/file.h"
#include "sekisho/report.h"

namespace sekisho::cli {

struct Output {
  std::string format;
  std::string file;   // "-": standard output
};

// The `-o` options, each with one of `formats`; text on standard output when there is none. At most one goes to standard output, and no file is named twice.
Result<std::vector<Output>> outputs_of(const Arguments& arguments, const std::vector<std::string>& formats = {"text", "json", "csv", "sarif", "junit", "html"});

TextOptions text_options(const Arguments& arguments, const Settings& settings);

// What all of these reports need to be told, and no more.
// `every`: no failure or unknown is left to a count alone, as waivers and comparing need; `decided_by`: nor what decided it;
// `passes`: those too.
struct FindingsNeeded {
  bool every = false, decided_by = false, passes = false, names = false;
};
FindingsWanted findings_wanted(const std::vector<Output>& outputs, const TextOptions& options, const FindingsNeeded& needed);

// A run in one of the formats of `check`. A file is written without colours and at a width of its own.
std::string render_report(const Run& run, const Output& output, bool all, TextOptions options);

// Writes all of them or none. Reports take the place of earlier ones, and of nothing that this run was made from: an input, a register, a bundle.
Result<void> write_outputs(const std::vector<FileContent>& files);

// Renders every report, and writes all of them or none; a table, which may be long, is rendered while it is written. `threads`: 0 stands for as
// many as the machine has.
Result<void> write_reports(const Run& run, const std::vector<Output>& outputs, bool all, TextOptions options, int threads);

}  // namespace sekisho::cli
