// Nothing takes its place before everything is rendered.
#include "cli/outputs.h"

#include <algorithm>
#include <set>

#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/files_read.h"

namespace sekisho::cli {

std::string render_report(const Run& run, const Output& output, bool all, TextOptions options) {
  if (output.format == "json") return report_json(run, all);
  if (output.format == "csv") return report_csv(run, all);
  if (output.format == "sarif") return report_sarif(run);
  if (output.format == "junit") return report_junit(run);
  if (output.format == "html") return report_html(run, options.language);
  if (output.file != "-") {
    options.colour = false;
    options.width = TextOptions{}.width;
  }
  return report_text(run, options);
}

Result<std::vector<Output>> outputs_of(const Arguments& arguments, const std::vector<std::string>& formats) {
  std::vector<Output> outputs;
  std::set<std::string> files;
  for (const std::string& given : arguments.values("--output")) {
    const size_t equals = given.find('=');
    // A file's name alone: most other programs take it so.
    if (const std::string ending = given.substr(given.rfind('.') + 1); equals == std::string::npos && ending != given && std::find(formats.begin(), formats.end(), ending) != formats.end()) {
      return Error{"`--output " + given + "` names no format", "write `-o " + ending + "=" + given + "`", {}};
    }
    const Result<std::string> format = one_of("--output", given.substr(0, equals), formats);
    if (!format) return format.error();
    const std::string file = equals == std::string::npos ? "-" : given.substr(equals + 1);
    if (file.empty()) return Error{"`--output " + given + "` names no file", "write `-o " + *format + "=FILE`, or `-o " + *format + "` for standard output", {}};
    if (!files.insert(file).second) {
      if (file == "-") return Error{"two reports for standard output", "give all but one a file: `-o " + *format + "=FILE`", {}};
      return Error{"two reports for `" + file + "`", "give each a file of its own", {}};
    }
    outputs.push_back({*format, file});
  }
  if (outputs.empty()) outputs.push_back({"text", "-"});
  return outputs;
}

TextOptions text_options(const Arguments& arguments, const Settings& settings) {
  TextOptions options;
  options.language = language_of(settings.project.language);
  options.colour = use_colour(arguments.value("--color", "auto"), Stream::kOutput);
  options.width = terminal_width();
  options.all = arguments.has("--all");
  return options;
}

FindingsWanted findings_wanted(const std::vector<Output>& outputs, const TextOptions& options, const FindingsNeeded& needed) {
  const auto asks = [&](const std::string& format) { return std::any_of(outputs.begin(), outputs.end(), [&](const Output& output) { return output.format == format; }); };
  const bool only_text = std::all_of(outputs.begin(), outputs.end(), [](const Output& output) { return output.format == "text"; });
  const bool only_csv = std::all_of(outputs.begin(), outputs.end(), [](const Output& output) { return output.format == "csv"; });
  FindingsWanted wanted;
  wanted.passes = options.all || asks("junit") || needed.passes;
  wanted.witness = !only_csv || needed.decided_by;
  wanted.details = wanted.witness;
  wanted.names = needed.names;
  wanted.witness_of_passes = options.all && !only_csv;
  wanted.per_rule = only_text && !options.all && !needed.every ? options.limit : 0;
  return wanted;
}

Result<void> write_outputs(const std::vector<FileContent>& files) {
  for (const FileContent& file : files) {
    if (was_read(file.path)) return Error{"`" + file.path + "` is what the report is made from", "name another file", {}};
  }
  return write_files_atomically(files);
}

Result<void> write_reports(const Run& run, const std::vector<Output>& outputs, bool all, TextOptions options, int threads) {
  const size_t used = thread_count(threads);
  std::vector<FileContent> files;
  for (const Output& output : outputs) {
    if (output.format == "csv") files.push_back({output.file, "", [&run, all, used](const TakePiece& take) { write_csv(run, all, take, used); }});
    else files.push_back({output.file, render_report(run, output, all, options)});
  }
  return write_outputs(files);
}

}  // namespace sekisho::cli
