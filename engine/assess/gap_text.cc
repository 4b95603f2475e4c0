// The gap report for people: chapters by state, what to do first, findings of assessments, then control by control.
#include <algorithm>
#include <map>

#include "engine/assess/gap_words.h"
#include "engine/report/layout.h"
#include "engine/report/text_summary.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr int kMostColumns = 600;   // of a text that a user wrote; the other formats have all of it
constexpr int kWithTitles = 140;   // the table of chapters takes 95 columns

Style style_of(ControlState state) {
  switch (state) {
    case ControlState::kGap:
    case ControlState::kDocumentMissing: return Style::kFail;
    case ControlState::kUndetermined:
    case ControlState::kNoPopulation: return Style::kUnknown;
    case ControlState::kSupported: return Style::kPass;
    default: return Style::kFaint;
  }
}

bool needs_telling(const GapControl& control) { return control.own && *control.own <= ControlState::kOnsite; }

class GapTextWriter {
 public:
  GapTextWriter(const GapReport& report, const TextOptions& options)
      : report_(report), run_(*report.run), options_(options), page_(std::max(options.width, kNarrowest), options.colour) {
    for (size_t i = 0; i < run_.findings.size(); ++i) findings_[static_cast<size_t>(run_.findings[i].rule)].push_back(&run_.findings[i]);
    for (size_t i = 0; i < kControlStates; ++i) state_width_ = std::max(state_width_, display_width(name(static_cast<ControlState>(i))));
  }

  std::string write() {
    head();
    chapters();
    changes();
    actions();
    assessment_findings();
    controls();
    write_provenance(page_, run_, options_);
    page_.gap();
    return page_.take() + closing();
  }

 private:
  const char* word(const char* en, const char* ja) const { return options_.language == Language::kJapanese ? ja : en; }
  std::string text(const Bilingual& both) const { return std::string(pick(both, options_.language)); }
  std::string name(ControlState state) const { return text(state_name(state)); }

  void head() {
    page_.line(0, {{std::string(word("Gap report: ", "ギャップレポート: ")) + (report_.statement ? text(report_.statement->service) : std::string(word("no statement", "言明書なし"))), Style::kStrong}});
    if (!report_.statement) page_.paragraph(2, word("There is no statement: every control counts as selected.", "言明書が指定されていないため、すべての管理策を選択したものとして扱います。"));
    if (report_.statement && report_.statement->from && report_.statement->to) {
      page_.paragraph(2, std::string(word("assessment period ", "評価対象期間 ")) + format_date(*report_.statement->from) + word(" to ", " から ") + format_date(*report_.statement->to) + word("", " まで"));
    }
    for (const std::string& one : expected_texts(run_, "not_seen")) page_.paragraph(2, std::string(word("Expected, and shown by no input: ", "対象とすべきもののうち、どの入力にも現れなかったもの: ")) + one, Style::kUnknown);
    for (const std::string& one : expected_texts(run_, "excluded")) page_.paragraph(2, std::string(word("Left out: ", "対象から除いたもの: ")) + one, Style::kFaint);
    if (!report_.unknown_controls.empty()) {
      std::string ids;
      for (const std::string& id : report_.unknown_controls) ids += (ids.empty() ? "" : ", ") + id;
      page_.paragraph(2, std::string(word("Named, but in no catalogue, and so not assessed: ", "カタログにないため評価していない管理策: ")) + ids, Style::kUnknown);
    }
  }

