// `sekisho history FOLDER`: saved runs (`*.json`), sealed ones (`*.evb`) and failed ones (`*.failed`) of a period.
#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/saved_runs.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/history.h"

namespace sekisho::cli {
namespace {

Result<HistoryOptions> history_options(const Arguments& arguments) {
  HistoryOptions options;
  options.ignore_paths = arguments.has("--ignore-paths");
  if (arguments.has("--every")) {
    const std::optional<int64_t> every = parse_interval(arguments.value("--every"));
    if (!every) return Error{"`--every " + arguments.value("--every") + "` is no time between runs", "expected a minute or more: 30m, 12h, 1d", {}};
    options.every = *every;
  }
  for (const auto& [option, target] : {std::pair{"--from", &options.from}, std::pair{"--to", &options.to}}) {
    if (!arguments.has(option)) continue;
    if (options.every == 0) return Error{"`" + std::string(option) + "` needs `--every`", "write `--every 1d`, or leave it out", {}};
    *target = parse_time(arguments.value(option));
    if (!*target) return Error{"`" + arguments.value(option) + "` is no time", "expected a date (2026-04-01) or a time with its zone (2026-04-01T00:00:00Z)", {}};
  }
  return options;
}

// `NAME.failed`: the time of the attempt on the first line, then what went wrong.
FailedRun failed_run(const std::string& path) {
  FailedRun failed{path, {}, ""};
  const Result<std::string> text = read_file(path, size_t{1} << 20);
  if (!text) {
    failed.why = text.error().message;
    return failed;
  }
  const size_t end = std::min(text->find('\n'), text->size());
  failed.at = parse_time(text->substr(0, end));
  failed.why = text->substr(failed.at ? std::min(end + 1, text->size()) : 0, 400);
  while (!failed.why.empty() && failed.why.back() == '\n') failed.why.pop_back();
  std::replace(failed.why.begin(), failed.why.end(), '\n', ' ');
  return failed;
}

struct Found {
  std::vector<SavedRun> runs;
  std::vector<FailedRun> failures;
};

Result<Found> find_runs(const std::string& folder) {
  Found found;
  std::error_code ignored;
  for (const char* suffix : {".json", ".evb"}) {
    const Result<std::vector<std::string>> runs = list_files(folder, suffix);
    if (!runs) return runs.error();
    for (const std::string& path : *runs) {
      // The report beside a bundle of the same run tells nothing more.
      if (path.ends_with(".json") && std::filesystem::exists(path.substr(0, path.size() - 5) + ".evb", ignored)) continue;
      // What cannot be read is a gap that is shown: leaving it out would hide that there was a run.
      Result<SavedRun> saved = load_saved_run(path);
      if (saved) {
        keep_for_history(saved->run);
        found.runs.push_back(std::move(*saved));
      } else {
        found.failures.push_back({path, {}, saved.error().message});
      }
    }
  }
  const Result<std::vector<std::string>> failures = list_files(folder, ".failed");
  if (!failures) return failures.error();
  for (const std::string& path : *failures) found.failures.push_back(failed_run(path));
  std::stable_sort(found.runs.begin(), found.runs.end(), [](const SavedRun& a, const SavedRun& b) { return a.run.evaluated_at < b.run.evaluated_at; });
  return found;
}

}  // namespace

ExitCode run_history(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one folder of saved runs", "write `sekisho history FOLDER`", {}});
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const Result<HistoryOptions> options = history_options(arguments);
  if (!options) return refuse(options.error());
  const std::string& folder = arguments.positional()[0];
  const Result<Found> found = find_runs(folder);
  if (!found) return refuse(found.error());
  if (found->runs.empty() && found->failures.empty()) return refuse({"no saved run in `" + folder + "`", "`sekisho check --all -o json=FOLDER/TIME.json` saves one", {}});
  const Result<History> history = history_of(found->runs, found->failures, *options);
  if (!history) return refuse(history.error());
  const std::string report = arguments.has("--json") ? report_history_json(*history) : report_history_text(*history, text_options(arguments, *settings));
  if (const Result<void> written = write_file_atomically("-", report); !written) return refuse(written.error());
  return history->missed + history->failed > 0 ? kFailure : kGood;
}

}  // namespace sekisho::cli
