// `sekisho statement export`: workbook, table of individual controls, public extract.
#include <algorithm>
#include <iostream>

#include "cli/outputs.h"
#include "cli/statement_commands.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/statement_form.h"
#include "sekisho/statement_table.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kExportFormats = {"xlsx", "csv", "public"};

Result<std::string> render(const std::string& format, const StatementFile& file) {
  if (format == "csv") return individual_controls_csv(file.statement);
  return write_workbook(format == "public" ? public_sheets(file.statement, file.controls) : statement_sheets(file.statement, file.controls));
}

}  // namespace

ExitCode statement_export(const Arguments& arguments, const std::vector<std::string>& words) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::vector<Output> all = {{"xlsx", "statement.xlsx"}, {"csv", "individual_controls.csv"}, {"public", "public.xlsx"}};
  const Result<std::vector<Output>> outputs = arguments.has("--output") ? outputs_of(arguments, kExportFormats) : Result<std::vector<Output>>(all);
  if (!outputs) return refuse(outputs.error());
  for (const Output& output : *outputs) {
    if (const Result<void> free = may_write(output.file, arguments); !free) return refuse(free.error());
  }
  const std::string path = statement_path(*settings, arguments, words.empty() ? "" : words[0]);
  Result<StatementFile> file = read_statement_file(*settings, path);
  if (!file) return refuse(file.error());
  // A table to fill may come out of a statement that still is to be filled; its form is told by the linter then.
  const bool tables_only = std::all_of(outputs->begin(), outputs->end(), [](const Output& one) { return one.format == "csv"; });
  file->diagnostics.sort();
  bool broken = false;
  for (const Diagnostic& one : file->diagnostics.all()) {
    if (tables_only && one.code == "SK0823") continue;
    show(one, use_colour(arguments.value("--color", "auto"), Stream::kError));
    broken = true;
  }
  if (broken) return kBadInput;
  std::vector<FileContent> contents;
  for (const Output& output : *outputs) {
    Result<std::string> bytes = render(output.format, *file);
    if (!bytes) return refuse(bytes.error());
    contents.push_back({output.file, std::move(*bytes)});
  }
  if (const Result<void> written = write_outputs(contents); !written) return refuse(written.error());
  if (!arguments.has("--output")) std::cout << "wrote statement.xlsx, individual_controls.csv, public.xlsx\n";
  return kGood;
}

}  // namespace sekisho::cli
