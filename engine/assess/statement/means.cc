// means_changes: rules, maps, parameters and engine of two runs side by side.
#include <map>

#include "sekisho/statement_form.h"

namespace sekisho {
namespace {

using Values = std::map<std::string, std::string>;   // by name

void compare(const std::string& what, const Values& before, const Values& after, std::vector<MeansChange>& changes) {
  Values all = before;
  all.insert(after.begin(), after.end());
  const auto value = [](const Values& values, const std::string& name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  };
  for (const auto& [name, ignored] : all) {
    const std::string was = value(before, name), is = value(after, name);
    if (was != is) changes.push_back({what, name, was, is});
  }
}

Values rules_of(const Run& run) {
  Values values;
  for (const RunRule& rule : run.rules) values[rule.name] = rule.digest;
  return values;
}

Values maps_of(const Run& run) {
  Values values;
  for (const RunSource& source : run.sources) values[source.adapter] = source.maps_digest;
  return values;
}

}  // namespace

std::vector<MeansChange> means_changes(const Run& before, const Run& after) {
  std::vector<MeansChange> changes;
  if (before.engine_version != after.engine_version) changes.push_back({"engine", "", before.engine_version, after.engine_version});
  compare("rule", rules_of(before), rules_of(after), changes);
  compare("parameter", {before.parameters.begin(), before.parameters.end()}, {after.parameters.begin(), after.parameters.end()}, changes);
  compare("maps", maps_of(before), maps_of(after), changes);
  return changes;
}

}  // namespace sekisho
