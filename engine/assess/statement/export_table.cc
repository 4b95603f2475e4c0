// individual_controls_csv: a line for each version, with what all versions share on each of them, so that a spreadsheet can sort and filter.
#include <algorithm>

#include "engine/assess/statement/fields.h"
#include "engine/base/csv.h"
#include "engine/value/literal.h"
#include "sekisho/statement_table.h"

namespace sekisho {
namespace {

std::string lines_of(const std::vector<PlacedText>& list) {
  std::string made;
  for (const PlacedText& one : list) made += (made.empty() ? "" : "\n") + one.value;
  return made;
}

std::string date_text(const PlacedDate& date) { return date.given ? format_date(date.value) : ""; }

void append_line(std::string& out, const IndividualControl& one, const ControlVersion& version) {
  const std::string cells[] = {
      one.id.value, one.title.ja.value, one.title.en.value, lines_of(one.serves), one.owner.value, name_in(frequency_names(), one.frequency.value),
      one.evidence_kind.given ? name_in(evidence_kind_names(), std::to_string(one.evidence_kind.value)) : "", date_text(version.from), date_text(version.to),
      version.adopted.given ? (version.adopted.value ? kAdopted : kNotAdopted) : "", version.text.ja.value, version.text.en.value, lines_of(one.rules), lines_of(one.registers)};
  for (const std::string& cell : cells) append_table_cell(out, cell);
  out += "\r\n";
}

}  // namespace

const std::vector<TableField>& table_fields() {
  static const std::vector<TableField> kFields = {
      {"id", "番号"}, {"title.ja", "個別管理策"}, {"title.en", "個別管理策（英語）"}, {"serves", "対応する管理策"}, {"owner", "担当"}, {"frequency", "頻度"}, {"evidence_kind", "証跡の種別"},
      {"from", "適用開始日"}, {"to", "適用終了日"}, {"adopted", "採否"}, {"text.ja", "内容"}, {"text.en", "内容（英語）"}, {"rules", "ルール"}, {"registers", "台帳"}};
  return kFields;
}

const std::vector<std::pair<std::string, std::string>>& frequency_names() {
  static const std::vector<std::pair<std::string, std::string>> kNames = {{"daily", "日次"}, {"weekly", "週次"}, {"monthly", "月次"}, {"quarterly", "四半期"}, {"yearly", "年次"}, {"on_change", "変更時"}};
  return kNames;
}

const std::vector<std::pair<std::string, std::string>>& evidence_kind_names() {
  static const std::vector<std::pair<std::string, std::string>> kNames = {{"1", "1 規程"}, {"2", "2 文書"}, {"3", "3 記録"}, {"4", "4 設定"}, {"5", "5 設備"}};
  return kNames;
}

std::string name_in(const std::vector<std::pair<std::string, std::string>>& names, const std::string& word) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == word; });
  return found == names.end() ? word : found->second;
}

std::string individual_controls_csv(const Statement& statement) {
  std::string out = "\n";   // a cell begins a line when one stands before it
  for (const TableField& field : table_fields()) append_table_cell(out, field.heading);
  out += "\r\n";
  for (const IndividualControl& one : statement.individual_controls) {
    if (one.versions.empty()) append_line(out, one, {});
    for (const ControlVersion& version : one.versions) append_line(out, one, version);
  }
  return "\xEF\xBB\xBF" + out.substr(1);
}

}  // namespace sekisho
