// Warns of a regular expression that stands where a text is looked for letter by letter.
#pragma once

#include <string>

#include "engine/check/session.h"
#include "engine/syntax/ast.h"

namespace sekisho {

// SK0339, when `argument` is a raw text with a character that regular expressions give a meaning. `place` tells who takes it as text: "`replace`", "`==`".
void warn_of_pattern_as_text(const syntax::Expression& argument, const std::string& place, Session& session);

}  // namespace sekisho
