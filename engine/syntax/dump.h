// The syntax tree as text, for comparisons that must not see layout.
#pragma once

#include <string>

#include "engine/syntax/ast.h"

namespace sekisho::syntax {

// As dump(), with parentheses left out: what the formatter must not change.
std::string dump_without_parentheses(const File& file);

}  // namespace sekisho::syntax
