// Control catalogues of users, and what supports a control: on which inputs its rules can be decided, which registers they read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekisho/api.h"

namespace sekisho {

struct RuleSourceInfo {
  std::string name;                   // "cloudformation", "kubernetes", "terraform aws"
  std::vector<std::string> missing;   // what the rule reads and this source never gives; empty: it decides the rule
};

struct RuleSourcesInfo {
  std::vector<RuleSourceInfo> sources;   // that know the rule's population, or what a rule on a register is joined with; by name
  std::vector<std::string> registers;    // kinds whose rows stand in registers, by name
  bool weighs_registers = false;         // it reads what their rows say, not only whether there are any
  bool on_register = false;              // the rule ranges over one of them
};

// By the rules' names (engine/query/rule_sources.h says what decides means).
std::map<std::string, RuleSourcesInfo> rule_sources(const CompiledPolicy& policy);

// A list of controls as somebody else keeps it: columns in any order, `id` and `title_en` or `title_ja` among them. `ignored`: the names of
// columns that were not taken. Errors carry their place.
struct ControlList {
  std::vector<ControlInfo> controls;   // in the order of their numbers
  std::vector<std::string> ignored;
};
Result<ControlList> import_controls(const SourcePtr& csv);

// The text of a catalogue: controls() reads it back. REQUIRES: ids are there once.
std::string catalogue_csv(const std::vector<ControlInfo>& controls);

// Whether `id` is `upper` or stands below it by its numbers: 9.2.3.11.PB below 9.2.3, 8.1.5.4.P below 8.1.5.P. False when one is no control id.
bool is_at_or_below(const std::string& id, const std::string& upper);

// A part of the catalogue that rules should support as a whole.
struct CoverageMeasure {
  Bilingual name;                        // "configuration objectives"
  bool by_register = false;              // decided by registers; else by the configuration of a cloud
  std::vector<std::string> controls;     // ids
};

// Reads the CSV of policies/ismap/catalogue/coverage.csv: which controls of `controls` each measure counts. Errors carry their place.
Result<std::vector<CoverageMeasure>> coverage_measures(const SourcePtr& csv, const std::vector<ControlInfo>& controls);

}  // namespace sekisho
