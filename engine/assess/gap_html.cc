// The gap report as one page: chapters by state, how it went since earlier reports, what to do first, then control by control.
#include <algorithm>
#include <map>

#include "engine/assess/gap_words.h"
#include "engine/report/html/page.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"

namespace sekisho {
namespace {

HtmlTone tone_of(ControlState state) {
  switch (state) {
    case ControlState::kGap:
    case ControlState::kDocumentMissing: return HtmlTone::kBad;
    case ControlState::kUndetermined:
    case ControlState::kNoPopulation:
    case ControlState::kOnsite: return HtmlTone::kOpen;
    case ControlState::kSupported:
    case ControlState::kInherited: return HtmlTone::kGood;
    case ControlState::kExcluded: break;
  }
  return HtmlTone::kNone;
}

std::string mark(ControlState state) { return html_mark(tone_of(state), state_name(state)); }

class GapPageWriter {
 public:
  explicit GapPageWriter(const GapReport& report) : report_(report), run_(*report.run) {
    for (const Finding& finding : run_.findings) findings_[static_cast<size_t>(finding.rule)].push_back(&finding);
  }

  std::string content() const { return head() + expected() + tiles() + chapters() + trend() + actions() + assessment_findings() + controls() + made_from(); }

 private:
  std::string head() const {
    if (!report_.statement) return "<p>" + both({"There is no statement: every control counts as selected.", "言明書が指定されていないため、すべての管理策を選択したものとして扱います。"}) + "</p>\n";
    std::string out = "<p><strong>" + both(report_.statement->service) + "</strong>";
    if (report_.statement->from && report_.statement->to) {
      const std::string from = format_date(*report_.statement->from), to = format_date(*report_.statement->to);
      out += " · " + both({"assessment period " + from + " to " + to, "評価対象期間 " + from + " から " + to + " まで"});
    }
    out += "</p>\n";
    if (!report_.unknown_controls.empty()) {
      out += "<p>" + both({"Named, but in no catalogue, and so not assessed:", "カタログにないため評価していない管理策:"});
      for (const std::string& id : report_.unknown_controls) out += " " + html_code(id);
      out += "</p>\n";
    }
    return out;
  }

  std::string expected() const {
    std::string out;
    for (const std::string& one : expected_texts(run_, "not_seen")) out += "<p>" + both({"Expected, and shown by no input:", "対象とすべきもののうち、どの入力にも現れなかったもの:"}) + " " + html_text(one) + "</p>\n";
    for (const std::string& one : expected_texts(run_, "excluded")) out += "<p>" + both({"Left out:", "対象から除いたもの:"}) + " " + html_text(one) + "</p>\n";
    return out;
  }

  std::string tiles() const {
    std::string out = html_heading({"Control objectives", "統制目標"}) + "<ul class=\"tiles\">";
    for (size_t i = 0; i < kControlStates; ++i) {
      const ControlState state = static_cast<ControlState>(i);
      if (report_.counts.objectives[i] > 0) out += html_tile(tone_of(state), report_.counts.objectives[i], state_name(state));
    }
    return out + "</ul>\n";
  }

  std::string chapters() const {
    std::vector<HeatRow> rows;
    for (const GapControl& one : report_.controls) {
      const Bilingual id_and_title{one.control.id + " " + one.control.title.en, one.control.id + " " + one.control.title.ja};
      if (one.control.level == 1) rows.push_back({id_and_title, {}});
      if (one.control.level == 3 && !rows.empty()) rows.back().cells.push_back({one.control.id, tone_of(one.state), state_name(one.state), one.control.title, "#control-" + one.control.id});
    }
    rows.erase(std::remove_if(rows.begin(), rows.end(), [](const HeatRow& row) { return row.cells.empty(); }), rows.end());
    return html_heading({"Chapters", "章別の状態"}) + heat_map(rows);
  }

