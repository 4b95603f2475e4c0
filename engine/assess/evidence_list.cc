// What to show for each control: from its rules and its individual controls.
#include <algorithm>
#include <set>

#include "engine/assess/gap_words.h"
#include "engine/value/literal.h"
#include "sekisho/gap.h"

namespace sekisho {
namespace {

enum Kind { kRegulation = 1, kDocument = 2, kRecord = 3, kSettings = 4, kFacility = 5 };

// Which kind of evidence the rows of a register are.
int kind_of_register(const std::string& name) {
  if (name == "document.policy") return kRegulation;
  static const std::set<std::string> kDocuments = {"operation.procedure", "scope.definition", "system.requirement", "continuity.plan", "customer.guide", "responsibility.agreement", "risk.criteria"};
  return kDocuments.contains(name) ? kDocument : kRecord;
}

class Lister {
 public:
  explicit Lister(const GapReport& report) : report_(report), run_(*report.run) {}

  void take(const GapControl& control) {
    if (!control.own || *control.own == ControlState::kExcluded || *control.own == ControlState::kInherited) return;
    settings(control);
    for (const std::string& kind : control.registers) record(control, kind);
    for (const size_t index : control.measures) individual(control, report_.statement->measures[index]);
    if (control.control.testable == "onsite") {
      EvidenceNeed& need = add(control, kFacility, {"what a visit sees", "現地で確認する事項"});
      need.missing.push_back({"a visit", "現地確認の実施"});
    }
    if (control.rules.empty() && control.measures.empty() && control.control.testable != "onsite") {
      EvidenceNeed& need = add(control, 0, {"not known", "不明"});
      need.missing.push_back(no_rule(false));
    }
  }

  std::vector<EvidenceNeed> done() { return std::move(needs_); }

 private:
  EvidenceNeed& add(const GapControl& control, int kind, const Bilingual& what) {
    EvidenceNeed need;
    need.control = control.control.id;
    need.kind = kind;
    need.what = what;
    if (report_.statement) {
      need.from = report_.statement->from;
      need.to = report_.statement->to;
    }
    needs_.push_back(std::move(need));
    return needs_.back();
  }

  // Settings, as rules over the configuration saw them.
  void settings(const GapControl& control) {
    std::vector<std::string> rules;
    bool seen = false;
    for (const GapRule& rule : control.rules) {
      if (rule.on_register) continue;
      const RunRule& info = run_.rules[rule.rule];
      rules.push_back(info.name);
      seen = seen || info.pass + info.fail > 0;
    }
    if (rules.empty()) return;
    EvidenceNeed& need = add(control, kSettings, {"settings of the cloud", "クラウドの設定値"});
    need.given_by = rules;
    if (!seen) need.missing.push_back({"an export or plan in which these rules find something to decide", "これらのルールで判定できるリソースを含むエクスポート又はプラン"});
    else for (const RunSource& source : run_.sources) {
      if (source.adapter != "register") need.given_by.push_back(source.path + (source.captured_at ? " (" + format_timestamp(*source.captured_at) + ")" : ""));
    }
  }

  void record(const GapControl& control, const std::string& kind) {
    EvidenceNeed& need = add(control, kind_of_register(kind), {"the register " + kind, "台帳 " + kind});
    for (const GapRegister& one : report_.registers) {
      if (one.kind == kind) need.given_by.push_back(one.path);
    }
    for (const GapRule& rule : control.rules) {
      if (std::find(rule.registers.begin(), rule.registers.end(), kind) == rule.registers.end()) continue;
      const RunRule& info = run_.rules[rule.rule];
      if (std::find(rule.missing.begin(), rule.missing.end(), kind) != rule.missing.end()) continue;
      need.given_by.push_back(info.name);
      if (info.fail > 0 && rule.on_register && info.population == kind) need.missing.push_back(rule_fails(info));
    }
    if (need.given_by.empty()) need.missing.push_back(register_missing(kind));
  }

  void individual(const GapControl& control, const GapMeasure& measure) {
    EvidenceNeed& need = add(control, measure.evidence_kind, measure.title);
    need.individual_control = measure.id;
    need.owner = measure.owner;
    need.frequency = measure.frequency;
    if (measure.from) need.from = need.from ? std::max(*need.from, *measure.from) : measure.from;
    if (measure.to) need.to = need.to ? std::min(*need.to, *measure.to) : measure.to;
    need.given_by = measure.rules;
    need.given_by.insert(need.given_by.end(), measure.registers.begin(), measure.registers.end());
    for (const std::string& named : measure.registers) {
      if (std::find(control.missing_registers.begin(), control.missing_registers.end(), named) != control.missing_registers.end()) need.missing.push_back(register_missing(named));
    }
    if (need.given_by.empty()) need.missing.push_back({"a file, rule or register: the individual control names none", "証拠となるファイル・ルール・台帳(個別管理策に指定がない)"});
  }

  const GapReport& report_;
  const Run& run_;
  std::vector<EvidenceNeed> needs_;
};

}  // namespace

std::vector<EvidenceNeed> evidence_list(const GapReport& report) {
  Lister lister(report);
  for (const GapControl& control : report.controls) {
    if (control.control.level >= 3) lister.take(control);
  }
  return lister.done();
}

}  // namespace sekisho
