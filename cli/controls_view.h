// What `sekisho controls` shows: the catalogue with the rules that support it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "sekisho/controls.h"
#include "sekisho/report.h"

namespace sekisho {
class JsonWriter;
}

namespace sekisho::cli {

struct Support {
  const RunRule* rule;
  const RunSupports* supports;
};

// The catalogue, the rules of the packs, and what each can be decided on.
struct ControlsView {
  std::vector<ControlInfo> controls;   // in the order of their numbers
  PolicyInfo info;
  std::map<std::string, RuleSourcesInfo> sources;   // by rule
  std::multimap<std::string, Support> supporters;   // by control; they point into `info`
  Language language = Language::kEnglish;

  const std::string& text(const Bilingual& both) const { return language == Language::kJapanese ? both.ja : both.en; }
  const char* word(const char* en, const char* ja) const { return language == Language::kJapanese ? ja : en; }
  // Rules that support the control itself, or with `below` also what stands below it; each rule once, by name.
  std::vector<Support> rules_of(const std::string& id, bool below) const;
};

// An Error when policies or catalogue cannot be used; nullopt when that was shown already.
Result<std::optional<ControlsView>> controls_view(const Arguments& arguments);

// Sources that decide the rule.
std::vector<std::string> deciding_sources(const RuleSourcesInfo& sources);

void show_control(const ControlsView& view, const ControlInfo& control);
// One control of `show --json` and of the list.
void write_control(JsonWriter& json, const ControlsView& view, const ControlInfo& control);

// `--coverage`.
Result<void> show_coverage(const ControlsView& view, bool json);

// `controls import FILE` and `controls diff A B`.
ExitCode import_list(const Arguments& arguments, const std::string& file);
ExitCode show_difference(const Arguments& arguments, const std::string& before, const std::string& after);

}  // namespace sekisho::cli
