// A run as one page for people: what is wrong first, by control, by rule, by finding; then what nobody looked at, and what it was made from.
#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "engine/report/html/page.h"
#include "engine/report/obligations.h"
#include "engine/report/profile.h"
#include "engine/report/text_parts.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {

constexpr size_t kRowsOfABlock = 500;   // one table; more of them fold away, so that a browser lays out few rows at once
constexpr size_t kUnfolded = 40;        // findings of a run that is shown with its rules open

Bilingual word(Word one) { return {say(one, Language::kEnglish), say(one, Language::kJapanese)}; }
Bilingual word(Word one, size_t number) { return {say(one, Language::kEnglish, number), say(one, Language::kJapanese, number)}; }
Bilingual severity(const std::string& name) { return {severity_word(name, Language::kEnglish), severity_word(name, Language::kJapanese)}; }

HtmlTone tone_of(RuleOutcome outcome) {
  switch (outcome) {
    case RuleOutcome::kFail: return HtmlTone::kBad;
    case RuleOutcome::kUnknown: return HtmlTone::kOpen;
    case RuleOutcome::kPass: return HtmlTone::kGood;
    case RuleOutcome::kNeverApplied:
    case RuleOutcome::kNoPopulation: break;
  }
  return HtmlTone::kNone;
}

Bilingual name_of(RuleOutcome outcome) {
  switch (outcome) {
    case RuleOutcome::kFail: return word(Word::kFail);
    case RuleOutcome::kUnknown: return word(Word::kUnknown);
    case RuleOutcome::kPass: return word(Word::kPass);
    case RuleOutcome::kNeverApplied: return word(Word::kNotApplicable);
    case RuleOutcome::kNoPopulation: return word(Word::kNoResource);
  }
  return {};
}

std::string anchor(const RunRule& rule) { return "rule-" + rule.name; }

std::string tiles(const Run& run) {
  const Totals totals = totals_of(run);
  std::string out = "<ul class=\"tiles\">" + html_tile(HtmlTone::kBad, totals.fail, word(Word::kFail)) + html_tile(HtmlTone::kOpen, totals.unknown, word(Word::kUnknown)) +
                    html_tile(HtmlTone::kGood, totals.pass, word(Word::kPass)) + html_tile(HtmlTone::kNone, totals.not_applicable, word(Word::kNotApplicable)) + "</ul>\n";
  if (totals.vacuous > 0) out += "<p>" + both(word(Word::kVacuousPasses, totals.vacuous)) + "</p>\n";
  if (totals.applicability_unknown > 0) out += "<p>" + both(word(Word::kApplicabilityPasses, totals.applicability_unknown)) + "</p>\n";
  return out;
}

// Controls in the order of their numbers: 9.2.10 after 9.2.9, and 8.1.5.P after 8.1.5.
struct ControlOrder {
  static std::pair<std::vector<int>, std::string> key(const std::string& id) {
    std::pair<std::vector<int>, std::string> key{{}, id};
    for (size_t at = 0; at < id.size(); at = std::min(id.find('.', at), id.size() - 1) + 1) {
      int number = 0;
      if (std::from_chars(id.data() + at, id.data() + id.size(), number).ec != std::errc()) break;
      key.first.push_back(number);
    }
    return key;
  }
  bool operator()(const std::string& a, const std::string& b) const { return key(a) < key(b); }
};

// What a rule says for a control. Passes that rest on an empty list, or may not apply, say nothing for it: as in engine/assess/GAP.md.
RuleOutcome outcome_for_control(const RunRule& rule) {
  const RuleOutcome outcome = outcome_of(rule);
  if (outcome != RuleOutcome::kPass || rule.pass > rule.vacuous + rule.applicability_unknown) return outcome;
  return rule.applicability_unknown > 0 ? RuleOutcome::kUnknown : RuleOutcome::kNeverApplied;
}

