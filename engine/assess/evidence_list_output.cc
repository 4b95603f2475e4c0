// The list of evidence as text, JSON and CSV.
#include <algorithm>

#include "engine/assess/gap_words.h"
#include "engine/base/csv.h"
#include "engine/report/layout.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/gap.h"
#include "sekisho/json_writer.h"

namespace sekisho {
namespace {

constexpr int kMostColumnsOfNeed = 300;

std::string kind_name(int kind, Language language) {
  static const Bilingual kNames[] = {{"not told", "不明"}, {"1 regulations", "1 規程"}, {"2 documents", "2 文書"}, {"3 records", "3 記録"}, {"4 settings", "4 設定"}, {"5 facilities", "5 施設"}};
  return std::string(pick(kNames[kind >= 1 && kind <= 5 ? kind : 0], language));
}

std::string days(const EvidenceNeed& need) { return need.from || need.to ? date_or_none(need.from) + " – " + date_or_none(need.to) : ""; }

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "" : "; ") + one;
  return text;
}

std::string joined(const std::vector<Bilingual>& list, Language language) {
  std::string text;
  for (const Bilingual& one : list) text += (text.empty() ? "" : "; ") + std::string(pick(one, language));
  return text;
}

}  // namespace

std::string report_evidence_text(const GapReport& report, const TextOptions& options) {
  const bool english = options.language == Language::kEnglish;
  Page page(std::max(options.width, kNarrowest), options.colour);
  page.line(0, {{english ? "What an assessor will ask for" : "監査で求められる証拠", Style::kStrong}});
  size_t missing = 0, all = 0;
  std::string control;
  for (const EvidenceNeed& need : evidence_list(report)) {
    ++all;
    missing += need.missing.empty() ? 0 : 1;
    if (need.control != control) page.line(2, {{need.control, Style::kStrong}});
    control = need.control;
    std::string line = (need.individual_control.empty() ? "" : need.individual_control + " ") + cut_to(pick(need.what, options.language), kMostColumnsOfNeed);
    for (const std::string& more : {need.frequency, need.owner, days(need)}) line += more.empty() ? "" : (english ? ", " : "、") + more;
    page.paragraph(4, line, Style::kPlain, {padded(kind_name(need.kind, options.language), 15)});
    if (!need.given_by.empty()) page.paragraph(19, joined(need.given_by), Style::kFaint);
    if (!need.missing.empty()) page.paragraph(19, joined(need.missing, options.language), Style::kFail, {english ? "missing: " : "不足: ", Style::kFail});
  }
  page.gap();
  const std::string counts = english ? std::to_string(all) + " things to show, " + std::to_string(missing) + " of them with something missing" : "証拠 " + std::to_string(all) + " 件、うち不足のあるもの " + std::to_string(missing) + " 件";
  return page.take() + counts + "\n";
}

std::string report_evidence_json(const GapReport& report) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("evidence_list", 1);
  json.member("engine_version", report.run->engine_version);
  json.member("policy_digest", report.run->policy_digest);
  json.member("evaluated_at", format_timestamp(report.run->evaluated_at));
  json.key("evidence");
  json.begin_array();
  for (const EvidenceNeed& need : evidence_list(report)) {
    json.begin_object();
    json.member("control", need.control);
    json.member("kind", need.kind);
    json.member("what_en", need.what.en);
    json.member("what_ja", need.what.ja);
    json.member("individual_control", need.individual_control);
    json.member("owner", need.owner);
    json.member("frequency", need.frequency);
    json.member("from", date_or_none(need.from));
    json.member("to", date_or_none(need.to));
    json.texts("given_by", need.given_by);
    json.member("missing_en", joined(need.missing, Language::kEnglish));
    json.member("missing_ja", joined(need.missing, Language::kJapanese));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out + "\n";
}

std::string report_evidence_csv(const GapReport& report) {
  std::string out = "control,kind,kind_ja,what_en,what_ja,individual_control,owner,frequency,from,to,given_by,missing_en,missing_ja\n";
  for (const EvidenceNeed& need : evidence_list(report)) {
    for (const std::string& cell : {need.control, need.kind == 0 ? std::string() : std::to_string(need.kind), kind_name(need.kind, Language::kJapanese), need.what.en, need.what.ja, need.individual_control, need.owner,
                                    need.frequency, date_or_none(need.from), date_or_none(need.to), joined(need.given_by), joined(need.missing, Language::kEnglish), joined(need.missing, Language::kJapanese)}) {
      append_csv_cell(out, cell);
    }
    out += '\n';
  }
  return out;
}

}  // namespace sekisho
