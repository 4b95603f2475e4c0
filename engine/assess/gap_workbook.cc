// The gap report as a workbook, in Japanese as the programme's forms are: chapters, controls, what to do first, findings of assessments.
#include <algorithm>

#include "engine/assess/gap_words.h"
#include "engine/value/literal.h"
#include "sekisho/gap.h"
#include "sekisho/workbook.h"

namespace sekisho {
namespace {

std::string number(size_t count) { return count == 0 ? "" : std::to_string(count); }

template <typename List, typename Text>
std::string joined_cell(const List& list, const Text& text) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : "、") + std::string(text(one));
  return workbook_cell(out);
}

std::string status_name(AssessmentFinding::Status status) {
  return status == AssessmentFinding::Status::kOverdue ? "期限超過" : status == AssessmentFinding::Status::kOpen ? "未完了" : "完了";
}

WorkbookSheet chapters(const GapReport& report) {
  WorkbookSheet sheet{"章別", {"章", "表題"}, {6, 36}, {}};
  for (size_t i = 0; i < kControlStates; ++i) {
    sheet.headings.push_back(state_name(static_cast<ControlState>(i)).ja);
    sheet.widths.push_back(11);
  }
  for (const GapControl& chapter : report.controls) {
    if (chapter.control.level != 1) continue;
    size_t counts[kControlStates] = {};
    for (const GapControl& one : report.controls) {
      if (one.control.level == 3 && one.control.chapter == chapter.control.chapter) ++counts[static_cast<size_t>(one.state)];
    }
    std::vector<std::string> row = {chapter.control.id, workbook_cell(chapter.control.title.ja)};
    for (const size_t count : counts) row.push_back(number(count));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

WorkbookSheet controls(const GapReport& report) {
  WorkbookSheet sheet{"管理策", {"管理策", "表題", "状態", "状態の根拠", "理由", "必須", "重点領域", "不合格", "判定不能", "ルール", "台帳", "個別管理策", "指摘"}, {13, 36, 12, 13, 48, 6, 9, 8, 9, 36, 24, 16, 16}, {}};
  for (const GapControl& one : report.controls) {
    if (one.control.level < 3) continue;
    size_t failures = 0, undecided = 0;
    for (const GapRule& rule : one.rules) {
      failures += report.run->rules[rule.rule].fail;
      undecided += report.run->rules[rule.rule].unknown;
    }
    sheet.rows.push_back({one.control.id, workbook_cell(one.control.title.ja), state_name(one.state).ja, one.decided_by, joined_cell(one.reasons, [](const Bilingual& reason) { return reason.ja; }), one.mandatory ? "○" : "",
                          one.control.critical_area, number(failures), number(undecided), joined_cell(one.rules, [&](const GapRule& rule) { return report.run->rules[rule.rule].name; }),
                          joined_cell(one.registers, [](const std::string& kind) { return kind; }), joined_cell(one.measures, [&](size_t index) { return report.statement->measures[index].id; }),
                          joined_cell(one.assessment_findings, [&](size_t index) { return report.assessment_findings[index].id + "(" + status_name(report.assessment_findings[index].status) + ")"; })});
  }
  return sheet;
}

WorkbookSheet actions(const GapReport& report) {
  WorkbookSheet sheet{"優先事項", {"順位", "対処", "対象", "内容", "管理策", "必須", "重点領域"}, {6, 14, 40, 60, 30, 6, 9}, {}};
  const auto what = [](GapAction::What one) -> std::string {
    static const char* const kNames[] = {"是正", "指摘の是正", "台帳の用意", "判定可能にする", "裏付けの用意"};
    return kNames[static_cast<size_t>(one)];
  };
  for (const GapAction& one : report.actions) {
    sheet.rows.push_back({std::to_string(sheet.rows.size() + 1), what(one.what), workbook_cell(one.subject), workbook_cell(one.text.ja), joined_cell(one.controls, [](const std::string& id) { return id; }), one.mandatory ? "○" : "", one.critical ? "○" : ""});
  }
  return sheet;
}

WorkbookSheet findings(const GapReport& report) {
  WorkbookSheet sheet{"指摘", {"番号", "状況", "区分", "管理策", "内容", "処置", "担当", "検出日", "期限", "完了日", "証拠"}, {12, 10, 12, 20, 48, 40, 12, 12, 12, 12, 30}, {}};
  for (const AssessmentFinding& one : report.assessment_findings) {
    sheet.rows.push_back({workbook_cell(one.id), status_name(one.status), one.grade, joined_cell(one.controls, [](const std::string& id) { return id; }), workbook_cell(one.text), workbook_cell(one.action), workbook_cell(one.owner), date_or_none(one.found), date_or_none(one.due), date_or_none(one.closed), workbook_cell(one.evidence)});
  }
  return sheet;
}

}  // namespace

Result<std::string> report_gap_xlsx(const GapReport& report) { return write_workbook({chapters(report), controls(report), actions(report), findings(report)}); }

}  // namespace sekisho
