// Comparison of two runs, by rule, resource and what decided. Nothing counts as fixed that was only no longer looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sekisho/saved_run.h"

namespace sekisho {

// What became of a finding that fails or is unknown in one of the two runs.
enum class Change : uint8_t {
  kNew,            // the later run fails or cannot decide what the earlier run passed or did not apply to; or fails what was unknown
  kAppeared,       // the resource was not in the earlier run
  kChangedReason,  // fails or is unknown in both, by other values; or failed and is unknown now
  kStill,          // the same in both, by the same values
  kGone,           // the resource is not there any longer, where all are looked at; or the rule no longer applies to it
  kFixed,          // the same rule, resource, adapter and coverage, it passes now, and what may have decided was looked at again
  kIncomparable    // nobody can tell: `why` says what differs
};
std::string_view to_string(Change change);   // "new", "appeared", "changed_reason", …

// Why two findings cannot be compared, or a word more on the change; stable keys.
enum class Why : uint8_t {
  kNone,
  kRuleNotEvaluated,      // the later run has no such rule
  kRuleIsNew,             // the earlier run has no such rule
  kRuleChanged,           // its digest
  kParametersChanged,     // the value of a parameter that it depends on
  kLanguageChanged,       // the edition
  kAdapterChanged,        // the adapter or its maps
  kCoverageChanged,       // all resources of its kind in one run, not in the other
  kNotLookedAt,           // not in the later run, and nothing says that it looked at everything there
  kNotLookedAtBefore,     // the earlier run did not look at its account
  kNotListed,             // the later run was saved without passes: it may pass, it may be gone
  kOtherSource,           // same address, but nothing says that it is the same estate
  kSeveral,               // several resources of this name in one run
  kNoLongerApplies,       // of kGone: the rule's condition is false now
  kMayHaveBeenThere,      // of kNew: the earlier run was saved without passes
  kSourceMissing,         // it passes, but an input or register that may have decided is not in the later run
  kMayHaveMoved           // a member of a list that has a number for a name: another number fails by the same values now
};
std::string_view to_string(Why why);

struct FindingChange {
  Change change = Change::kIncomparable;
  Why why = Why::kNone;
  std::string rule, severity, resource, kind, account;
  std::optional<Verdict> was, now;           // nullopt: not in that run
  std::vector<std::string> was_by, now_by;   // what decided: "encryption.enabled = false"; reasons of an unknown
  bool waived = false;                       // now, by a valid waiver
  bool known_before = false;                 // the earlier run has this very failure or unknown: a gate lets it pass
};

struct RuleChange {
  std::string rule;
  std::string change;                        // added, removed, digest, severity, parameters
  std::string was, now;
};

struct Comparison {
  std::vector<FindingChange> findings;       // by change, rule, resource
  size_t unchanged = 0;                      // pass or do not apply in both
  std::vector<RuleChange> rules;             // by rule
  std::vector<RuleChange> parameters;        // `rule` is the parameter; change: added, removed, value
  bool policy_changed = false, engine_changed = false;
  size_t count(Change change) const;
};

struct CompareOptions {
  bool ignore_paths = false;                 // sources of one adapter are of one estate, whatever their files are called
};

Comparison compare(const SavedRun& earlier, const SavedRun& later, const CompareOptions& options);

}  // namespace sekisho
