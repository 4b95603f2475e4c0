// SK0501: a parameter that nothing reads.
#include "engine/check/lint/lints.h"
#include "engine/check/lint/usage.h"

namespace sekisho {
namespace {

// Read when waivers are checked (engine/api/waivers.cc), not by rules.
constexpr std::string_view kOfWaivers = "longest_waiver";

}  // namespace

void lint_unused_parameter(const LintInput& input, Diagnostics& diagnostics) {
  const Usage usage = usage_of(input);
  for (const syntax::File* file : input.files) {
    if (!input.warns_unused(file->source)) continue;
    for (const syntax::ParameterDeclaration& declared : file->parameters) {
      if (declared.name.text == kOfWaivers || !usage.idle(usage.parameters, *file, declared.name.text)) continue;
      diagnostics.warning("SK0501", declared.name.span, "no rule, define or map uses the parameter `" + declared.name.text + "`",
                          "whoever sets it changes nothing; use it or remove it");
    }
  }
}

}  // namespace sekisho
