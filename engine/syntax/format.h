// The one layout of `.seki` files.
#pragma once

#include <optional>
#include <string>

#include "sekisho/diagnostic.h"

namespace sekisho::syntax {

// The text laid out: two spaces a level, aligned clauses in rules, comments kept where they stood, parentheses added where `and` stands
// beside `or`. format(format(t)) == format(t), and the tree of the result equals that of the input. Nullopt (with diagnostics) when it does not parse.
std::optional<std::string> format(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace sekisho::syntax
