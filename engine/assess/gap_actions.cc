// Collected over the controls, then put in order.
#include "engine/assess/gap_actions.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/assess/gap_words.h"
#include "engine/report/words.h"

namespace sekisho {
namespace {

class Collector {
 public:
  explicit Collector(const GapReport& report) : report_(report) {}

  void take(const GapControl& control) {
    if (!control.own) return;
    switch (*control.own) {
      case ControlState::kGap:
        findings(control);
        rules(control, RuleWeight::kFails);
        break;
      case ControlState::kDocumentMissing: registers(control); break;
      case ControlState::kUndetermined:
        rules(control, RuleWeight::kUndecided);
        if (control.rules.empty() && control.inherited_from.empty()) add(GapAction::What::kWriteRule, control.control.id, control).text = write_rule();
        break;
      default: break;
    }
  }

  std::vector<GapAction> sorted() {
    std::vector<GapAction> list;
    for (auto& [key, action] : actions_) list.push_back(std::move(action));
    const auto order = [](const GapAction& one) {
      return std::tuple(one.what >= GapAction::What::kDecide, !one.mandatory, !one.critical, -static_cast<int64_t>(one.controls.size()), one.what, -severity_rank(one.severity));
    };
    std::stable_sort(list.begin(), list.end(), [&](const GapAction& a, const GapAction& b) { return order(a) < order(b); });
    return list;
  }

 private:
  GapAction& add(GapAction::What what, const std::string& subject, const GapControl& control) {
    GapAction& action = actions_[{what, subject}];
    action.what = what;
    action.subject = subject;
    if (action.controls.empty() || action.controls.back() != control.control.id) action.controls.push_back(control.control.id);
    action.mandatory = action.mandatory || control.mandatory;
    action.critical = action.critical || !control.control.critical_area.empty();
    return action;
  }

  void findings(const GapControl& control) {
    for (const size_t index : control.assessment_findings) {
      const AssessmentFinding& finding = report_.assessment_findings[index];
      if (finding.status != AssessmentFinding::Status::kClosed && finding.grade != "observation") add(GapAction::What::kCloseFinding, finding.id, control).text = close_finding(finding);
    }
  }

  void rules(const GapControl& control, RuleWeight weight) {
    for (const GapRule& one : control.rules) {
      if (one.weight != weight) continue;
      const RunRule& rule = report_.run->rules[one.rule];
      const bool fails = weight == RuleWeight::kFails;
      GapAction& action = add(fails ? GapAction::What::kMend : GapAction::What::kDecide, rule.name, control);
      action.text = fails ? rule.remedy : decide_rule(rule);
      action.severity = rule.severity;
      action.resources = fails ? rule.fail : rule.unknown;
    }
  }

  void registers(const GapControl& control) {
    for (const std::string& kind : control.missing_registers) add(GapAction::What::kSupplyRegister, kind, control).text = supply_register(kind);
  }

  const GapReport& report_;
  std::map<std::pair<GapAction::What, std::string>, GapAction> actions_;
};

}  // namespace

std::vector<GapAction> actions_of(const GapReport& report) {
  Collector collector(report);
  for (const GapControl& control : report.controls) collector.take(control);
  return collector.sorted();
}

}  // namespace sekisho
