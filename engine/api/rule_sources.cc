// rule_sources: what each rule can be decided on, as plain data.
#include "engine/query/rule_sources.h"

#include "sekisho/controls.h"

namespace sekisho {

std::map<std::string, RuleSourcesInfo> rule_sources(const CompiledPolicy& policy) {
  std::map<std::string, RuleSourcesInfo> out;
  for (const Rule& rule : policy.program->rules) {
    const RuleSources sources = sources_of(*policy.program, rule);
    RuleSourcesInfo& info = out[rule.name];
    for (const RuleSource& source : sources.sources) info.sources.push_back({source.name, source.missing});
    info.registers = sources.registers;
    info.weighs_registers = sources.weighs_registers;
    info.on_register = sources.on_register;
  }
  return out;
}

}  // namespace sekisho