  std::string trend() const {
    if (!report_.compared) return "";
    std::vector<HtmlColumn> columns = {{{"report of", "評価時点"}}};
    for (size_t i = 0; i < kControlStates; ++i) columns.push_back({state_name(static_cast<ControlState>(i)), true});
    std::vector<std::vector<HtmlCell>> rows;
    const auto add = [&](const std::string& when, const size_t (&objectives)[kControlStates]) {
      rows.push_back({{html_text(when), ""}});
      for (const size_t count : objectives) rows.back().push_back({std::to_string(count), ""});
    };
    for (const GapPast& past : report_.earlier) add(past.evaluated_at, past.objectives);
    add(format_timestamp(run_.evaluated_at), report_.counts.objectives);
    std::string out = html_heading({"Since earlier reports", "前回レポートからの推移"}) + html_table({"Control objectives by state", "状態別の統制目標数"}, columns, rows);
    if (report_.changes.empty()) return out + "<p>" + both({"No control changed its state.", "状態が変わった管理策はありません。"}) + "</p>\n";
    std::vector<std::vector<HtmlCell>> changes;
    for (const GapChange& change : report_.changes) changes.push_back({{link(change.control), ""}, {both(state_of_key(change.before)), ""}, {both(state_of_key(change.after)), ""}});
    return out + html_table({"Controls that changed their state", "状態が変わった管理策"}, {{{"control", "管理策"}}, {{"before", "前回"}}, {{"now", "今回"}}}, changes);
  }

  static Bilingual state_of_key(const std::string& key) {
    for (size_t i = 0; i < kControlStates; ++i) {
      if (key == to_string(static_cast<ControlState>(i))) return state_name(static_cast<ControlState>(i));
    }
    return {"not there", "なし"};
  }

  // Only what has a section of its own is linked.
  std::string link(const std::string& id) const {
    const bool told = std::any_of(report_.controls.begin(), report_.controls.end(), [&](const GapControl& one) { return one.control.id == id && one.control.level >= 3; });
    return told ? "<a href=\"#control-" + html_text(id) + "\">" + html_text(id) + "</a>" : html_text(id);
  }

  static Bilingual what(GapAction::What what) {
    switch (what) {
      case GapAction::What::kMend: return {"mend", "是正"};
      case GapAction::What::kCloseFinding: return {"close the finding", "指摘の是正"};
      case GapAction::What::kSupplyRegister: return {"give the register", "台帳の用意"};
      case GapAction::What::kDecide: return {"make decidable", "判定可能にする"};
      case GapAction::What::kWriteRule: return {"nothing shows", "裏付けの用意"};
    }
    return {};
  }

  std::string actions() const {
    if (report_.actions.empty()) return "";
    std::vector<std::vector<HtmlCell>> rows;
    for (size_t i = 0; i < report_.actions.size(); ++i) {
      const GapAction& action = report_.actions[i];
      std::string controls;
      for (const std::string& id : action.controls) controls += (controls.empty() ? "" : ", ") + link(id);
      rows.push_back({{std::to_string(i + 1), ""}, {both(what(action.what)), ""}, {html_code(action.subject) + "<br>" + both(action.text), action.subject}, {controls, ""}, {std::to_string(action.controls.size()), ""}});
    }
    return html_heading({"To do first", "優先して対処する事項"}) +
           html_table({"What is seen to be wrong before what is not known; mandatory controls and critical areas first", "不備が判明しているものを優先し、必須管理策・重点領域の順に示します"},
                      {{{"order", "順"}, true}, {{"what", "対処"}}, {{"subject", "対象"}}, {{"controls that wait for it", "関係する管理策"}}, {{"number", "件数"}, true}}, rows);
  }

