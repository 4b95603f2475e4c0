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

}  // namespace

Result<SavedRun> load_saved_run(const std::string& path, bool with_names) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const std::string name = path == "-" ? "<standard input>" : path;
  if (begins_like_json(*bytes)) return read_saved_run(name, std::move(*bytes));
  Verification opened = open_bundle(*bytes);
  if (opened.sealed) {
    if (with_names) read_names(opened.sealed->snapshot, opened.sealed->run);
    return SavedRun{name, true, std::move(opened.sealed->run)};
  }
  const std::string why = opened.refusals.empty() ? "" : " (" + opened.refusals.front().code + ": " + opened.refusals.front().message + ")";
  return Error{"`" + name + "` is neither a json report of `check` nor a sound bundle" + why, "`sekisho check --all -o json=FILE` writes a report, `sekisho seal` a bundle", {}};
}

}  // namespace sekisho::cli
