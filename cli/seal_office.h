// What the ISMAP office's files add to a sealed run: the statement, the assessor's findings, what is due.
#pragma once

#include "cli/evaluation.h"
#include "cli/settings.h"
#include "sekisho/bundle.h"

namespace sekisho::cli {

// Adds them to `sealed`, whose run is there. Nothing where the project has none. Errors: a file that is there and cannot be taken whole.
Result<void> add_office(const Arguments& arguments, const Settings& settings, const Prepared& prepared, Sealed& sealed);

}  // namespace sekisho::cli
