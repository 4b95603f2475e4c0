// Rules of two runs, side by side.
#include "engine/evidence/rule_difference.h"

#include <algorithm>

namespace sekisho::evidence {

std::map<std::string, const RunRule*> rules_by_name(const Run& run) {
  std::map<std::string, const RunRule*> rules;
  for (const RunRule& rule : run.rules) rules[rule.name] = &rule;
  return rules;
}

std::map<std::string, std::string> parameters_of(const Run& run, const RunRule& rule) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : run.parameters) {
    if (std::find(rule.parameters.begin(), rule.parameters.end(), name) != rule.parameters.end()) values[name] = value;
  }
  return values;
}

Why rule_difference(const Run& earlier, const RunRule* was, const Run& later, const RunRule* now) {
  if (now == nullptr) return Why::kRuleNotEvaluated;
  if (was == nullptr) return Why::kRuleIsNew;
  if (earlier.language != later.language) return Why::kLanguageChanged;
  if (was->digest != now->digest || was->digest.empty()) return Why::kRuleChanged;
  if (parameters_of(earlier, *was) != parameters_of(later, *now)) return Why::kParametersChanged;
  return Why::kNone;
}

}  // namespace sekisho::evidence
