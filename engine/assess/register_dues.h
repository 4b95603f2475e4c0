// What rows of registers make due.
#pragma once

#include "sekisho/calendar.h"

namespace sekisho {

// Adds an item for each row of `input.registers` that a rule of `input.rules` makes due, and the kinds that no register fills. Errors: a parameter that the
// table names and nobody has, or whose value is no period; a column that a register leaves out.
Result<void> add_register_dues(const CalendarInput& input, Calendar& calendar);

}  // namespace sekisho
