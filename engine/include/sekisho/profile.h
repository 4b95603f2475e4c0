// Profiles: which rules of the packs somebody uses, how severe they are to them, and with which parameters; each change with its reason.
#pragma once

#include <string>
#include <vector>

namespace sekisho {

struct ProfileEntry {
  enum class Change { kOff, kOn, kSeverity } change = Change::kOff;
  std::vector<std::string> rules;   // qualified names or unique last parts of rules, or packages with all below them
  std::string severity;             // of kSeverity
  std::string reason;
};

struct ProfileParameter {
  std::string name, value;          // value as Seki writes it
  std::string reason;               // may be empty
};

struct Profile {
  std::string name = "full";
  std::vector<std::string> controls;         // not empty: only rules that support one of these, or what stands below it
  std::string controls_reason;
  std::vector<ProfileEntry> entries;         // in order: what comes later wins, over `controls` too
  std::vector<ProfileParameter> parameters;  // given ones (EvaluateOptions::parameters) win
};

// What a profile did to a run, for its reports.
struct RunProfileChange {
  std::string change;               // "off", "severity", "parameter"
  std::string subject;              // a rule or a parameter
  std::string value, was;           // of a severity or parameter; `was` of a severity
  std::string reason;
};
struct RunProfile {
  std::string name = "full";
  std::vector<RunProfileChange> changes;   // parameters, severities and rules switched off, each by name
};

}  // namespace sekisho
