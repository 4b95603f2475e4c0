// lint: the list of lints.
#include "engine/check/lint/lint.h"

#include "engine/check/lint/lints.h"

namespace sekisho {

void lint(const Program& program, const std::vector<const syntax::File*>& files, const CheckOptions& options, Diagnostics& diagnostics) {
  const LintInput input{program, files, options};
  lint_unused_parameter(input, diagnostics);
  lint_unused_define(input, diagnostics);
  lint_unused_local(input, diagnostics);
  lint_constant_condition(input, diagnostics);
  lint_same_condition(input, diagnostics);
  lint_absent_use(input, diagnostics);
}

}  // namespace sekisho
