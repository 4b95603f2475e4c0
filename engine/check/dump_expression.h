// Typed trees of checked expressions as text, one node a line.
#pragma once

#include <string>

#include "engine/check/program.h"

namespace sekisho {

// Appends `expression` at `depth` (two spaces a level), its parts below it.
void dump_expression(const Expression& expression, int depth, std::string* out);

// One line: `depth` times two spaces, `text`, line end.
void dump_line(int depth, const std::string& text, std::string* out);

}  // namespace sekisho
