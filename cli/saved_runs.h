// Saved runs from files.
#pragma once

#include "sekisho/saved_run.h"

namespace sekisho::cli {

// A json report of `check`. Errors: those of read_file and read_saved_run.
Result<SavedRun> load_saved_run(const std::string& path);

}  // namespace sekisho::cli
