// lint: what is well typed and still cannot be meant.
#pragma once

#include <vector>

#include "engine/check/check.h"
#include "engine/check/program.h"
#include "engine/syntax/ast.h"
#include "sekisho/diagnostic.h"

namespace sekisho {

// Adds SK05xx to `diagnostics`: errors for conditions that decide nothing and for rules that say the same, warnings for what
// nothing uses. `files` are the trees that `program` was made of. REQUIRES: `program` was checked without errors and its rules
// have their digests.
void lint(const Program& program, const std::vector<const syntax::File*>& files, const CheckOptions& options, Diagnostics& diagnostics);

}  // namespace sekisho