// Controls of ISMAP by chapter, each with the worst outcome of the rules that support it.
std::string control_map(const Run& run) {
  struct Control {
    RuleOutcome outcome = RuleOutcome::kNoPopulation;
    Bilingual title;
    const RunRule* worst = nullptr;
  };
  std::map<std::string, Control, ControlOrder> controls;
  for (const RunRule& rule : run.rules) {
    for (const RunSupports& one : rule.supports) {
      if (one.catalogue != "ismap") continue;
      Control& control = controls[one.control];
      const RuleOutcome outcome = outcome_for_control(rule);
      if (control.worst == nullptr || outcome < control.outcome) control = {outcome, one.title, &rule};
    }
  }
  if (controls.empty()) return "";
  std::vector<HeatRow> rows;
  std::string chapter;
  for (const auto& [id, control] : controls) {
    const std::string own = id.substr(0, id.find('.'));
    if (rows.empty() || own != chapter) rows.push_back({{"Chapter " + own, own + " 章"}, {}});
    chapter = own;
    rows.back().cells.push_back({id, tone_of(control.outcome), name_of(control.outcome), control.title, control.worst->fail + control.worst->unknown > 0 ? "#" + anchor(*control.worst) : ""});
  }
  return html_heading({"ISMAP controls", "ISMAP 管理策"}) + "<p>" +
         both({"Each control with the worst outcome of the rules that support it; a link leads to that rule.", "管理策ごとに、裏付けるルールのうち最も悪い結果を示します。リンクはそのルールに移動します。"}) + "</p>\n" + heat_map(rows);
}

std::string rule_table(const Run& run) {
  std::vector<std::vector<HtmlCell>> rows;
  for (const RunRule& rule : run.rules) {
    const RuleOutcome outcome = outcome_of(rule);
    if (outcome == RuleOutcome::kNoPopulation || outcome == RuleOutcome::kNeverApplied) continue;
    const auto number = [](size_t value) { return HtmlCell{std::to_string(value), ""}; };
    const bool has_findings = rule.fail + rule.unknown > 0;
    rows.push_back({{html_mark(tone_of(outcome), name_of(outcome)), std::to_string(static_cast<int>(outcome))},
                    {both(severity(rule.severity)), std::to_string(4 - severity_rank(rule.severity))},
                    {(has_findings ? "<a href=\"#" + html_text(anchor(rule)) + "\">" + both(rule.title) + "</a>" : both(rule.title)) + "<br>" + html_code(rule.name), rule.name},
                    number(rule.fail), number(rule.unknown), number(rule.pass), number(rule.not_applicable)});
  }
  if (rows.empty()) return "";
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return std::pair(a[0].value, a[1].value) < std::pair(b[0].value, b[1].value); });
  return html_heading(word(Word::kRules)) + html_table({"Rules that applied to something, worst first", "適用されたルール（悪い順）"},
                                                  {{{"outcome", "結果"}}, {{"severity", "深刻度"}}, {{"rule", "ルール"}}, {word(Word::kFail), true}, {word(Word::kUnknown), true}, {word(Word::kPass), true}, {word(Word::kNotApplicable), true}}, rows);
}

// What decided a finding: the waiver that accepts it, its message, the values of a failure with their places, why nobody can tell, and what is left to show.
std::string decided(const Run& run, const Finding& finding) {
  std::string out;
  if (const RunWaiver* waiver = waiver_of(run, finding)) out += "<p class=\"note\">" + both({"waived: " + waiver_text(*waiver, Language::kEnglish), "例外承認: " + waiver_text(*waiver, Language::kJapanese)}) + "</p>";
  out += finding.message.en.empty() && finding.message.ja.empty() ? "" : both(finding.message);
  std::string items;
  for (const WitnessItem& item : finding.witness) {
    items += "<li>" + (item.path.empty() ? html_code(item.resource) + ": " + both({item.value, population_words(item.value, Language::kJapanese)})
                                         : html_code((item.resource == finding.resource ? "" : item.resource + " ") + item.path + " = " + item.value));
    for (const FindingPlace& place : item.places) items += " <span class=\"note\">" + html_text(place_text(place)) + (place.note.empty() ? "" : " (" + html_text(place.note) + ")") + "</span>";
    items += "</li>";
  }
  for (const FindingReason& reason : finding.reasons) {
    items += "<li>" + (reason.text.empty() ? both({reason_word(reason.code, Language::kEnglish), reason_word(reason.code, Language::kJapanese)}) : html_text(reason.text));
    for (const FindingPlace& place : reason.places) items += " <span class=\"note\">" + html_text(place_text(place)) + "</span>";
    items += "</li>";
  }
  if (!finding.obligation.empty()) items += "<li>" + both(word(Word::kRemains)) + ": " + html_code(finding.obligation) + "</li>";
  if (!items.empty()) out += "<ul class=\"decided\">" + items + "</ul>";
  return out;
}

