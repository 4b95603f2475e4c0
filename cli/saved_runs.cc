// Reads the file, then the run.
#include "cli/saved_runs.h"

#include "sekisho/file.h"

namespace sekisho::cli {

Result<SavedRun> load_saved_run(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return read_saved_run(path == "-" ? "<standard input>" : path, std::move(*bytes));
}

}  // namespace sekisho::cli
