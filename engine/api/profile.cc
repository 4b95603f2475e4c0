// apply_profile: rules on and off, severities, parameters.
#include "engine/api/profile.h"

#include <algorithm>
#include <optional>

#include "engine/api/select.h"
#include "sekisho/controls.h"

namespace sekisho {
namespace {

const std::vector<std::string> kSeverities = {"info", "low", "medium", "high", "critical"};

struct State {
  std::optional<std::string> off;   // why; not there: on
  std::string severity, severity_reason;
};

bool supports_one_of(const Rule& rule, const std::vector<std::string>& controls) {
  return std::any_of(rule.supports.begin(), rule.supports.end(), [&](const Supports& supports) {
    return std::any_of(controls.begin(), controls.end(), [&](const std::string& control) { return is_at_or_below(supports.control, control); });
  });
}

// The rules that `name` means: one, or all of a package.
Result<std::vector<int>> rules_named(const Program& program, const Profile& profile, const std::string& name) {
  std::vector<int> found;
  for (size_t i = 0; i < program.rules.size(); ++i) {
    const std::string& package = program.rules[i].package;
    if (package == name || package.starts_with(name + ".")) found.push_back(static_cast<int>(i));
  }
  if (!found.empty()) return found;
  if (const int rule = program.find_rule(name); rule >= 0) return std::vector<int>{rule};
  std::vector<std::string> names;
  for (const Rule& rule : program.rules) names.insert(names.end(), {rule.name, rule.name.substr(rule.name.rfind('.') + 1), rule.package});
  const std::string near = nearest(name, names);
  return Error{"profile `" + profile.name + "`: there is no rule or package `" + name + "` in these packs, or several rules are called so",
               near.empty() ? "`--profile full` goes without a profile" : "did you mean `" + near + "`?", {}};
}

Result<void> apply(const Program& program, const Profile& profile, const ProfileEntry& entry, std::vector<State>& states) {
  if (entry.change == ProfileEntry::Change::kSeverity && std::find(kSeverities.begin(), kSeverities.end(), entry.severity) == kSeverities.end()) {
    return Error{"profile `" + profile.name + "`: `" + entry.severity + "` is no severity", "severities are info, low, medium, high, critical", {}};
  }
  for (const std::string& name : entry.rules) {
    const Result<std::vector<int>> rules = rules_named(program, profile, name);
    if (!rules) return rules.error();
    for (const int rule : *rules) {
      State& state = states[static_cast<size_t>(rule)];
      if (entry.change == ProfileEntry::Change::kOff) state.off = entry.reason;
      if (entry.change == ProfileEntry::Change::kOn) state.off.reset();
      if (entry.change == ProfileEntry::Change::kSeverity) {
        state.severity = entry.severity;
        state.severity_reason = entry.reason;
      }
    }
  }
  return {};
}

Result<void> add_parameters(const Program& program, const EvaluateOptions& options, AppliedProfile& applied) {
  applied.parameters = options.parameters;
  for (const ProfileParameter& parameter : options.profile.parameters) {
    const int index = find_parameter(program, parameter.name);
    if (index < 0) {
      std::vector<std::string> names;
      for (const Parameter& known : program.parameters) names.push_back(known.name);
      const std::string near = nearest(parameter.name, names);
      return Error{"profile `" + options.profile.name + "`: there is no parameter `" + parameter.name + "` in these packs, or several are called so",
                   near.empty() ? "`sekisho help project` tells how to write it" : "did you mean `" + near + "`?", {}};
    }
    const bool given = std::any_of(options.parameters.begin(), options.parameters.end(), [&](const auto& one) { return find_parameter(program, one.first) == index; });
    if (given) continue;
    const std::string& name = program.parameters[static_cast<size_t>(index)].name;
    applied.parameters.emplace_back(name, parameter.value);
    applied.told.changes.push_back({"parameter", name, parameter.value, "", parameter.reason});
  }
  return {};
}

}  // namespace

Result<AppliedProfile> apply_profile(const Program& program, const EvaluateOptions& options, const std::vector<int>& rules) {
  const Profile& profile = options.profile;
  AppliedProfile applied;
  applied.told.name = profile.name;
  std::vector<State> states(program.rules.size());
  for (size_t i = 0; i < states.size() && !profile.controls.empty(); ++i) {
    if (!supports_one_of(program.rules[i], profile.controls)) states[i].off = profile.controls_reason;
  }
  for (const ProfileEntry& entry : profile.entries) {
    if (Result<void> done = apply(program, profile, entry, states); !done) return done.error();
  }
  if (Result<void> done = add_parameters(program, options, applied); !done) return done.error();
  std::vector<RunProfileChange> severities, off;
  for (const int index : rules) {
    const Rule& rule = program.rules[static_cast<size_t>(index)];
    const State& state = states[static_cast<size_t>(index)];
    if (state.off && options.rules.empty()) {
      off.push_back({"off", rule.name, "", "", *state.off});
      continue;
    }
    applied.rules.push_back(index);
    const std::string was(to_string(rule.severity));
    if (state.severity.empty() || state.severity == was) continue;
    applied.severities[rule.name] = state.severity;
    severities.push_back({"severity", rule.name, state.severity, was, state.severity_reason});
  }
  if (applied.rules.empty() && !rules.empty()) return Error{"profile `" + profile.name + "` leaves no rule of these packs", "`--profile full` goes without a profile", {}};
  for (std::vector<RunProfileChange>* part : {&severities, &off}) {
    std::sort(part->begin(), part->end(), [](const RunProfileChange& a, const RunProfileChange& b) { return a.subject < b.subject; });
    applied.told.changes.insert(applied.told.changes.end(), part->begin(), part->end());
  }
  return applied;
}

}  // namespace sekisho
