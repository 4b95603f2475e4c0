// Sentences with their facts put in.
#include "engine/assess/gap_words.h"

#include "engine/value/literal.h"

namespace sekisho {
namespace {

std::string counted(size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }
std::string on_day(const std::optional<int32_t>& day, const char* otherwise) { return day ? format_date(*day) : otherwise; }

}  // namespace

std::string date_or_none(const std::optional<int32_t>& date) { return date ? format_date(*date) : ""; }

std::string_view to_string(ControlState state) {
  constexpr std::string_view kNames[] = {"gap", "document_missing", "undetermined", "no_population", "onsite", "supported", "inherited", "excluded"};
  return kNames[static_cast<size_t>(state)];
}

Bilingual state_name(ControlState state) {
  static const Bilingual kNames[] = {{"gap", "不備"}, {"document missing", "文書なし"}, {"undetermined", "判定不能"}, {"no population", "母集団なし"},
                                     {"onsite", "現地確認"}, {"supported", "裏付けあり"}, {"inherited", "継承"}, {"excluded", "除外"}};
  return kNames[static_cast<size_t>(state)];
}

std::string_view to_string(AssessmentFinding::Status status) {
  constexpr std::string_view kNames[] = {"overdue", "open", "closed"};
  return kNames[static_cast<size_t>(status)];
}

std::string_view to_string(RuleWeight weight) {
  constexpr std::string_view kNames[] = {"fails", "register_missing", "undecided", "holds", "nothing"};
  return kNames[static_cast<size_t>(weight)];
}

std::string_view to_string(GapAction::What what) {
  constexpr std::string_view kNames[] = {"mend", "close_finding", "supply_register", "decide", "write_rule"};
  return kNames[static_cast<size_t>(what)];
}

Bilingual objective_is_excluded() { return {"its objective is excluded", "上位の統制目標が除外されている"}; }
Bilingual not_named() { return {"the statement does not name it; it is treated as selected", "言明書に記載がないため、選択したものとして扱う"}; }

Bilingual only_a_visit_shows(bool records_hold) {
  if (records_hold) return {"the records support it; only a visit shows it", "記録は裏付けとなるが、現地での確認が必要"};
  return {"only a visit shows it", "現地での確認が必要"};
}

Bilingual no_rule(bool has_measure) {
  if (has_measure) return {"its individual controls name no rule, and no rule supports it", "個別管理策にルールの指定がなく、これを裏付けるルールもない"};
  return {"no rule of this run supports it", "これを裏付けるルールがない"};
}

Bilingual nothing_to_judge(bool complete) {
  if (complete) return {"there is nothing that its rules apply to", "ルールの対象となるものが存在しない"};
  return {"the inputs show nothing that its rules apply to; whether there is anything is not known", "入力にルールの対象となるものがない(存在しないことは確認できていない)"};
}

Bilingual grade_name(const std::string& grade) {
  if (grade == "major") return {grade, "重大な不適合"};
  if (grade == "minor") return {grade, "軽微な不適合"};
  return {grade, "観察事項"};
}

Bilingual finding_is_open(const AssessmentFinding& finding) {
  const bool overdue = finding.status == AssessmentFinding::Status::kOverdue;
  const Bilingual grade = grade_name(finding.grade);
  return {"finding " + finding.id + " (" + grade.en + ") is " + (overdue ? "overdue since " : "open, due ") + on_day(finding.due, "on no date"),
          "指摘 " + finding.id + "(" + grade.ja + ")が" + (overdue ? "期限超過: " : "未完了: 期限 ") + on_day(finding.due, "未設定")};
}

Bilingual rule_fails(const RunRule& rule) {
  const std::string fail = std::to_string(rule.fail), all = std::to_string(rule.pass + rule.fail + rule.unknown), waived = std::to_string(rule.waived_fail);
  Bilingual text = {rule.name + ": " + fail + " of " + all + " fail", rule.name + ": " + all + " 件中 " + fail + " 件が不合格"};
  if (rule.waived_fail > 0) text = {text.en + ", " + waived + " of them waived", text.ja + "(うち " + waived + " 件は例外承認済み)"};
  return text;
}

Bilingual rule_undecided(const RunRule& rule) {
  if (rule.unknown == 0) return {rule.name + ": whether it applies is not known", rule.name + ": 適用の要否を判定できない"};
  return {rule.name + ": " + std::to_string(rule.unknown) + " of " + std::to_string(rule.pass + rule.fail + rule.unknown) + " undecided", rule.name + ": " + std::to_string(rule.pass + rule.fail + rule.unknown) + " 件中 " + std::to_string(rule.unknown) + " 件が判定不能"};
}

Bilingual rule_not_seen_everywhere(const RunRule& rule, const std::vector<std::string>& not_seen) {
  std::string scopes;
  for (const std::string& one : not_seen) scopes += (scopes.empty() ? "" : ", ") + one;
  return {rule.name + ": everything that was shown keeps it, but no input showed " + scopes, rule.name + ": 確認した範囲では合格だが、次がどの入力にも現れていない: " + scopes};
}

Bilingual rule_not_in_run(const std::string& measure, const std::string& rule) {
  return {"the individual control " + measure + " names the rule " + rule + ", which this run has not, or not just once", "個別管理策 " + measure + " が指定するルール " + rule + " は今回の評価にない(又は一意でない)"};
}

Bilingual register_missing(const std::string& kind) { return {"the register " + kind + " is not there", "台帳 " + kind + " がない"}; }
Bilingual platform_unknown(const std::string& platform) { return {"inherited from " + platform + ", which the statement does not describe", "継承元 " + platform + " が言明書に記載されていない"}; }
Bilingual platform_not_listed(const std::string& platform) {
  return {"inherited from " + platform + ", whose registration or its end is not told", "継承元 " + platform + " の登録番号又は有効期限が不明"};
}
Bilingual platform_expires(const std::string& platform, const std::string& until, const std::string& needed) {
  return {"inherited from " + platform + ", whose registration ends on " + until + ", before " + needed, "継承元 " + platform + " の登録は " + until + " までで、" + needed + " に満たない"};
}
Bilingual inherited_until(const std::string& platform, const std::string& registration, const std::string& until) {
  return {"inherited from " + platform + " (" + registration + ", until " + until + ")", platform + " から継承(" + registration + "、" + until + " まで)"};
}

Bilingual supply_register(const std::string& kind) {
  return {"give the register " + kind + " (its form: policies/registers/templates/" + kind + ".csv)", "台帳 " + kind + " を用意する(様式: policies/registers/templates/" + kind + ".csv)"};
}

Bilingual decide_rule(const RunRule& rule) {
  const Bilingual how = {"`sekisho explain " + rule.name + " RESOURCE` tells what is missing", "不足は `sekisho explain " + rule.name + " RESOURCE` で確認できる"};
  if (rule.unknown == 0) return {"make it decidable whether the rule applies; " + how.en, "適用の要否を判定できるようにする。" + how.ja};
  return {"make " + counted(rule.unknown, "resource", "resources") + " decidable; " + how.en, std::to_string(rule.unknown) + " 件を判定できるようにする。" + how.ja};
}

Bilingual close_finding(const AssessmentFinding& finding) {
  const std::string action = finding.action.empty() ? finding.text : finding.action;
  return {action + " (due " + on_day(finding.due, "on no date") + ", " + finding.owner + ")", action + "(期限 " + on_day(finding.due, "未設定") + "、担当 " + finding.owner + ")"};
}

Bilingual write_rule() { return {"name a rule or a register that shows it in an individual control, or have it looked at by hand", "個別管理策に裏付けとなるルール・台帳を指定するか、手作業で確認する"}; }

}  // namespace sekisho
