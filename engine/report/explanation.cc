// `sekisho explain`: one rule and one resource in full, for whoever doubts the verdict.
#include <algorithm>

#include "engine/report/text_parts.h"
#include "engine/report/totals.h"
#include "engine/report/words.h"
#include "sekisho/report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

void write_rule_text(Page& page, const RunRule& rule, const std::string& rule_text, Language language) {
  page.gap();
  page.line(0, {{say(Word::kTheRule, language), Style::kStrong}, {"  " + rule.file + ":" + std::to_string(rule.line), Style::kFaint}});
  size_t number = rule.line;
  for (size_t at = 0; at < rule_text.size(); ++number) {
    const size_t end = std::min(rule_text.find('\n', at), rule_text.size());
    page.paragraph(2, rule_text.substr(at, end - at), Style::kPlain, {padded_left(std::to_string(number), 4) + " | ", Style::kFaint});
    at = end + 1;
  }
}

void write_supports(Page& page, const RunRule& rule, Language language) {
  if (rule.supports.empty()) return;
  page.gap();
  page.line(0, {{say(Word::kSupported, language), Style::kStrong}});
  for (const RunSupports& one : rule.supports) {
    page.paragraph(2, pick(one.title, language), Style::kPlain, {catalogue_name(one.catalogue) + " " + one.control + "  ", Style::kStrong});
    page.paragraph(4, pick(one.because, language), Style::kPlain, {say(Word::kBecause, language) + " ", Style::kFaint});
  }
}

void write_finding(Page& page, const Run& run, const Finding& finding, Language language) {
  PartWriter parts(page, run, language, false);
  page.gap();
  page.line(0, {{verdict_word(finding.verdict, language), style_of(finding.verdict)}, {"  " + finding.resource, Style::kStrong}, {"  " + finding.kind}});
  page.line(2, {{place_text(finding.place), Style::kFaint}, {finding.place.text.empty() ? "" : " | " + finding.place.text}});
  if (!pick(finding.message, language).empty()) page.paragraph(2, pick(finding.message, language));
  parts.waiver(2, display_width(say(Word::kWaived, language)) + 2, run, finding);
  if (finding.vacuous) page.paragraph(2, say(Word::kVacuous, language));
  if (!finding.witness.empty() || finding.verdict != Verdict::kUnknown) {
    page.gap();
    page.line(0, {{say(Word::kDecided, language), Style::kStrong}});
    if (finding.witness.empty()) page.line(2, {{say(Word::kNothingToShow, language), Style::kFaint}});
    parts.witness(2, finding);
  }
  if (!finding.reasons.empty()) {
    page.gap();
    page.line(0, {{say(finding.applicability_unknown ? Word::kApplicabilityBecause : Word::kWhy, language), Style::kStrong}});
    parts.reasons(2, finding.reasons);
    const int label_width = display_width(say(Word::kRemains, language)) + 1;
    parts.obligation(2, label_width, finding.obligation);
  }
  const std::string_view remedy = pick(finding.remedy, language);
  if (remedy.empty()) return;
  page.gap();
  page.paragraph(0, remedy, Style::kPlain, {say(Word::kRemedy, language) + "  ", Style::kStrong});
}

}  // namespace

std::string report_explanation(const Run& run, const std::string& rule_text, const TextOptions& options) {
  Page page(std::max(options.width, 40), options.colour);
  const std::vector<std::vector<const Finding*>> findings = findings_by_rule(run);
  for (size_t i = 0; i < run.rules.size(); ++i) {
    if (findings[i].empty()) continue;
    const RunRule& rule = run.rules[i];
    page.gap();
    page.paragraph(0, pick(rule.title, options.language), Style::kStrong, {severity_word(rule.severity, options.language) + "  ", Style::kPlain});
    page.line(0, {{rule.name, Style::kFaint}});
    for (const Finding* finding : findings[i]) write_finding(page, run, *finding, options.language);
    write_supports(page, rule, options.language);
    write_rule_text(page, rule, rule_text, options.language);
  }
  return page.take();
}

}  // namespace sekisho