  std::string assessment_findings() const {
    if (report_.assessment_findings.empty()) return "";
    std::vector<std::vector<HtmlCell>> rows;
    for (const AssessmentFinding& one : report_.assessment_findings) {
      const bool closed = one.status == AssessmentFinding::Status::kClosed;
      const Bilingual status = closed ? Bilingual{"closed", "完了"} : one.status == AssessmentFinding::Status::kOpen ? Bilingual{"open", "未完了"} : Bilingual{"overdue", "期限超過"};
      const HtmlTone tone = closed ? HtmlTone::kGood : one.status == AssessmentFinding::Status::kOpen ? HtmlTone::kOpen : HtmlTone::kBad;
      const auto day = [](const std::optional<int32_t>& value) { return HtmlCell{date_or_none(value), ""}; };
      std::string controls;
      for (const std::string& id : one.controls) controls += (controls.empty() ? "" : ", ") + link(id);
      rows.push_back({{html_mark(tone, status), ""}, {html_text(one.id), ""}, {both(grade_name(one.grade)), one.grade}, {html_text(one.text) + (one.action.empty() ? "" : "<br>" + both({"action: ", "是正措置: "}) + html_text(one.action)), ""},
                      {html_text(one.owner), ""}, day(one.due), day(one.closed), {controls, ""}});
    }
    return html_heading({"Findings of assessors and visits", "監査・現地確認の指摘"}) +
           html_table({"Overdue first", "期限超過を先に示します"}, {{{"status", "状況"}}, {{"id", "番号"}}, {{"grade", "区分"}}, {{"finding", "指摘"}}, {{"owner", "担当"}}, {{"due", "期限"}}, {{"closed", "完了日"}}, {{"controls", "管理策"}}}, rows);
  }

  std::string controls() const {
    std::string out = html_heading({"Control by control", "管理策ごとの状態"}) + tools();
    for (const GapControl& one : report_.controls) {
      if (one.control.level == 1) out += "<h3>" + html_text(one.control.id) + " " + both(one.control.title) + "</h3>\n";
      if (one.control.level < 3) continue;
      out += "<section class=\"rule\" id=\"control-" + html_text(one.control.id) + "\" data-state=\"" + std::string(to_string(one.state)) + "\" data-words=\"" + html_text(one.control.id) + "\"><details><summary>" + mark(one.state) + " <strong>" + html_text(one.control.id) + "</strong> " + both(one.control.title);
      if (one.mandatory) out += " <span class=\"note\">" + both({"mandatory", "必須"}) + "</span>";
      out += "</summary><div>\n" + behind(one) + "</div></details></section>\n";
    }
    return out;
  }

  static std::string tools() {
    HtmlChoice states{"state", {"State", "状態"}, {}};
    for (size_t i = 0; i < kControlStates; ++i) states.options.emplace_back(to_string(static_cast<ControlState>(i)), state_name(static_cast<ControlState>(i)));
    return html_filter({"Filter: control, rule, resource or owner", "絞り込み（管理策・ルール・リソース・担当）"}, {states});
  }

  std::string behind(const GapControl& one) const {
    std::string out;
    if (!one.decided_by.empty() && one.decided_by != one.control.id) out += "<p>" + both({"decided by ", "決め手となった管理策: "}) + link(one.decided_by) + "</p>\n";
    if (!one.reasons.empty()) {
      out += "<ul>";
      for (const Bilingual& reason : one.reasons) out += "<li>" + both(reason) + "</li>";
      out += "</ul>\n";
    }
    if (!one.rules.empty()) {
      std::vector<std::vector<HtmlCell>> rows;
      for (const GapRule& rule : one.rules) {
        const RunRule& told = run_.rules[rule.rule];
        rows.push_back({{both(weight_name(rule.weight)), std::string(to_string(rule.weight))}, {both(told.title) + "<br>" + html_code(told.name) + resources(rule), told.name}, {std::to_string(told.fail), ""}, {std::to_string(told.unknown), ""}, {std::to_string(told.pass), ""}});
      }
      out += html_table({"rules", "ルール"}, {{{"says", "結果"}}, {{"rule", "ルール"}}, {{"fail", "不合格"}, true}, {{"unknown", "判定不能"}, true}, {{"pass", "合格"}, true}}, rows);
    }
    if (!one.measures.empty() && report_.statement) {
      std::vector<std::vector<HtmlCell>> rows;
      for (const size_t index : one.measures) {
        const GapMeasure& measure = report_.statement->measures[index];
        const std::string period = date_or_none(measure.from) + " – " + date_or_none(measure.to);
        rows.push_back({{html_text(measure.id), ""}, {both(measure.title), ""}, {html_text(measure.owner), ""}, {html_text(measure.frequency), ""}, {measure.evidence_kind == 0 ? "" : std::to_string(measure.evidence_kind), ""}, {html_text(period), ""}});
      }
      out += html_table({"individual controls", "個別管理策"}, {{{"id", "番号"}}, {{"control", "内容"}}, {{"owner", "担当"}}, {{"frequency", "頻度"}}, {{"evidence kind", "証跡の種類"}, true}, {{"period", "適用期間"}}}, rows);
    }
    return out.empty() ? "<p>" + both({"Nothing stands behind it.", "裏付けるものはありません。"}) + "</p>\n" : out;
  }

