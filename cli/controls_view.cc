// Puts catalogue, rules and what rules can be decided on side by side.
#include "cli/controls_view.h"

#include <algorithm>
#include <set>

#include "cli/catalogue.h"
#include "cli/policies.h"
#include "cli/settings.h"
#include "cli/shipped.h"
#include "cli/terminal.h"

namespace sekisho::cli {

std::vector<Support> ControlsView::rules_of(const std::string& id, bool below) const {
  std::vector<Support> found;
  std::set<std::string> met;
  const auto take = [&](const std::string& control) {
    const auto [begin, end] = supporters.equal_range(control);
    for (auto at = begin; at != end; ++at) {
      if (met.insert(at->second.rule->name).second) found.push_back(at->second);
    }
  };
  take(id);
  if (!below) return found;
  for (const ControlInfo& control : controls) {
    if (control.id != id && is_at_or_below(control.id, id)) take(control.id);
  }
  return found;
}

std::vector<std::string> deciding_sources(const RuleSourcesInfo& sources) {
  std::vector<std::string> names;
  for (const RuleSourceInfo& source : sources.sources) {
    if (source.missing.empty()) names.push_back(source.name);
  }
  return names;
}

Result<std::optional<ControlsView>> controls_view(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return settings.error();
  ControlsView view;
  Result<std::vector<ControlInfo>> controls = project_controls(settings->project.catalogue);
  if (!controls) return controls.error();
  view.controls = std::move(*controls);
  const Result<PolicySet> texts = read_policies({settings->project.packs, settings->project.maps, false, settings->project.catalogue});
  if (!texts) return texts.error();
  const std::optional<CompiledPolicy> policy = compile_and_show(*texts);
  if (!policy) return std::optional<ControlsView>{};
  view.info = describe(*policy);
  view.sources = rule_sources(*policy);
  view.language = language_of(settings->project.language);
  std::optional<ControlsView> whole = std::move(view);
  for (const RunRule& rule : whole->info.rules) {
    for (const RunSupports& supports : rule.supports) {
      if (supports.catalogue == kDefaultPack) whole->supporters.emplace(supports.control, Support{&rule, &supports});
    }
  }
  return whole;
}

}  // namespace sekisho::cli