  // Objectives of each chapter by state.
  void chapters() {
    page_.gap();
    page_.line(0, {{word("Control objectives by chapter", "章別の統制目標"), Style::kStrong}});
    int widths[kControlStates] = {};
    std::vector<Page::Part> first = {{padded("", 4)}};
    for (size_t i = 0; i < kControlStates; ++i) {
      const std::string head = name(static_cast<ControlState>(i));
      widths[i] = 2 + std::max(3, display_width(head));
      first.push_back({padded_left(head, widths[i]), Style::kFaint});
    }
    page_.line(2, first);
    const auto row = [&](const std::string& label, const size_t (&counts)[kControlStates], const std::string& title) {
      std::vector<Page::Part> line = {{padded(label, 4)}};
      for (size_t i = 0; i < kControlStates; ++i) {
        line.push_back({padded_left(counts[i] == 0 ? "·" : std::to_string(counts[i]), widths[i]), counts[i] == 0 ? Style::kFaint : style_of(static_cast<ControlState>(i))});
      }
      if (options_.width >= kWithTitles) line.push_back({"  " + title, Style::kFaint});
      page_.line(2, line);
    };
    for (const GapControl& chapter : report_.controls) {
      if (chapter.control.level != 1) continue;
      size_t counts[kControlStates] = {};
      for (const GapControl& one : report_.controls) {
        if (one.control.level == 3 && one.control.chapter == chapter.control.chapter) ++counts[static_cast<size_t>(one.state)];
      }
      row(chapter.control.id, counts, text(chapter.control.title));
    }
    row(word("all", "計"), report_.counts.objectives, "");
  }

  void changes() {
    if (!report_.compared) return;
    page_.gap();
    page_.line(0, {{word("Since the earlier report", "前回レポートからの変化"), Style::kStrong}});
    if (report_.changes.empty()) page_.paragraph(2, word("no control changed its state", "状態が変わった管理策はありません"));
    for (const GapChange& change : report_.changes) {
      page_.paragraph(2, state_word(change.before) + " → " + state_word(change.after), Style::kPlain, {padded(change.control, 14)});
    }
  }

  std::string state_word(const std::string& key) const {
    for (size_t i = 0; i < kControlStates; ++i) {
      if (key == to_string(static_cast<ControlState>(i))) return name(static_cast<ControlState>(i));
    }
    return word("not there", "なし");
  }

  void actions() {
    if (report_.actions.empty()) return;
    page_.gap();
    page_.line(0, {{word("To do first", "優先して対処する事項"), Style::kStrong}});
    const size_t most = options_.all || options_.limit == 0 ? report_.actions.size() : std::min(report_.actions.size(), options_.limit * 3);
    for (size_t i = 0; i < most; ++i) {
      const GapAction& action = report_.actions[i];
      std::string ids;
      for (const std::string& id : action.controls) ids += (ids.empty() ? "" : ", ") + id;
      page_.paragraph(2, what(action) + action.subject + " → " + ids, Style::kPlain, {padded(std::to_string(i + 1) + ".", 4)});
      page_.paragraph(6, cut_to(text(action.text), kMostColumns), Style::kFaint);
    }
    if (most < report_.actions.size()) page_.line(2, {{say(Word::kMore, options_.language, report_.actions.size() - most), Style::kFaint}});
  }

  std::string what(const GapAction& action) const {
    switch (action.what) {
      case GapAction::What::kMend: return word("mend: ", "是正: ");
      case GapAction::What::kCloseFinding: return word("close the finding: ", "指摘の是正: ");
      case GapAction::What::kSupplyRegister: return word("give the register: ", "台帳の用意: ");
      case GapAction::What::kDecide: return word("make decidable: ", "判定可能にする: ");
      case GapAction::What::kWriteRule: return word("nothing shows: ", "裏付けの用意: ");
    }
    return "";
  }

