// A line for each objective and detailed control, for spreadsheets.
#include "engine/assess/gap_words.h"
#include "engine/base/csv.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr std::string_view kHeader =
    "control,level,state,state_ja,own_state,decided_by,mandatory,critical_area,title_en,title_ja,reasons_en,reasons_ja,failures,undecided,rules,registers,"
    "individual_controls,findings_overdue,findings_open,findings_closed,policy_digest,engine_version\n";

template <typename List, typename Text>
std::string joined(const List& list, const Text& text) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : "; ") + text(one);
  return out;
}

std::string findings_with(const GapReport& report, const GapControl& control, AssessmentFinding::Status status) {
  std::string out;
  for (const size_t index : control.assessment_findings) {
    if (report.assessment_findings[index].status == status) out += (out.empty() ? "" : "; ") + report.assessment_findings[index].id;
  }
  return out;
}

void write_line(std::string& out, const GapReport& report, const GapControl& control) {
  const Run& run = *report.run;
  size_t failures = 0, undecided = 0;
  for (const GapRule& rule : control.rules) {
    failures += run.rules[rule.rule].fail;
    undecided += run.rules[rule.rule].unknown;
  }
  const auto cell = [&](std::string_view text) { append_csv_cell(out, text); };
  cell(control.control.id);
  cell(std::to_string(control.control.level));
  cell(to_string(control.state));
  cell(state_name(control.state).ja);
  cell(control.own ? to_string(*control.own) : "");
  cell(control.decided_by);
  cell(control.mandatory ? "true" : "false");
  cell(control.control.critical_area);
  cell(control.control.title.en);
  cell(control.control.title.ja);
  cell(joined(control.reasons, [](const Bilingual& one) { return one.en; }));
  cell(joined(control.reasons, [](const Bilingual& one) { return one.ja; }));
  cell(std::to_string(failures));
  cell(std::to_string(undecided));
  cell(joined(control.rules, [&](const GapRule& rule) { return run.rules[rule.rule].name; }));
  cell(joined(control.registers, [](const std::string& kind) { return kind; }));
  cell(joined(control.measures, [&](size_t index) { return report.statement->measures[index].id; }));
  for (const auto status : {AssessmentFinding::Status::kOverdue, AssessmentFinding::Status::kOpen, AssessmentFinding::Status::kClosed}) cell(findings_with(report, control, status));
  cell(run.policy_digest);
  cell(run.engine_version);
  out += '\n';
}

}  // namespace

std::string report_gap_csv(const GapReport& report) {
  std::string out(kHeader);
  for (const GapControl& control : report.controls) {
    if (control.control.level >= 3) write_line(out, report, control);
  }
  return out;
}

}  // namespace sekisho
