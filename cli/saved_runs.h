// Saved runs from files.
#pragma once

#include "sekisho/history.h"
#include "sekisho/saved_run.h"

namespace sekisho::cli {

// A json report of `check`, or a bundle of `seal`, whose results are then read; whether its signature is good is for `sekisho verify`, its digests are looked
// at here. `with_names`: of unknown findings (discharge_obligations), which cost a look through a bundle's snapshot. Errors: those of read_file and read_saved_run; a bundle that is not sound.
Result<SavedRun> load_saved_run(const std::string& path, bool with_names = false);

// The same with what a bundle tells for the history of a period.
Result<HistoryRun> load_history_run(const std::string& path);

}  // namespace sekisho::cli