std::string block(const Run& run, const std::vector<const Finding*>& findings, size_t from, size_t to, const char* state, const Bilingual& caption) {
  std::string out = std::string("<div class=\"block wide\" data-state=\"") + state + "\"><table><caption>" + both(caption) + "</caption><thead><tr><th scope=\"col\">" + both({"resource", "リソース"}) +
                    "</th><th scope=\"col\">" + both({"place", "場所"}) + "</th><th scope=\"col\">" + both({"what decided it", "判定の根拠"}) + "</th></tr></thead><tbody>\n";
  for (size_t i = from; i < to; ++i) {
    const Finding& finding = *findings[i];
    out += "<tr><td>" + html_code(finding.resource) + "</td><td>" + html_text(place_text(finding.place)) + "</td><td>" + decided(run, finding) + "</td></tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string blocks(const Run& run, const std::vector<const Finding*>& findings, Verdict verdict, const char* state, Word name) {
  std::vector<const Finding*> chosen;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(chosen), [&](const Finding* finding) { return finding->verdict == verdict; });
  std::string out;
  for (size_t from = 0; from < chosen.size(); from += kRowsOfABlock) {
    const size_t to = std::min(from + kRowsOfABlock, chosen.size());
    const std::string range = chosen.size() <= kRowsOfABlock ? " " + std::to_string(chosen.size()) : " " + std::to_string(from + 1) + "–" + std::to_string(to) + " / " + std::to_string(chosen.size());
    const Bilingual caption{say(name, Language::kEnglish) + range, say(name, Language::kJapanese) + range};
    const std::string table = block(run, chosen, from, to, state, caption);
    out += from == 0 ? table : "<details><summary>" + both(caption) + "</summary>" + table + "</details>\n";
  }
  return out;
}

std::string rule_section(const Run& run, const RunRule& rule, const std::vector<const Finding*>& findings, bool open) {
  const RuleOutcome outcome = outcome_of(rule);
  std::string out = "<section class=\"rule\" id=\"" + html_text(anchor(rule)) + "\" data-severity=\"" + html_text(rule.severity) + "\" data-words=\"" + html_text(rule.name + " " + rule.title.en + " " + rule.title.ja);
  for (const RunSupports& one : rule.supports) out += html_text(" " + one.control);
  out += std::string("\"><details") + (open ? " open" : "") + "><summary>" + html_mark(tone_of(outcome), name_of(outcome)) + " " + both(severity(rule.severity)) + " · <strong>" + both(rule.title) + "</strong> · " +
         both({std::to_string(rule.fail) + " fail, " + std::to_string(rule.unknown) + " unknown, " + std::to_string(rule.pass) + " pass",
               "不合格 " + std::to_string(rule.fail) + "、判定不能 " + std::to_string(rule.unknown) + "、合格 " + std::to_string(rule.pass)}) +
         "</summary><div>\n<p>" + html_code(rule.name) + " <span class=\"note\">" + html_text(rule.file) + (rule.line > 0 ? ":" + std::to_string(rule.line) : "") + "</span></p>\n";
  if (!rule.supports.empty()) {
    out += "<ul>";
    for (const RunSupports& one : rule.supports) out += "<li>" + both({"supports ", "裏付ける管理策 "}) + html_text(catalogue_name(one.catalogue) + " " + one.control) + " " + both(one.title) + (one.because.en.empty() && one.because.ja.empty() ? "" : ": " + both(one.because)) + "</li>";
    out += "</ul>\n";
  }
  if (!rule.remedy.en.empty() || !rule.remedy.ja.empty()) out += "<p><strong>" + both(word(Word::kRemedy)) + "</strong>: " + both(rule.remedy) + "</p>\n";
  out += blocks(run, findings, Verdict::kFail, "fail", Word::kFail) + blocks(run, findings, Verdict::kUnknown, "unknown", Word::kUnknown) + blocks(run, findings, Verdict::kPass, "pass", Word::kPass);
  return out + "</div></details></section>\n";
}

