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

Result<std::vector<std::string>> saved_runs_in(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code ignored;
  for (const char* suffix : {".json", ".evb"}) {
    const Result<std::vector<std::string>> found = list_files(folder, suffix);
    if (!found) return found.error();
    for (const std::string& path : *found) {
      // The report beside a bundle of the same run tells nothing more.
      if (path.ends_with(".json") && std::filesystem::exists(path.substr(0, path.size() - 5) + ".evb", ignored)) continue;
      paths.push_back(path);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Runs are read one after the other, and given on at once: most folders name them by time, so that the order of names is that of times. Where it is not,
// the times are known when all have been read, and all are read once more. Nullopt then: `paths` are in order now.
std::optional<HistoryBuilder> add_runs(std::vector<std::string>& paths, const HistoryOptions& options) {
  std::optional<HistoryBuilder> builder(std::in_place, options);
  std::vector<std::pair<int64_t, std::string>> order;
  for (const std::string& path : paths) {
    Result<HistoryRun> loaded = load_history_run(path);
    const int64_t at = loaded ? loaded->saved.run.evaluated_at : order.empty() ? 0 : order.back().first;
    if (!order.empty() && at < order.back().first) builder.reset();
    order.emplace_back(at, path);
    if (!builder) continue;
    // What cannot be read is a gap that is shown: leaving it out would hide that there was a run.
    if (loaded) builder->add(std::move(*loaded));
    else builder->add(FailedRun{path, {}, loaded.error().message});
  }
  if (builder) return builder;
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (size_t i = 0; i < order.size(); ++i) paths[i] = std::move(order[i].second);
  return std::nullopt;
}

}  // namespace

ExitCode run_history(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one folder of saved runs", "write `sekisho history FOLDER`", {}});
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const Result<HistoryOptions> options = history_options(arguments);
  if (!options) return refuse(options.error());
  const std::string& folder = arguments.positional()[0];
  Result<std::vector<std::string>> paths = saved_runs_in(folder);
  if (!paths) return refuse(paths.error());
  const Result<std::vector<std::string>> failures = list_files(folder, ".failed");
  if (!failures) return refuse(failures.error());
  if (paths->empty() && failures->empty()) return refuse({"no saved run in `" + folder + "`", "`sekisho check --all -o json=FOLDER/TIME.json` saves one", {}});
  std::optional<HistoryBuilder> builder = add_runs(*paths, *options);
  if (!builder) builder = add_runs(*paths, *options);
  if (!builder) return refuse({"the runs in `" + folder + "` change while they are read", "run it again when nothing writes there", {}});
  for (const std::string& path : *failures) builder->add(failed_run(path));
  const Result<History> history = builder->finish();
  if (!history) return refuse(history.error());
  const std::string report = arguments.has("--json") ? report_history_json(*history) : report_history_text(*history, text_options(arguments, *settings));
  if (const Result<void> written = write_file_atomically("-", report); !written) return refuse(written.error());
  return history->missed + history->failed + history->uncovered > 0 ? kFailure : kGood;
}

}  // namespace sekisho::cli
