// Text of one `.seki` file to its syntax tree.
#pragma once

#include <memory>
#include <string>

#include "engine/syntax/ast.h"
#include "sekisho/diagnostic.h"

namespace sekisho::syntax {

// Always returns a tree, holding what could be understood; problems go to `diagnostics` (SK01xx). Bounded: text over 4 MiB, nesting
// deeper than 200 and more than 100 errors a file are refused with a diagnostic. Never throws.
std::unique_ptr<File> parse(const SourcePtr& source, Diagnostics& diagnostics);

// One expression that fills the whole text, for obligations and `with` values on the command line. Null after an error.
ExpressionPtr parse_expression(const SourcePtr& source, Diagnostics& diagnostics);

// `--dump=tokens` and `--dump=tree`: one token a line (line:column kind text); an indented tree.
std::string dump_tokens(const SourcePtr& source);
std::string dump(const File& file);

}  // namespace sekisho::syntax