std::string tools() {
  HtmlChoice severities{"severity", {"Severity", "深刻度"}, {}};
  for (const char* name : {"critical", "high", "medium", "low", "info"}) severities.options.emplace_back(name, severity(name));
  return html_filter({"Filter: resource, value, rule or control", "絞り込み（リソース・値・ルール・管理策）"},
                     {{"state", {"Verdict", "判定"}, {{"fail", word(Word::kFail)}, {"unknown", word(Word::kUnknown)}, {"pass", word(Word::kPass)}}}, severities});
}

std::string finding_sections(const Run& run) {
  const std::vector<std::vector<const Finding*>> findings = findings_by_rule(run);
  std::vector<size_t> order;
  for (size_t i = 0; i < findings.size(); ++i) {
    if (std::any_of(findings[i].begin(), findings[i].end(), [](const Finding* finding) { return finding->verdict != Verdict::kNotApplicable; })) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const RunRule &left = run.rules[a], &right = run.rules[b];
    return std::tuple(outcome_of(left), -severity_rank(left.severity)) < std::tuple(outcome_of(right), -severity_rank(right.severity));
  });
  if (order.empty()) return "";
  std::string out = html_heading(word(Word::kFindings)) + tools();
  for (const size_t i : order) out += rule_section(run, run.rules[i], findings[i], run.findings.size() <= kUnfolded);
  return out;
}

std::string unseen_list(const Bilingual& head, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  std::string out = "<details><summary>" + both(head) + "</summary><ul>";
  for (const std::string& name : names) out += "<li>" + html_code(name) + "</li>";
  return out + "</ul></details>\n";
}

std::string unseen(const Run& run) {
  std::vector<std::string> types, undecidable, without, never;
  for (const auto& [type, count] : run.unmapped_types) types.push_back(type + " (" + std::to_string(count) + ")");
  for (const RunRule& rule : run.rules) {
    for (const RunUndecidable& one : rule.undecidable) undecidable.push_back(rule.name + " (" + one.type + " × " + std::to_string(one.resources) + "): " + one.reason);
    if (outcome_of(rule) == RuleOutcome::kNoPopulation) without.push_back(rule.name);
    if (outcome_of(rule) == RuleOutcome::kNeverApplied) never.push_back(rule.name);
  }
  const std::vector<std::string> missing = expected_texts(run, "not_seen"), left_out = expected_texts(run, "excluded");
  if (types.empty() && undecidable.empty() && without.empty() && never.empty() && missing.empty() && left_out.empty()) return "";
  const auto head = [](Word one, size_t number) {
    Bilingual text = word(one, number);
    for (std::string* each : {&text.en, &text.ja}) each->erase(each->find_last_not_of(": ") + 1);
    return text;
  };
  return html_heading(word(Word::kNobodyLooked)) + unseen_list(head(Word::kNotSeen, missing.size()), missing) + unseen_list(head(Word::kLeftOut, left_out.size()), left_out) + unseen_list(head(Word::kUnmapped, types.size()), types) + unseen_list(head(Word::kUndecidable, undecidable.size()), undecidable) +
         unseen_list(head(Word::kWithoutPopulation, without.size()), without) + unseen_list(head(Word::kNeverApplied, never.size()), never);
}