  static Bilingual weight_name(RuleWeight weight) {
    switch (weight) {
      case RuleWeight::kFails: return {"fails", "不合格あり"};
      case RuleWeight::kRegisterMissing: return {"register missing", "台帳なし"};
      case RuleWeight::kUndecided: return {"undecided", "判定不能"};
      case RuleWeight::kHolds: return {"holds", "合格"};
      case RuleWeight::kNothing: return {"nothing to judge", "対象なし"};
    }
    return {};
  }

  // The resources that fail or are undecided, where they decide what the rule says.
  std::string resources(const GapRule& rule) const {
    const auto found = findings_.find(rule.rule);
    const Verdict verdict = rule.weight == RuleWeight::kFails ? Verdict::kFail : Verdict::kUnknown;
    if (found == findings_.end() || (rule.weight != RuleWeight::kFails && rule.weight != RuleWeight::kUndecided)) return "";
    std::string items;
    size_t told = 0, all = 0;
    for (const Finding* finding : found->second) {
      if (finding->verdict != verdict) continue;
      if (++all > kShownResources) continue;
      ++told;
      items += "<li>" + html_code(finding->resource) + " <span class=\"note\">" + html_text(finding->place.file) + (finding->place.line == 0 ? "" : ":" + std::to_string(finding->place.line)) + "</span> " + both(finding->message) + "</li>";
    }
    if (told < all) items += "<li>" + both({"… and " + std::to_string(all - told) + " more", "… ほか " + std::to_string(all - told) + " 件"}) + "</li>";
    return items.empty() ? "" : "<ul class=\"decided\">" + items + "</ul>";
  }

  std::string made_from() const {
    std::string out = html_heading({say(Word::kMadeFrom, Language::kEnglish), say(Word::kMadeFrom, Language::kJapanese)}) + "<dl class=\"facts\">";
    const auto fact = [&](const Bilingual& name, const std::string& markup) { out += html_fact(name, markup); };
    fact({"engine", "エンジン"}, html_text("sekisho " + run_.engine_version));
    fact({"policy", "ポリシー"}, html_code(run_.policy_digest));
    fact({"evaluated", "評価時点"}, html_text(format_timestamp(run_.evaluated_at)) + " (" + both({basis_words(run_.evaluated_at_basis, Language::kEnglish), basis_words(run_.evaluated_at_basis, Language::kJapanese)}) + ")");
    if (report_.statement) fact({"statement", "言明書"}, html_text(report_.statement->file));
    for (const RunSource& source : run_.sources) fact({"source", "入力"}, html_text(source.path) + "<br>" + html_code(source.digest));
    return out + "</dl>\n";
  }

  static constexpr size_t kShownResources = 20;   // of a rule below a control: the check's own report has all

  const GapReport& report_;
  const Run& run_;
  std::map<size_t, std::vector<const Finding*>> findings_;   // by rule
};

}  // namespace

std::string report_gap_html(const GapReport& report, Language language) {
  return html_page({"Gap report", "ギャップレポート"}, language, GapPageWriter(report).content());
}

}  // namespace sekisho
