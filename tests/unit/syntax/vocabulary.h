// Words of the syntax tests: a source from text, its tree and its complaints.
#pragma once

#include <memory>
#include <string>

#include "engine/syntax/parse.h"
#include "sekisho/diagnostic.h"

namespace sekisho::syntax {

SourcePtr source(std::string text);

// `text` as a whole file, after `language 1` and `package a` on the first line.
std::string with_head(const std::string& text);

// One line a diagnostic: "2:5 SK0120 message" with " | help" where there is one.
std::string complaints(const std::string& text);

// The first complaint about one expression, "" for none.
std::string complaint_about(const std::string& expression);

// An expression as nested lists: "(or a (and b c))". "error" when it does not parse.
std::string shape(const std::string& expression);
std::string shape(const Expression& expression);

}  // namespace sekisho::syntax