// Waivers that are not simply valid: expired, unused, about to expire …
std::string waivers(const Run& run) {
  std::vector<std::vector<HtmlCell>> rows;
  for (const RunWaiver* waiver : waivers_to_tell(run)) {
    rows.push_back({{both({waiver_state_word(*waiver, Language::kEnglish), waiver_state_word(*waiver, Language::kJapanese)}) + " " + html_code(waiver->code), ""}, {html_code(waiver->rule) + "<br>" + html_code(waiver->resource), ""},
                    {both({waiver_text(*waiver, Language::kEnglish), waiver_text(*waiver, Language::kJapanese)}), ""}, {html_text(waiver->file + ":" + std::to_string(waiver->line)), ""}});
  }
  if (rows.empty()) return "";
  return html_heading({"Waivers to look at", "確認が必要な例外承認"}) + html_table({"Waivers that are not simply valid", "有効期間や対象に問題のある例外承認"}, {{{"state", "状態"}}, {{"rule and resource", "ルールとリソース"}}, {{"waiver", "例外承認"}}, {{"place", "場所"}}}, rows);
}

// What became of an earlier run's obligations.
std::string obligations(const Run& run) {
  std::vector<std::vector<HtmlCell>> rows;
  for (const RunObligation& one : run.obligations) {
    const Bilingual match{obligation_match_words(one, Language::kEnglish), obligation_match_words(one, Language::kJapanese)};
    rows.push_back({{both({obligation_state_word(one, Language::kEnglish), obligation_state_word(one, Language::kJapanese)}), ""}, {html_code(one.rule) + "<br>" + html_code(one.resource) + (match.en.empty() ? "" : "<br>" + both(match)), ""},
                    {html_code(one.text) + (one.why.empty() ? "" : "<br>" + both({obligation_why_words(one, Language::kEnglish), obligation_why_words(one, Language::kJapanese)})), ""}});
  }
  if (run.obligations_of.empty()) return "";
  return html_heading(word(Word::kObligations)) + html_table({"Left undecided by " + run.obligations_of, run.obligations_of + " で判定できなかったもの"}, {{{"state", "状態"}}, {{"rule and resource", "ルールとリソース"}}, {{"what was left to show", "残る条件"}}}, rows);
}

std::string made_from(const Run& run) {
  std::string out = html_heading(word(Word::kMadeFrom)) + "<dl class=\"facts\">";
  const auto fact = [&](const Bilingual& name, const std::string& markup) { out += html_fact(name, markup); };
  fact(word(Word::kEngine), html_text("sekisho " + run.engine_version + ", ") + both(word(Word::kLanguageEdition)) + std::to_string(run.language));
  fact(word(Word::kPolicy), html_code(run.policy_digest));
  fact(word(Word::kEvaluated), html_text(format_timestamp(run.evaluated_at)) + " (" + both({basis_words(run.evaluated_at_basis, Language::kEnglish), basis_words(run.evaluated_at_basis, Language::kJapanese)}) + ")");
  for (const std::string& pack : run.packs) fact({"pack", "パック"}, html_text(pack));
  for (const auto& [name, value] : run.parameters) fact(word(Word::kParameters), html_code(name + " = " + value));
  for (const RunProfileChange& change : run.profile.changes) fact(word(Word::kProfile), html_code(run.profile.name) + " " + html_code(change.subject) + " " + html_text(change_text(change)));
  for (const RunSource& source : run.sources) {
    std::string notes;
    for (const std::string& note : source.notes) notes += "<br><span class=\"note\">" + html_text(note) + "</span>";
    fact(word(Word::kSource), html_text(source.path) + " · " + html_text(source.adapter) + " · " + both(word(Word::kResources, source.resources)) +
                                  (source.captured_at ? " · " + both(word(Word::kCaptured)) + html_text(format_timestamp(*source.captured_at)) : "") + "<br>" + html_code(source.digest) + notes);
  }
  if (run.complete_kinds.empty()) {
    out += "</dl>\n<p>" + both(word(Word::kOpenPopulations)) + "</p>\n";
    return out;
  }
  for (const std::string& kind : run.complete_kinds) fact(word(Word::kComplete), html_code(kind));
  return out + "</dl>\n";
}

}  // namespace

std::string report_html(const Run& run, Language language) {
  return html_page({"Check of configuration", "構成の判定結果"}, language, tiles(run) + control_map(run) + rule_table(run) + finding_sections(run) + waivers(run) + obligations(run) + unseen(run) + made_from(run));
}

}  // namespace sekisho
