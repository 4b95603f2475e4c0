// SK0508: two rules that demand the same of the same resources.
#include <map>
#include <string_view>

#include "engine/check/lint/lints.h"
#include "engine/check/lint/quoted.h"

namespace sekisho {
namespace {

// The rule's name where it is declared, for the caret.
Span name_span(const LintInput& input, const Rule& rule) {
  for (const syntax::File* file : input.files) {
    if (file->source != rule.span.source) continue;
    for (const syntax::RuleDeclaration& declared : file->rules) {
      if (declared.span.begin == rule.span.begin) return declared.name.span;
    }
  }
  return rule.span;
}

// The first word of a package names the pack it belongs to.
std::string_view pack_of(const Rule& rule) { return std::string_view(rule.package).substr(0, rule.package.find('.')); }

}  // namespace

void lint_same_condition(const LintInput& input, Diagnostics& diagnostics) {
  std::map<std::string, const Rule*> first_with;
  // A user's rule that repeats a shipped one is the user's to mend, so the shipped ones come first.
  for (const bool shipped : {true, false}) {
    for (const Rule& rule : input.program.rules) {
      const bool is_shipped = rule.span.source && input.options.shipped.count(rule.span.source->name()) > 0;
      if (is_shipped != shipped || rule.digest.empty()) continue;
      auto [first, is_new] = first_with.emplace(rule.digest, &rule);
      if (is_new) continue;
      const Rule& other = *first->second;
      // Packs of different makers may agree without knowing of each other.
      const Severity severity = pack_of(rule) == pack_of(other) ? Severity::kError : Severity::kWarning;
      diagnostics.add({"SK0508", severity, "`" + rule.name + "` has the same condition as `" + other.name + "`" + place_of(other.span, rule.span),
                       "keep one of the two; a rule may support several controls", name_span(input, rule)});
    }
  }
}

}  // namespace sekisho
