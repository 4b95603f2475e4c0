// `sekisho controls --coverage`: how much of each part of the catalogue rules support, on which sources, and what is left.
#include <algorithm>
#include <iostream>
#include <set>

#include "cli/controls_view.h"
#include "cli/shipped.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

struct Covered {
  const ControlInfo* control;
  std::vector<std::string> rules;     // that count for the measure
  std::set<std::string> by;           // sources that decide one of them, or registers that they read
};

const ControlInfo& find(const ControlsView& view, const std::string& id) {
  return *std::find_if(view.controls.begin(), view.controls.end(), [&](const ControlInfo& control) { return control.id == id; });
}

// A rule counts for the configuration when some source decides it; for registers when it weighs what one says.
Covered covered(const ControlsView& view, const CoverageMeasure& measure, const std::string& id) {
  Covered out{&find(view, id), {}, {}};
  for (const Support& support : view.rules_of(id, true)) {
    const RuleSourcesInfo& sources = view.sources.at(support.rule->name);
    const std::vector<std::string> by = !measure.by_register ? deciding_sources(sources) : sources.weighs_registers ? sources.registers : std::vector<std::string>{};
    if (by.empty()) continue;
    out.rules.push_back(support.rule->name);
    out.by.insert(by.begin(), by.end());
  }
  return out;
}

void print(const ControlsView& view, const CoverageMeasure& measure, const std::vector<Covered>& all) {
  const auto supported = std::count_if(all.begin(), all.end(), [](const Covered& one) { return !one.rules.empty(); });
  std::cout << (view.language == Language::kJapanese ? view.text(measure.name) + ": " + std::to_string(all.size()) + " 件中 " + std::to_string(supported) + " 件"
                                                     : std::to_string(supported) + " of " + std::to_string(all.size()) + " " + view.text(measure.name))
            << "\n";
  for (const Covered& one : all) {
    std::string head = "  " + one.control->id;
    head.resize(std::max<size_t>(head.size() + 1, 12), ' ');
    std::cout << head;
    if (one.rules.empty()) {
      std::cout << view.word("NO RULE  ", "ルール無し  ") << harmless(view.text(one.control->title)) << "\n";
      continue;
    }
    std::string by;
    for (const std::string& name : one.by) by += (by.empty() ? "" : ", ") + name;
    std::cout << one.rules.size() << view.word(one.rules.size() == 1 ? " rule   " : " rules  ", " 件  ") << harmless(by) << "\n";
  }
  std::cout << "\n";
}

void write(JsonWriter& json, const CoverageMeasure& measure, const std::vector<Covered>& all) {
  json.begin_object();
  json.member("name_en", measure.name.en);
  json.member("name_ja", measure.name.ja);
  json.member("supported", static_cast<int64_t>(std::count_if(all.begin(), all.end(), [](const Covered& one) { return !one.rules.empty(); })));
  json.member("of", static_cast<int64_t>(all.size()));
  json.key("controls");
  json.begin_array();
  for (const Covered& one : all) {
    json.begin_object();
    json.member("id", one.control->id);
    json.texts("rules", one.rules);
    json.texts(measure.by_register ? "registers" : "decided_on", one.by);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

Result<void> show_coverage(const ControlsView& view, bool as_json) {
  const SourcePtr table = shipped_coverage();
  if (table == nullptr) return Error{"this build holds no table of coverage", "", {}};
  const Result<std::vector<CoverageMeasure>> measures = coverage_measures(table, view.controls);
  if (!measures) return measures.error();
  std::string out;
  JsonWriter json(&out, true);
  json.begin_array();
  for (const CoverageMeasure& measure : *measures) {
    std::vector<Covered> all;
    for (const std::string& id : measure.controls) all.push_back(covered(view, measure, id));
    if (as_json) write(json, measure, all);
    else print(view, measure, all);
  }
  json.end_array();
  if (as_json) std::cout << out << "\n";
  return {};
}

}  // namespace sekisho::cli
