// The lints, one a file. Each looks at a program that was checked without errors.
#pragma once

#include <vector>

#include "engine/check/check.h"
#include "engine/check/program.h"
#include "engine/syntax/ast.h"
#include "sekisho/diagnostic.h"

namespace sekisho {

// What every lint gets.
struct LintInput {
  const Program& program;
  const std::vector<const syntax::File*>& files;
  const CheckOptions& options;
  // Whether things that nothing uses are worth a warning in `source`.
  bool warns_unused(const SourcePtr& source) const { return options.warn_unused && source && options.shipped.count(source->name()) == 0; }
};

void lint_unused_parameter(const LintInput& input, Diagnostics& diagnostics);    // SK0501
void lint_unused_define(const LintInput& input, Diagnostics& diagnostics);       // SK0502
void lint_unused_local(const LintInput& input, Diagnostics& diagnostics);        // SK0503
void lint_constant_condition(const LintInput& input, Diagnostics& diagnostics);  // SK0504 to SK0507, SK0509
void lint_same_condition(const LintInput& input, Diagnostics& diagnostics);      // SK0508
void lint_absent_use(const LintInput& input, Diagnostics& diagnostics);          // SK0510

}  // namespace sekisho
