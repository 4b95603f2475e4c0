// statement_sheets, public_sheets and control_changes.
#include <algorithm>

#include "engine/assess/statement/fields.h"
#include "engine/value/literal.h"
#include "sekisho/statement_form.h"

namespace sekisho {
namespace {

std::string text_of(const StatementText& text) { return text.ja.given ? text.ja.value : text.en.value; }
std::string shown(const PlacedDate& date) { return date.given ? format_date(date.value) : ""; }
std::string span_text(int32_t from, int32_t to) { return format_date(from) + "〜" + format_date(to); }

std::string joined_lines(const std::vector<PlacedText>& list) {
  std::string made;
  for (const PlacedText& one : list) made += (made.empty() ? "" : "\n") + one.value;
  return made;
}

class Sheets {
 public:
  Sheets(const Statement& statement, const std::vector<ControlInfo>& controls) : statement_(statement) {
    for (const ControlInfo& control : controls) titles_.emplace(control.id, control.title.ja);
  }

  std::vector<WorkbookSheet> run() {
    service();
    scope();
    overview();
    choices("4-1 統制目標", statement_.objectives);
    choices("4-2 管理策", statement_.controls);
    individual_controls();
    changes();
    period();
    events();
    notes();
    representation();
    certifications();
    return finished();
  }

  std::vector<WorkbookSheet> run_public() {
    sheet("1 サービス", {"項目", "内容"}, {24, 60}).rows = {{"サービスの名称", text_of(statement_.service_name)}, {"事業者の名称", text_of(statement_.provider)}};
    scope();
    WorkbookSheet& objectives = sheet("4 統制目標", {"番号", "名称（略称）"}, {14, 60});
    for (const ControlChoice& one : statement_.objectives) {
      if (one.selected.value) objectives.rows.push_back({one.id.value, title(one.id.value)});
    }
    period();
    events();
    return finished();
  }

 private:
  std::vector<WorkbookSheet> finished() {
    for (WorkbookSheet& sheet : made_) {
      if (sheet.rows.empty()) sheet.rows.push_back({"該当なし"});
    }
    return std::move(made_);
  }

  WorkbookSheet& sheet(const std::string& name, std::vector<std::string> headings, std::vector<int> widths) {
    made_.push_back({name, std::move(headings), std::move(widths), {}});
    return made_.back();
  }

  std::string title(const std::string& id) const {
    const auto found = titles_.find(id);
    return found == titles_.end() ? "" : found->second;
  }

  void service() {
    sheet("1 サービス", {"項目", "内容"}, {24, 60}).rows = {{"サービスの名称", text_of(statement_.service_name)}, {"事業者の名称", text_of(statement_.provider)}, {"管理基準の版", statement_.catalogue.value}, {"申請日", shown(statement_.application_date)}};
  }

  void scope() {
    WorkbookSheet& regions = sheet("2-1 対象範囲", {"クラウド", "領域（リージョン）"}, {24, 40});
    for (const StatementRegion& one : statement_.regions) regions.rows.push_back({one.cloud.value, one.region.value});
    WorkbookSheet& used = sheet("2-2 利用サービス", {"識別子", "名称", "言明の対象", "登録番号", "登録の開始日", "登録の有効期限"}, {16, 40, 12, 20, 16, 16});
    for (const UsedService& one : statement_.services_used) used.rows.push_back({one.id.value, text_of(one.name), one.in_scope.value ? "対象" : "対象外", one.registration.value, shown(one.valid_from), shown(one.valid_until)});
  }

  void overview() {
    WorkbookSheet& whole = sheet("3-1 全体像", {"論理構成及び内部統制の状況"}, {100});
    if (const std::string text = text_of(statement_.overview); !text.empty()) whole.rows.push_back({text});
    WorkbookSheet& same = sheet("3-2 同一とみなす母集団", {"識別子", "母集団", "同一とみなす理由"}, {16, 50, 60});
    for (const SamePopulations& one : statement_.same_populations) same.rows.push_back({one.id.value, text_of(one.what), text_of(one.reason)});
  }

  void choices(const std::string& name, const std::vector<ControlChoice>& list) {
    WorkbookSheet& made = sheet(name, {"番号", "名称（略称）", "選択", "選択しない理由", "引継ぎ元"}, {14, 50, 10, 60, 16});
    for (const ControlChoice& one : list) made.rows.push_back({one.id.value, title(one.id.value), one.selected.value ? "選択" : "非選択", text_of(one.reason), one.inherited_from.value});
  }

