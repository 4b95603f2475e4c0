// From a project to what its calendar is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/evaluation.h"
#include "sekisho/calendar.h"
#include "sekisho/statement.h"

namespace sekisho::cli {

// `prepared`: null where there are no registers. Errors: of the waivers; a mistake in the shipped table of days.
Result<CalendarInput> calendar_input(int64_t at, const std::string& at_basis, const Project& project, const std::optional<Statement>& statement, const Prepared* prepared);

}  // namespace sekisho::cli
