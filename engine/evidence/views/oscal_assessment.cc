// Assessment plan, assessment results and plan of action: what had to be looked at, what was found, what is left to do.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/evidence/views/oscal.h"

namespace sekisho::evidence {

std::vector<Oscal::Observed> Oscal::observed() const {
  std::map<std::pair<size_t, size_t>, Observed> all;
  for (const Finding& finding : run_.findings) {
    const std::pair key(static_cast<size_t>(finding.rule), static_cast<size_t>(finding.source));
    Observed& one = all[key];
    std::tie(one.rule, one.source) = key;
    switch (finding.verdict) {
      case Verdict::kPass: ++one.pass; break;
      case Verdict::kFail: ++one.fail; break;
      case Verdict::kUnknown: ++one.unknown; break;
      case Verdict::kNotApplicable: ++one.not_applicable; break;
    }
    if (finding.vacuous) ++one.vacuous;
    if (finding.applicability_unknown) ++one.applicability_unknown;
    if (finding.waiver >= 0) ++one.waived;
  }
  std::vector<Observed> list;
  for (const auto& [key, one] : all) list.push_back(one);
  return list;
}

std::vector<size_t> Oscal::used_waivers() const {
  std::set<size_t> used;
  for (const Finding& finding : run_.findings) {
    if (finding.waiver >= 0) used.insert(static_cast<size_t>(finding.waiver));
  }
  return {used.begin(), used.end()};
}

void Oscal::assessment_plan() {
  begin("assessment-plan", {"What this run had to cover", "この評価が対象とすべき範囲"});
  json_.key("import-ssp");
  json_.begin_object();
  json_.member("href", resource_link("ssp"));
  json_.end_object();
  control_selections();
  json_.key("back-matter");
  json_.begin_object();
  begin_list("resources");
  no_such_document("ssp", {"System security plan", "システムセキュリティ計画"});
  for (const std::string& input : sealed_.schedule.inputs) {
    resource("input " + input, {"Input: " + input, "入力: " + input}, {"named by " + sealed_.schedule.origin, sealed_.schedule.origin + " による指定"});
  }
  json_.end_array();
  json_.end_object();
  end();
}

void Oscal::observation(const Observed& one) {
  const RunRule& rule = run_.rules[one.rule];
  const RunSource& source = run_.sources[one.source];
  begin_item(observation_name(one));
  json_.member("title", oscal_line(rule.title));
  const std::string counts_en = std::to_string(one.pass) + " pass, " + std::to_string(one.fail) + " fail, " + std::to_string(one.unknown) + " unknown, " + std::to_string(one.not_applicable) + " not applicable";
  const std::string counts_ja = "合格 " + std::to_string(one.pass) + "、不合格 " + std::to_string(one.fail) + "、判定不能 " + std::to_string(one.unknown) + "、対象外 " + std::to_string(one.not_applicable);
  json_.member("description", oscal_paragraphs({rule.name + " on " + source.path + ": " + counts_en, source.path + " に対する " + rule.name + ": " + counts_ja}));
  begin_list("props");
  property("rule", rule.name);
  property("rule-digest", rule.digest);
  property("severity", rule.severity);
  for (const auto& [name, number] : {std::pair("pass", one.pass), std::pair("fail", one.fail), std::pair("unknown", one.unknown), std::pair("not-applicable", one.not_applicable),
                                     std::pair("vacuous", one.vacuous), std::pair("applicability-unknown", one.applicability_unknown), std::pair("waived", one.waived)}) {
    if (number > 0) property(name, std::to_string(number));
  }
  json_.end_array();
  begin_list("methods");
  json_.string("TEST");
  json_.end_array();
  begin_list("relevant-evidence");
  json_.begin_object();
  json_.member("href", resource_link("source " + std::to_string(one.source)));
  json_.member("description", oscal_line({"what was read: " + source.path, "読み込んだ入力: " + source.path}));
  json_.end_object();
  json_.end_array();
  json_.member("collected", time_text(source.captured_at.value_or(run_.evaluated_at)));
  json_.end_object();
}

// A control that some rule fails is not satisfied; one whose rules all were decided, and of which one really looked at something, is. Anything else
// is no finding: what could not be decided satisfies nothing.
std::optional<bool> Oscal::satisfied(const ViewControl& control) const {
  size_t fail = 0, undecided = 0, looked_at = 0;
  for (const size_t index : control.rules) {
    const RunRule& rule = run_.rules[index];
    fail += rule.fail;
    undecided += rule.unknown + rule.applicability_unknown;
    looked_at += rule.pass - rule.vacuous;
  }
  if (fail > 0) return false;
  if (undecided > 0 || looked_at == 0) return std::nullopt;
  return true;
}

void Oscal::finding(const std::string& token, const ViewControl& control, bool is_satisfied, const std::vector<Observed>& all) {
  size_t fail = 0;
  for (const size_t index : control.rules) fail += run_.rules[index].fail;
  begin_item("finding " + token);
  json_.member("title", oscal_line({control.supports->control + " " + control.supports->title.en, control.supports->control + " " + control.supports->title.ja}));
  json_.member("description", oscal_paragraphs(!is_satisfied ? Bilingual{std::to_string(fail) + " resources fail rules that support it", "裏付けるルールに不合格のリソースが " + std::to_string(fail) + " 件ある"}
                                                        : Bilingual{"everything that was looked at supports it; what no rule looks at is for people to judge", "確認したものはすべて管理策を裏付ける。ルールが扱わない事項は人が判断する"}));
  json_.key("target");
  json_.begin_object();
  json_.member("type", "objective-id");
  json_.member("target-id", token);
  json_.key("status");
  json_.begin_object();
  json_.member("state", is_satisfied ? "satisfied" : "not-satisfied");
  json_.member("reason", is_satisfied ? "pass" : "fail");
  json_.end_object();
  json_.end_object();
  begin_list("related-observations");
  for (const Observed& one : all) {
    if (std::find(control.rules.begin(), control.rules.end(), one.rule) == control.rules.end()) continue;
    json_.begin_object();
    json_.member("observation-uuid", uuid(observation_name(one)));
    json_.end_object();
  }
  json_.end_array();
  std::set<size_t> waivers;
  for (const Finding& each : run_.findings) {
    if (each.waiver >= 0 && std::find(control.rules.begin(), control.rules.end(), static_cast<size_t>(each.rule)) != control.rules.end()) waivers.insert(static_cast<size_t>(each.waiver));
  }
  if (!waivers.empty()) {
    begin_list("related-risks");
    for (const size_t waiver : waivers) {
      json_.begin_object();
      json_.member("risk-uuid", uuid("risk " + std::to_string(waiver)));
      json_.end_object();
    }
    json_.end_array();
  }
  json_.end_object();
}

// A waiver accepts a risk until it ends.
void Oscal::risk(size_t index) {
  const RunWaiver& waiver = run_.waivers[index];
  begin_item("risk " + std::to_string(index));
  json_.member("title", oscal_line({"Waiver " + waiver.id, "例外承認 " + waiver.id}));
  json_.member("description", oscal_paragraphs(waiver.reason));
  json_.member("statement", oscal_paragraphs({waiver.rule + " on " + waiver.resource, waiver.resource + " に対する " + waiver.rule}));
  begin_list("props");
  property("waiver", waiver.id);
  property("owner", waiver.owner);
  property("approver", waiver.approver);
  if (!waiver.ticket.empty()) property("ticket", waiver.ticket);
  json_.end_array();
  json_.member("status", "deviation-approved");
  json_.member("deadline", time_text(waiver.expires_at));
  json_.end_object();
}

void Oscal::assessment_results() {
  begin("assessment-results", {"Results of this run", "この評価の結果"});
  json_.key("import-ap");
  json_.begin_object();
  json_.member("href", resource_link("plan"));
  json_.end_object();
  begin_list("results");
  begin_item("result");
  json_.member("title", "Check of configuration and registers / 構成と台帳の判定");
  json_.member("description", oscal_paragraphs({"Evaluated at " + time_text(run_.evaluated_at) + ". What was undecided is an observation and no finding.", "評価時点 " + time_text(run_.evaluated_at) + "。判定不能は観察事項のみとし、所見としない。"}));
  json_.member("start", time_text(sealed_.started_at));
  json_.member("end", time_text(sealed_.finished_at));
  control_selections();
  const std::vector<Observed> all = observed();
  if (!all.empty()) {
    begin_list("observations");
    for (const Observed& one : all) observation(one);
    json_.end_array();
  }
  const std::vector<size_t> waivers = used_waivers();
  if (!waivers.empty()) {
    begin_list("risks");
    for (const size_t waiver : waivers) risk(waiver);
    json_.end_array();
  }
  const std::map<std::string, ViewControl> controls = controls_of(run_);
  if (std::any_of(controls.begin(), controls.end(), [&](const auto& one) { return satisfied(one.second).has_value(); })) {   // an empty list has no form
    begin_list("findings");
    for (const auto& [token, control] : controls) {
      if (const std::optional<bool> state = satisfied(control)) finding(token, control, *state, all);
    }
    json_.end_array();
  }
  json_.end_object();
  json_.end_array();
  json_.key("back-matter");
  json_.begin_object();
  begin_list("resources");
  resource("plan", {"The assessment plan of the same bundle", "同じバンドルの評価計画"}, {"document " + uuid("document assessment-plan"), "文書 " + uuid("document assessment-plan")});
  for (size_t i = 0; i < run_.sources.size(); ++i) {
    resource("source " + std::to_string(i), {"Source: " + run_.sources[i].path, "入力: " + run_.sources[i].path}, {run_.sources[i].adapter + ", " + std::to_string(run_.sources[i].resources) + " resources", run_.sources[i].adapter + "、リソース " + std::to_string(run_.sources[i].resources) + " 件"}, run_.sources[i].digest);
  }
  json_.end_array();
  json_.end_object();
  end();
}

void Oscal::plan_of_action() {
  begin("plan-of-action-and-milestones", {"What is left to do after this run", "この評価で残った対処事項"});
  json_.key("import-ssp");
  json_.begin_object();
  json_.member("href", resource_link("ssp"));
  json_.end_object();
  const std::vector<size_t> waivers = used_waivers();
  const std::vector<SealedFinding> assessed = assessment_findings_of(sealed_.snapshot, run_.evaluated_at);
  if (!waivers.empty() || !assessed.empty()) {
    begin_list("risks");
    for (const size_t waiver : waivers) risk(waiver);
    for (size_t i = 0; i < assessed.size(); ++i) finding_risk(assessed[i], i);
    json_.end_array();
  }
  begin_list("poam-items");
  for (const size_t index : waivers) {
    const RunWaiver& waiver = run_.waivers[index];
    begin_item("item waiver " + std::to_string(index));
    json_.member("title", oscal_line({"Waived until " + time_text(waiver.expires_at) + ": " + waiver.rule, time_text(waiver.expires_at) + " まで例外承認: " + waiver.rule}));
    json_.member("description", oscal_paragraphs(waiver.reason));
    begin_list("related-risks");
    json_.begin_object();
    json_.member("risk-uuid", uuid("risk " + std::to_string(index)));
    json_.end_object();
    json_.end_array();
    json_.end_object();
  }
  for (size_t i = 0; i < assessed.size(); ++i) {
    if (assessed[i].status != "closed") finding_item(assessed[i], i);
  }
  std::map<size_t, std::vector<const Finding*>> failures;   // that no waiver covers
  for (const Finding& finding : run_.findings) {
    if (finding.verdict == Verdict::kFail && finding.waiver < 0) failures[static_cast<size_t>(finding.rule)].push_back(&finding);
  }
  for (const auto& [index, list] : failures) {
    const RunRule& rule = run_.rules[index];
    begin_item("item rule " + rule.name);
    json_.member("title", oscal_line(rule.title));
    json_.member("description", oscal_paragraphs({std::to_string(list.size()) + " resources fail. " + rule.remedy.en, "不合格のリソース " + std::to_string(list.size()) + " 件。" + rule.remedy.ja}));
    begin_list("props");
    property("rule", rule.name);
    property("severity", rule.severity);
    for (const Finding* finding : list) property("resource", finding->resource);
    json_.end_array();
    json_.end_object();
  }
  json_.end_array();
  json_.key("back-matter");
  json_.begin_object();
  begin_list("resources");
  no_such_document("ssp", {"System security plan", "システムセキュリティ計画"});
  json_.end_array();
  json_.end_object();
  end();
}

}  // namespace sekisho::evidence