  void individual_controls() {
    WorkbookSheet& made = sheet("4-3 個別管理策", {"番号", "個別管理策", "対応する管理策", "担当", "頻度", "証跡の種別", "適用開始日", "適用終了日", "採否", "内容"}, {12, 36, 18, 18, 10, 12, 13, 13, 8, 80});
    for (const IndividualControl& one : statement_.individual_controls) {
      const std::vector<ControlVersion> versions = one.versions.empty() ? std::vector<ControlVersion>(1) : one.versions;
      for (const ControlVersion& version : versions) {
        made.rows.push_back({one.id.value, text_of(one.title), joined_lines(one.serves), one.owner.value, name_in(frequency_names(), one.frequency.value), one.evidence_kind.given ? name_in(evidence_kind_names(), std::to_string(one.evidence_kind.value)) : "",
                             shown(version.from), shown(version.to), version.adopted.given && !version.adopted.value ? kNotAdopted : kAdopted, text_of(version.text)});
      }
    }
  }

  void changes() {
    WorkbookSheet& made = sheet("4-4 統制変更", {"変更日", "番号", "個別管理策", "変更前の適用期間", "変更前", "変更後の適用期間", "変更後"}, {13, 12, 36, 26, 60, 26, 60});
    for (const ControlChange& one : control_changes(statement_)) {
      made.rows.push_back({format_date(one.day), one.id, one.title.ja, span_text(one.before_from, one.before_to), one.adopted_before ? one.before.ja : kNotAdopted, span_text(one.after_from, one.after_to), one.adopted_after ? one.after.ja : kNotAdopted});
    }
  }

  void period() {
    const StatementPeriod& one = statement_.period;
    WorkbookSheet& made = sheet("5 監査対象期間", {"項目", "開始日", "終了日"}, {24, 16, 16});
    made.rows.push_back({"監査対象期間", shown(one.from), shown(one.to)});
    if (one.previous_to.given) made.rows.push_back({"前回の監査対象期間", shown(one.previous_from), shown(one.previous_to)});
  }

  void events() {
    WorkbookSheet& made = sheet("6 後発事象", {"日付", "内容"}, {16, 80});
    for (const SubsequentEvent& one : statement_.subsequent_events) made.rows.push_back({shown(one.date), text_of(one.what)});
  }

  void notes() {
    WorkbookSheet& made = sheet("7 特記事項", {"内容"}, {100});
    for (const StatementText& one : statement_.special_notes) made.rows.push_back({text_of(one)});
    if (statement_.multi_year.chapter_4.value) made.rows.push_back({"第4章に複数年サイクルを適用する（ISO/IEC 27001の認証の有効期間: " + shown(statement_.multi_year.iso27001_from) + "〜" + shown(statement_.multi_year.iso27001_to) + "）"});
  }

  void representation() {
    sheet("8 経営者確認書", {"項目", "内容"}, {24, 60}).rows = {{"日付", shown(statement_.representation_date)}, {"役職", text_of(statement_.representation_title)}, {"氏名", text_of(statement_.representation_name)}};
  }

  void certifications() {
    WorkbookSheet& made = sheet("9 取得認証", {"名称", "開始日", "有効期限"}, {50, 16, 16});
    for (const Certification& one : statement_.certifications) made.rows.push_back({text_of(one.name), shown(one.valid_from), shown(one.valid_until)});
  }

  const Statement& statement_;
  std::map<std::string, std::string> titles_;
  std::vector<WorkbookSheet> made_;
};

Bilingual both(const StatementText& text) { return {text.english(), text_of(text)}; }

}  // namespace

std::vector<WorkbookSheet> statement_sheets(const Statement& statement, const std::vector<ControlInfo>& controls) { return Sheets(statement, controls).run(); }

std::vector<WorkbookSheet> public_sheets(const Statement& statement, const std::vector<ControlInfo>& controls) { return Sheets(statement, controls).run_public(); }

std::vector<ControlChange> control_changes(const Statement& statement) {
  std::vector<ControlChange> changes;
  for (const IndividualControl& one : statement.individual_controls) {
    std::vector<const ControlVersion*> versions;
    for (const ControlVersion& version : one.versions) versions.push_back(&version);
    std::stable_sort(versions.begin(), versions.end(), [](const ControlVersion* a, const ControlVersion* b) { return a->from.value < b->from.value; });
    for (size_t i = 1; i < versions.size(); ++i) {
      const ControlVersion &before = *versions[i - 1], &after = *versions[i];
      const auto adopted = [](const ControlVersion& version) { return !version.adopted.given || version.adopted.value; };
      // What changed on the period's first day, or after its last, is of another period.
      if (after.from.value <= statement.period.from.value || after.from.value > statement.period.to.value) continue;
      changes.push_back({after.from.value, one.id.value, both(one.title), adopted(before), adopted(after), before.from.value, before.to.value, after.from.value, after.to.value, both(before.text), both(after.text)});
    }
  }
  std::stable_sort(changes.begin(), changes.end(), [](const ControlChange& a, const ControlChange& b) { return a.day != b.day ? a.day < b.day : a.id < b.id; });
  return changes;
}

}  // namespace sekisho
