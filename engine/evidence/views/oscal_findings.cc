// Findings of assessors in the plan of action: each a risk, each that is not closed an item, each corrective action a remediation.
#include "engine/evidence/views/oscal.h"

namespace sekisho::evidence {
namespace {

Bilingual grade_name(const std::string& grade) {
  if (grade == "major") return {"major nonconformity", "重大な不適合"};
  if (grade == "minor") return {"minor nonconformity", "軽微な不適合"};
  if (grade == "observation") return {"observation", "観察事項"};
  return {"grade not told", "区分の記載なし"};
}

}  // namespace

void Oscal::finding_risk(const SealedFinding& finding, size_t number) {
  const Bilingual grade = grade_name(finding.grade);
  begin_item("risk finding " + std::to_string(number));
  json_.member("title", oscal_line({"Finding " + finding.id + ": " + grade.en, "指摘 " + finding.id + ": " + grade.ja}));
  json_.member("description", oscal_paragraphs(finding.finding.empty() ? Bilingual{"The register does not tell the text of the finding.", "台帳に指摘の内容がない。"} : Bilingual{finding.finding, finding.finding}));
  std::string controls;
  for (const std::string& control : finding.controls) controls += (controls.empty() ? "" : ", ") + control;
  json_.member("statement", oscal_paragraphs({"Controls: " + controls, "管理策: " + controls}));
  begin_list("props");
  property("finding", finding.id);
  property("status", finding.status);
  for (const auto& [name, value] : {std::pair("grade", &finding.grade), std::pair("raised-by", &finding.source), std::pair("found", &finding.found), std::pair("owner", &finding.owner), std::pair("closed", &finding.closed)}) {
    if (!value->empty()) property(name, *value);
  }
  for (const std::string& control : finding.controls) property("control", control);
  json_.end_array();
  json_.member("status", finding.status == "closed" ? "closed" : finding.action.empty() ? "open" : "remediating");
  if (!finding.due.empty()) json_.member("deadline", finding.due + "T23:59:59+09:00");   // the day's end in Japan
  if (!finding.action.empty()) {
    begin_list("remediations");
    begin_item("remediation finding " + std::to_string(number));
    json_.member("lifecycle", finding.status == "closed" ? "completed" : "planned");
    json_.member("title", oscal_line({"Corrective action for " + finding.id, finding.id + " の是正処置"}));
    json_.member("description", oscal_paragraphs({finding.action, finding.action}));
    json_.end_object();
    json_.end_array();
  }
  json_.end_object();
}

void Oscal::finding_item(const SealedFinding& finding, size_t number) {
  begin_item("item finding " + std::to_string(number));
  const std::string due_en = finding.due.empty() ? "no day set" : (finding.status == "overdue" ? "overdue since " : "due ") + finding.due;
  const std::string due_ja = finding.due.empty() ? "期限の定めなし" : "期限 " + finding.due + (finding.status == "overdue" ? "（超過）" : "");
  json_.member("title", oscal_line({"Finding " + finding.id + ", " + due_en, "指摘 " + finding.id + "、" + due_ja}));
  json_.member("description", oscal_paragraphs(finding.action.empty() ? Bilingual{"No corrective action is decided yet.", "是正処置が未定。"} : Bilingual{finding.action, finding.action}));
  begin_list("related-risks");
  json_.begin_object();
  json_.member("risk-uuid", uuid("risk finding " + std::to_string(number)));
  json_.end_object();
  json_.end_array();
  json_.end_object();
}

}  // namespace sekisho::evidence