  void assessment_findings() {
    if (report_.assessment_findings.empty()) return;
    page_.gap();
    page_.line(0, {{word("Findings of assessors and visits", "監査・現地確認の指摘"), Style::kStrong}});
    for (const AssessmentFinding& one : report_.assessment_findings) {
      const bool closed = one.status == AssessmentFinding::Status::kClosed;
      const char* status = closed ? word("closed", "完了") : one.status == AssessmentFinding::Status::kOpen ? word("open", "未完了") : word("overdue", "期限超過");
      const std::optional<int32_t>& day = closed ? one.closed : one.due;
      std::string ids;
      for (const std::string& id : one.controls) ids += (ids.empty() ? "" : ", ") + id;
      const std::string line = one.id + " (" + text(grade_name(one.grade)) + ") " + (closed ? "" : word("due ", "期限 ")) + (day ? format_date(*day) : word("no date", "未設定")) + " " + one.owner + " [" + ids + "] " + cut_to(one.text, kMostColumns);
      const Style style = closed ? Style::kFaint : one.status == AssessmentFinding::Status::kOpen ? Style::kUnknown : Style::kFail;
      page_.paragraph(2, line, Style::kPlain, {padded(status, 10), style});
    }
  }

  void controls() {
    page_.gap();
    page_.line(0, {{word("Control by control", "管理策ごとの状態"), Style::kStrong}});
    for (const GapControl& one : report_.controls) {
      const bool detailed = one.control.level == 4;
      if (one.control.level == 1) page_.gap();
      if (one.control.level == 2 || (detailed && !options_.all && !needs_telling(one))) continue;
      const Style style = one.control.level == 1 ? Style::kStrong : Style::kPlain;
      page_.line(detailed ? 4 : 2, {{padded(one.control.id, detailed ? 14 : 16), style}, {padded(name(one.state), state_width_ + 2), style_of(one.state)}, {text(one.control.title), style}});
      if (one.control.level >= 3) details(one, detailed ? 6 : 4);
    }
  }

  void details(const GapControl& one, int indent) {
    for (const Bilingual& reason : one.reasons) page_.paragraph(indent, text(reason), Style::kFaint, {"- "});
    for (const GapRule& rule : one.rules) {
      if (rule.weight == RuleWeight::kFails) findings_of(rule.rule, Verdict::kFail, indent + 2);
      if (rule.weight == RuleWeight::kUndecided && one.own == ControlState::kUndetermined) findings_of(rule.rule, Verdict::kUnknown, indent + 2);
      if (options_.all && rule.weight == RuleWeight::kHolds) page_.paragraph(indent, run_.rules[rule.rule].name + ": " + std::to_string(run_.rules[rule.rule].pass) + word(" pass", " 件が合格"), Style::kFaint, {"- "});
    }
    if (!options_.all) return;
    for (const size_t index : one.measures) {
      const GapMeasure& measure = report_.statement->measures[index];
      page_.paragraph(indent, measure.id + " " + text(measure.title), Style::kFaint, {"- "});
    }
  }

  void findings_of(size_t rule, Verdict verdict, int indent) {
    size_t told = 0, all = 0;
    for (const Finding* finding : findings_[rule]) {
      if (finding->verdict != verdict) continue;
      ++all;
      if (!options_.all && options_.limit != 0 && told >= options_.limit) continue;
      ++told;
      const std::string where = finding->place.line == 0 ? finding->place.file.str() : finding->place.file + ":" + std::to_string(finding->place.line);
      page_.paragraph(indent, finding->resource + " (" + where + "): " + text(finding->message));
    }
    if (told < all) page_.line(indent, {{say(Word::kMore, options_.language, all - told), Style::kFaint}});
  }

  std::string closing() const {
    std::string line;
    for (size_t i = 0; i < kControlStates; ++i) {
      const size_t count = report_.counts.objectives[i];
      if (count > 0) line += (line.empty() ? "" : word(", ", "、")) + std::to_string(count) + " " + name(static_cast<ControlState>(i));
    }
    return std::string(word("objectives: ", "統制目標: ")) + (line.empty() ? word("none", "なし") : line) + "\n";
  }

  const GapReport& report_;
  const Run& run_;
  const TextOptions& options_;
  Page page_;
  std::map<size_t, std::vector<const Finding*>> findings_;   // by rule
  int state_width_ = 0;
};

}  // namespace

std::string report_gap_text(const GapReport& report, const TextOptions& options) { return GapTextWriter(report, options).write(); }

}  // namespace sekisho
