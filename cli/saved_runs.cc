// Reads the file, then the run. What begins as JSON does is a report; anything else has to be a bundle.
#include "cli/saved_runs.h"

#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/obligation.h"

namespace sekisho::cli {
namespace {

bool begins_like_json(const std::string& bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  return first == std::string::npos || bytes[first] == '{';
}

// Of a report `run` alone, of a bundle `sealed`.
struct Loaded {
  std::string name;
  std::optional<SavedRun> run;
  std::optional<Sealed> sealed;
};

Result<Loaded> load(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  Loaded loaded;
  loaded.name = path == "-" ? "<standard input>" : path;
  if (begins_like_json(*bytes)) {
    Result<SavedRun> run = read_saved_run(loaded.name, std::move(*bytes));
    if (!run) return run.error();
    loaded.run = std::move(*run);
    return loaded;
  }
  Verification opened = open_bundle(*bytes);
  if (opened.sealed) {
    loaded.sealed = std::move(opened.sealed);
    return loaded;
  }
  const std::string why = opened.refusals.empty() ? "" : " (" + opened.refusals.front().code + ": " + opened.refusals.front().message + ")";
  return Error{"`" + loaded.name + "` is neither a json report of `check` nor a sound bundle" + why, "`sekisho check --all -o json=FILE` writes a report, `sekisho seal` a bundle", {}};
}

}  // namespace

Result<SavedRun> load_saved_run(const std::string& path, bool with_names) {
  Result<Loaded> loaded = load(path);
  if (!loaded) return loaded.error();
  if (loaded->run) return std::move(*loaded->run);
  if (with_names) read_names(loaded->sealed->snapshot, loaded->sealed->run);
  return SavedRun{std::move(loaded->name), true, std::move(loaded->sealed->run)};
}

Result<HistoryRun> load_history_run(const std::string& path) {
  Result<Loaded> loaded = load(path);
  if (!loaded) return loaded.error();
  HistoryRun run;
  if (loaded->run) {
    run.saved = std::move(*loaded->run);
    return run;
  }
  run.saved = {std::move(loaded->name), true, std::move(loaded->sealed->run)};
  run.sealed = true;
  run.statement = std::move(loaded->sealed->statement);
  return run;
}

}  // namespace sekisho::cli
