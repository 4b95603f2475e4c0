// SK0502: a define that nothing uses.
#include "engine/check/lint/lints.h"
#include "engine/check/lint/usage.h"

namespace sekisho {

void lint_unused_define(const LintInput& input, Diagnostics& diagnostics) {
  const Usage usage = usage_of(input);
  for (const syntax::File* file : input.files) {
    if (!input.warns_unused(file->source)) continue;
    for (const syntax::DefineDeclaration& declared : file->defines) {
      if (!usage.idle(usage.defines, *file, declared.name.text)) continue;
      diagnostics.warning("SK0502", declared.name.span, "nothing uses the define `" + declared.name.text + "`", "use it or remove it");
    }
  }
}

}  // namespace sekisho
