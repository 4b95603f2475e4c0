// The comparison for people: what is new first, what is still there last, and what nobody can tell never left out.
#include <algorithm>

#include "engine/report/comparison_words.h"
#include "engine/report/layout.h"
#include "engine/report/text_parts.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/comparison_report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

struct Section {
  Change change;
  Word heading;
};
constexpr Section kSections[] = {
    {Change::kNew, Word::kChangeNew},     {Change::kAppeared, Word::kChangeAppeared}, {Change::kChangedReason, Word::kChangeReason}, {Change::kIncomparable, Word::kChangeIncomparable},
    {Change::kGone, Word::kChangeGone},   {Change::kFixed, Word::kChangeFixed},       {Change::kStill, Word::kChangeStill},
};

std::string verdict_or_none(const std::optional<Verdict>& verdict, Language language) { return verdict ? verdict_word(*verdict, language) : say(Word::kNotThere, language); }

void write_run(Page& page, Word head, int width, const SavedRun& saved, Language language) {
  page.paragraph(2, saved.path + "  " + format_timestamp(saved.run.evaluated_at) + ", sekisho " + saved.run.engine_version, Style::kPlain, {padded(say(head, language), width), Style::kFaint});
  page.paragraph(2 + width, saved.run.policy_digest, Style::kFaint);
  if (!saved.holds_all) page.paragraph(2 + width, say(Word::kWithoutPasses, language), Style::kUnknown);
}

void write_by(Page& page, int width, Word head, const std::vector<std::string>& by, Language language) {
  for (size_t i = 0; i < by.size(); ++i) page.paragraph(4, population_words(by[i], language), Style::kPlain, {padded(i == 0 ? say(head, language) : "", width), Style::kFaint});
}

void write_finding(Page& page, const FindingChange& one, bool whole, Language language) {
  const std::string verdicts = verdict_or_none(one.was, language) + " → " + verdict_or_none(one.now, language);
  page.paragraph(2, one.resource, Style::kStrong, {padded(verdicts, 24), style_of(one.now.value_or(one.was.value_or(Verdict::kUnknown)))});
  page.paragraph(4, one.rule + (one.waived ? "  (" + say(Word::kWaived, language) + ")" : ""), Style::kFaint);
  if (one.why != Why::kNone) page.paragraph(4, why_words(one.why, language));
  if (!whole) return;
  const int width = std::max(display_width(say(Word::kEarlier, language)), display_width(say(Word::kLater, language))) + 2;
  write_by(page, width, Word::kEarlier, one.was_by, language);
  write_by(page, width, Word::kLater, one.now_by, language);
}

void write_rules(Page& page, const Comparison& comparison, const TextOptions& options) {
  if (comparison.rules.empty() && comparison.parameters.empty()) return;
  const Language language = options.language;
  page.gap();
  page.line(0, {{say(Word::kRulesChanged, language), Style::kStrong}});
  size_t shown = 0;
  for (const std::vector<RuleChange>* list : {&comparison.parameters, &comparison.rules}) {
    for (const RuleChange& change : *list) {
      if (!options.all && shown == 20) {
        page.line(2, {{say(Word::kMore, language, comparison.rules.size() + comparison.parameters.size() - shown), Style::kFaint}});
        return;
      }
      ++shown;
      page.paragraph(2, rule_change_words(change, language));
    }
  }
}

}  // namespace

std::string report_comparison_text(const SavedRun& earlier, const SavedRun& later, const Comparison& comparison, const TextOptions& options) {
  const Language language = options.language;
  Page page(std::max(options.width, 40), options.colour);
  page.line(0, {{say(Word::kCompared, language), Style::kStrong}});
  const int width = std::max(display_width(say(Word::kEarlier, language)), display_width(say(Word::kLater, language))) + 2;
  write_run(page, Word::kEarlier, width, earlier, language);
  write_run(page, Word::kLater, width, later, language);
  write_rules(page, comparison, options);
  for (const Section& section : kSections) {
    const size_t all = comparison.count(section.change);
    if (all == 0) continue;
    page.gap();
    page.line(0, {{say(section.heading, language, all), Style::kStrong}});
    if (section.change == Change::kStill && !options.all) continue;
    size_t shown = 0;
    for (const FindingChange& one : comparison.findings) {
      if (one.change != section.change) continue;
      if (!options.all && options.limit != 0 && shown == options.limit) {
        page.line(2, {{say(Word::kMore, language, all - shown), Style::kFaint}});
        break;
      }
      ++shown;
      const bool whole = section.change == Change::kNew || section.change == Change::kAppeared || section.change == Change::kChangedReason || options.all;
      write_finding(page, one, whole, language);
    }
  }
  page.gap();
  std::string closing;
  for (const Section& section : kSections) closing += (closing.empty() ? "" : language == Language::kEnglish ? ", " : "、") + say(section.heading, language, comparison.count(section.change));
  return page.take() + closing + "\n";
}

}  // namespace sekisho
