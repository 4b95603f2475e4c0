// new_statement: a statement to fill. What the provider alone can know is left empty, so that the reader or the linter asks for it.
#include <algorithm>

#include "engine/assess/statement/yaml_text.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/controls.h"
#include "sekisho/statement_form.h"
#include "sekisho/statement_table.h"

namespace sekisho {
namespace {

std::string remark(const ControlInfo& control) {
  std::string title = control.title.ja;
  std::replace(title.begin(), title.end(), '\n', ' ');
  return "   # " + title + "\n";
}

// The edition of the newest entry.
std::string latest_edition(const std::vector<ControlInfo>& controls) {
  std::string latest;
  for (const ControlInfo& control : controls) latest = std::max({latest, control.since, control.amended});
  return latest;
}

class Scaffold {
 public:
  explicit Scaffold(const StatementSeed& seed) : seed_(seed) {}

  std::string run() {
    head();
    choices();
    individual_controls();
    foot();
    return std::move(out_);
  }

 private:
  void head() {
    out_ += "# 言明書 / Statement. Form: engine/assess/STATEMENT.md. 空欄を埋めて `sekisho statement lint` で確認する / fill what is empty, then lint.\nstatement: 1\nservice:\n";
    out_ += "  id: " + yaml_word(seed_.service_id) + "\n  name: {ja: , en: }          # サービスの名称\n  provider: {ja: , en: }      # 事業者の名称\n";
    out_ += "overview: {ja: }              # 全体像: 論理構成、内部統制の状況\n";
    out_ += "catalogue: " + latest_edition(seed_.controls) + "            # 管理基準の版\napplication_date:             # 申請日\nperiod:                       # 監査対象期間（3か月以上1年以内）\n";
    out_ += "  from: " + format_date(seed_.from) + "\n  to: " + format_date(seed_.to) + "\n";
    out_ += seed_.first ? "  first: true\n" : "  previous: {from: , to: }    # 前回の期間。初回は first: true に替える\n";
    out_ += "scope:\n  regions:                    # 言明の対象とする領域（リージョン）\n";
    if (seed_.seen.empty()) out_ += "    # - {cloud: aws, region: ap-northeast-1}\n";
    for (const auto& [cloud, region] : seed_.seen) out_ += "    # - {cloud: " + yaml_word(cloud) + ", region: " + yaml_word(region) + "}   # 入力に資源がある。対象とするものだけ有効にする\n";
    out_ += "services_used:                # 利用するクラウドサービス。無い場合は []\n";
    out_ += "  # - {id: iaas-a, name: , cloud: aws, in_scope: false, ismap_registration: , valid_from: , valid_until: }\n";
    out_ += "same_populations: []          # 同一とみなす母集団: {id, what, reason}\n";
  }

  void choices() {
    out_ += "\nobjectives:                   # 統制目標。除外するものは selected: false と理由を書く\n";
    for (const ControlInfo& control : seed_.controls) {
      if (control.level != 3 || control.chapter < 5) continue;
      std::string line = "  - {id: " + control.id + ", selected: true}";
      if (control.inheritable) line += "   # 引き継ぐ場合は inherited_from: を書く。";
      out_ += control.inheritable ? line + control.title.ja + "\n" : line + remark(control);
    }
    out_ += "\ncontrols:                     # 第3章・第4章の項目、詳細管理策。選択しないものは理由を書く\n";
    for (const ControlInfo& control : seed_.controls) {
      if (control.level != 4) continue;
      const bool chosen = control.chapter < 5 || control.is_baseline();
      out_ += "  - {id: " + control.id + (chosen ? ", selected: true}" : ", selected: false, reason: {ja: }}") + remark(control);
    }
  }

  // One for each heading of chapters 3 and 4 and each objective: what it serves, and the rules that look after it.
  void individual_controls() {
    std::vector<IndividualControl> made;
    for (const ControlInfo& heading : seed_.controls) {
      if (heading.level != 3) continue;
      IndividualControl one;
      std::vector<std::string> rules;
      const auto take_rules = [&](const std::string& id) {
        if (const auto found = seed_.rules.find(id); found != seed_.rules.end()) rules.insert(rules.end(), found->second.begin(), found->second.end());
      };
      take_rules(heading.id);
      for (const ControlInfo& control : seed_.controls) {
        if (control.level != 4 || !is_at_or_below(control.id, heading.id)) continue;
        take_rules(control.id);
        if (control.chapter < 5 || control.is_baseline()) one.serves.push_back({control.id, 0, true});
      }
      if (one.serves.empty() && heading.chapter < 5) continue;   // background, which nobody assesses
      if (one.serves.empty()) one.serves.push_back({heading.id, 0, true});
      std::sort(rules.begin(), rules.end());
      rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
      for (const std::string& rule : rules) one.rules.push_back({rule, 0, true});
      one.id = {"IC-" + heading.id, 0, true};
      one.title.ja = {heading.title.ja, 0, true};
      one.title.en = {heading.title.en, 0, true};
      ControlVersion version;
      version.from = {seed_.from, 0, true};
      version.to = {seed_.to, 0, true};
      one.versions.push_back(version);
      made.push_back(std::move(one));
    }
    out_ += "\n# 個別管理策: owner（担当）、frequency（daily weekly monthly quarterly yearly on_change）、evidence_kind（1 規程 2 文書 3 記録 4 設定 5 設備）、\n";
    out_ += "# 各版の text: {ja: } に実施内容を書く。表計算ソフトで埋める場合は `sekisho statement export -o csv=FILE` と `import`。\n";
    out_ += individual_controls_yaml(made);
  }

  void foot() {
    out_ += "\nmulti_year: {chapter_4: false}   # 複数年サイクル: iso27001: {from, to, covers_scope}\nrepresentation: {date: , name: {ja: }, title: {ja: }}   # 経営者確認書\n";
    out_ += "subsequent_events:            # 後発事象。無い場合は []\nspecial_notes:                # 特記事項。無い場合は []\ncertifications: []            # 取得している認証: {name, valid_from, valid_until}\n";
  }

  const StatementSeed& seed_;
  std::string out_;
};

}  // namespace

Result<StatementDays> statement_days(const std::string& from, const std::string& to) {
  for (const std::string& text : {from, to}) {
    if (!text.empty() && !parse_date(text)) return Error{"`" + text + "` is no date", "expected a day such as 2026-04-01", {}};
  }
  if (from.empty()) return Error{"the first day of the period is missing", "", {}};
  const int32_t first = *parse_date(from);
  return StatementDays{first, to.empty() ? add_period(first, Period{12, 0}) - 1 : *parse_date(to)};
}

std::string new_statement(const StatementSeed& seed) { return Scaffold(seed).run(); }

}  // namespace sekisho
