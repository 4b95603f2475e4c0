// A run as a workbook: what people sort and filter in a spreadsheet and send on.
#include <array>

#include "engine/report/text_parts.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/workbook.h"

namespace sekisho {
namespace {

std::string controls_of_rule(const RunRule& rule) {
  std::string text;
  for (const RunSupports& one : rule.supports) text += (text.empty() ? "" : "、") + catalogue_name(one.catalogue) + " " + one.control;
  return workbook_cell(text);
}

WorkbookSheet facts(const Run& run) {
  WorkbookSheet sheet{"要約", {"項目 / item", "内容 / value"}, {28, 80}, {}};
  const Totals totals = totals_of(run);
  const auto fact = [&](const std::string& name, const std::string& value) { sheet.rows.push_back({name, workbook_cell(value)}); };
  for (const auto& [word, count] : {std::pair(Word::kFail, totals.fail), std::pair(Word::kUnknown, totals.unknown), std::pair(Word::kPass, totals.pass), std::pair(Word::kNotApplicable, totals.not_applicable)}) {
    fact(say(word, Language::kJapanese) + " / " + say(word, Language::kEnglish), std::to_string(count));
  }
  fact(say(Word::kVacuous, Language::kJapanese) + " / " + say(Word::kVacuous, Language::kEnglish), std::to_string(totals.vacuous));
  fact(say(Word::kApplicabilityUnknown, Language::kJapanese) + " / " + say(Word::kApplicabilityUnknown, Language::kEnglish), std::to_string(totals.applicability_unknown));
  fact("評価時点 / evaluated", format_timestamp(run.evaluated_at) + " (" + basis_words(run.evaluated_at_basis, Language::kJapanese) + ")");
  fact("エンジン / engine", "sekisho " + run.engine_version);
  fact("ポリシー / policy", run.policy_digest);
  for (const RunSource& source : run.sources) fact("入力 / source", source.path + "\n" + source.digest);
  for (const auto& [state, name] : {std::pair("not_seen", "対象のうち、どの入力にも現れないもの / expected, not shown"), std::pair("excluded", "対象のうち、理由を付して除いたもの / expected, left out"), std::pair("shown", "対象のうち、入力にあるもの / expected, shown")}) {
    for (const std::string& text : expected_texts(run, state)) fact(name, text);
  }
  for (const auto& [type, count] : run.unmapped_types) fact("マップの無い種別 / no map covers", type + " (" + std::to_string(count) + ")");
  return sheet;
}

WorkbookSheet rules(const Run& run) {
  WorkbookSheet sheet{"ルール", {"深刻度", "ルール", "表題", "title", "管理策", "不合格", "判定不能", "合格", "対象外", "対処"}, {8, 40, 40, 40, 20, 8, 9, 8, 8, 50}, {}};
  for (const RunRule& rule : run.rules) {
    sheet.rows.push_back({severity_word(rule.severity, Language::kJapanese), rule.name, workbook_cell(rule.title.ja), workbook_cell(rule.title.en), controls_of_rule(rule), std::to_string(rule.fail),
                          std::to_string(rule.unknown), std::to_string(rule.pass), std::to_string(rule.not_applicable), workbook_cell(rule.remedy.ja)});
  }
  return sheet;
}

// What decided a failure, or why nobody can tell.
std::string decided(const Finding& finding) {
  std::string text;
  const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "; ") + line; };
  for (const WitnessItem& item : finding.witness) add(item.path.empty() ? item.resource + ": " + item.value : (item.resource == finding.resource ? "" : item.resource + " ") + item.path + " = " + item.value);
  for (const FindingReason& reason : finding.reasons) add(reason.text.empty() ? reason_word(reason.code, Language::kJapanese) : reason.text);
  return workbook_cell(text);
}

WorkbookSheet findings(const Run& run) {
  WorkbookSheet sheet{"判定", {"判定", "verdict", "深刻度", "ルール", "リソース", "種別", "場所", "内容", "message", "根拠", "残る条件", "例外承認", "管理策"}, {9, 9, 8, 36, 36, 20, 24, 40, 40, 40, 30, 30, 20}, {}};
  for (const Finding& finding : run.findings) {
    if (finding.verdict == Verdict::kNotApplicable) continue;
    const RunRule& rule = run.rules[static_cast<size_t>(finding.rule)];
    const RunWaiver* waiver = waiver_of(run, finding);
    std::string verdict = verdict_word(finding.verdict, Language::kJapanese);
    if (finding.vacuous) verdict += "（" + say(Word::kVacuous, Language::kJapanese) + "）";
    if (finding.applicability_unknown) verdict += "（" + say(Word::kApplicabilityUnknown, Language::kJapanese) + "）";
    sheet.rows.push_back({verdict, verdict_word(finding.verdict, Language::kEnglish), severity_word(rule.severity, Language::kJapanese), rule.name, workbook_cell(finding.resource), workbook_cell(finding.kind),
                          workbook_cell(place_text(finding.place)), workbook_cell(finding.message.ja), workbook_cell(finding.message.en), decided(finding), workbook_cell(finding.obligation),
                          waiver == nullptr ? "" : workbook_cell(waiver_text(*waiver, Language::kJapanese)), controls_of_rule(rule)});
  }
  return sheet;
}

}  // namespace

Result<std::string> run_workbook(const Run& run) { return write_workbook({facts(run), rules(run), findings(run)}); }

}  // namespace sekisho
