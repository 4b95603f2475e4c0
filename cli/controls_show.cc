// `sekisho controls show`: one control, why its rules support it, on what they can be decided, and what is left to people.
#include <iostream>
#include <set>

#include "cli/controls_view.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

std::string joined_names(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + harmless(word);
  return text;
}

const char* way(const ControlsView& view, const std::string& testable) {
  if (testable == "config") return view.word("configuration", "設定");
  if (testable == "document") return view.word("documents and records", "文書・記録");
  return view.word("a visit", "現地確認");
}

void show_facts(const ControlsView& view, const ControlInfo& control) {
  const auto line = [&](const char* en, const char* ja, const std::string& text) { std::cout << "  " << view.word(en, ja) << ": " << harmless(text) << "\n"; };
  if (!control.testable.empty()) {
    std::string ways = way(view, control.testable);
    if (!control.testable_secondary.empty()) ways += std::string(view.word(", then ", "、次いで")) + way(view, control.testable_secondary);
    line("looked at by", "確認方法", ways);
  }
  if (const std::string& requirement = view.text(control.requirement); !requirement.empty()) line("requirement", "要求", requirement);
  if (!control.critical_area.empty()) line("critical area", "重点領域", control.critical_area);
  if (control.inheritable) line("inheritable", "継承", view.word("may rest on the listed service below", "下層の登録サービスに依拠できる"));
  if (!control.since.empty()) line("in the catalogue since", "収録した版", control.since + (control.amended.empty() ? "" : view.word(", changed in ", "、変更 ") + control.amended));
}

void show_rule(const ControlsView& view, const Support& support) {
  const RunRule& rule = *support.rule;
  std::cout << "\n  " << rule.severity << "  " << rule.name << "  (" << support.supports->control << ")\n      " << harmless(view.text(rule.title)) << "\n      "
            << view.word("because: ", "理由: ") << harmless(view.text(support.supports->because)) << "\n";
  const RuleSourcesInfo& sources = view.sources.at(rule.name);
  if (const std::vector<std::string> deciding = deciding_sources(sources); !deciding.empty()) {
    std::cout << "      " << view.word("decided on: ", "判定できる入力: ") << joined_names(deciding) << "\n";
  }
  for (const RuleSourceInfo& source : sources.sources) {
    if (!source.missing.empty()) std::cout << "      " << view.word("not on ", "判定できない入力: ") << source.name << view.word(", which lacks ", "、不足: ") << joined_names(source.missing) << "\n";
  }
  if (!sources.registers.empty()) std::cout << "      " << view.word("needs the registers: ", "必要な台帳: ") << joined_names(sources.registers) << "\n";
}

// What no rule decides, from what the catalogue says of the control and what its rules read.
std::vector<std::string> left_to_people(const ControlsView& view, const ControlInfo& control, const std::vector<Support>& rules) {
  std::vector<std::string> lines;
  const auto needs = [&](const char* testable) { return control.testable == testable || control.testable_secondary == testable; };
  bool register_rules = false, configuration_rules = false;
  for (const Support& support : rules) {
    const RuleSourcesInfo& sources = view.sources.at(support.rule->name);
    configuration_rules = configuration_rules || !sources.sources.empty();
    register_rules = register_rules || !sources.registers.empty();
  }
  if (needs("config") && !configuration_rules) lines.push_back(view.word("the configuration: no rule reads it", "設定の確認: 対応するルールが無い"));
  if (needs("config") && configuration_rules) {
    lines.push_back(view.word("findings that are undecided, and resources that no input shows", "判定できなかった検出事項及び入力に現れないリソースの確認"));
  }
  if (needs("document") && !register_rules) lines.push_back(view.word("documents and records: no rule reads a register for it", "文書・記録の確認: 台帳を読むルールが無い"));
  if (needs("document") && register_rules) {
    lines.push_back(view.word("whether what the registers say is true, and the content of the documents they name", "台帳の記載の真実性及び台帳が参照する文書の内容の確認"));
  }
  if (const std::string& evidence = view.text(control.evidence); !evidence.empty()) lines.push_back(view.word("records: ", "記録: ") + evidence);
  if (needs("onsite")) lines.push_back(view.word("the visit itself: who sees what, when and where", "現地での確認(確認者・対象・日時・場所)"));
  if (control.inheritable) lines.push_back(view.word("where it rests on another service: that this service is listed, and for how long", "他サービスに依拠する場合: 当該サービスの登録及び有効期間の確認"));
  return lines;
}

}  // namespace

void show_control(const ControlsView& view, const ControlInfo& control) {
  std::cout << "ISMAP " << control.id << "\n  " << harmless(control.title.en) << "\n  " << harmless(control.title.ja) << "\n";
  show_facts(view, control);
  const std::vector<Support> rules = view.rules_of(control.id, true);
  if (rules.empty()) std::cout << view.word("\nNo rule supports it.\n", "\nこの管理策を支えるルールはありません。\n");
  for (const Support& support : rules) show_rule(view, support);
  const std::vector<std::string> left = left_to_people(view, control, rules);
  if (left.empty()) return;
  std::cout << view.word("\nLeft to people:\n", "\n人が確認する事項:\n");
  for (const std::string& line : left) std::cout << "  - " << harmless(line) << "\n";
}

void write_control(JsonWriter& json, const ControlsView& view, const ControlInfo& control) {
  json.begin_object();
  json.member("id", control.id);
  json.member("level", control.level);
  json.member("chapter", control.chapter);
  json.member("mandatory_suffix", control.suffix);
  json.member("testable", control.testable);
  json.member("testable_secondary", control.testable_secondary);
  json.member("requirement", control.requirement.en);
  json.member("critical_area", control.critical_area);
  json.key("inheritable");
  json.boolean(control.inheritable);
  json.member("evidence_en", control.evidence.en);
  json.member("evidence_ja", control.evidence.ja);
  json.member("since", control.since);
  json.member("amended", control.amended);
  json.member("title_en", control.title.en);
  json.member("title_ja", control.title.ja);
  json.key("rules");
  json.begin_array();
  for (const Support& support : view.rules_of(control.id, false)) {
    const RuleSourcesInfo& sources = view.sources.at(support.rule->name);
    json.begin_object();
    json.member("name", support.rule->name);
    json.member("severity", support.rule->severity);
    json.member("because_en", support.supports->because.en);
    json.member("because_ja", support.supports->because.ja);
    json.texts("decided_on", deciding_sources(sources));
    json.texts("registers", sources.registers);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace sekisho::cli
