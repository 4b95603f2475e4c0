// The report for people: worst rules first, each with what decided it, then counts and what nobody looked at.
#include <algorithm>

#include "engine/report/layout.h"
#include "engine/report/text_rule.h"
#include "engine/report/text_summary.h"
#include "engine/report/totals.h"
#include "engine/report/words.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {


// Rules with failures first, then undecided ones; the more severe before the less; names keep the rest in order.
std::vector<size_t> reading_order(const Run& run) {
  std::vector<size_t> order(run.rules.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const RuleOutcome outcome_a = outcome_of(run.rules[a]);
    const RuleOutcome outcome_b = outcome_of(run.rules[b]);
    if (outcome_a != outcome_b) return outcome_a < outcome_b;
    return severity_rank(run.rules[a].severity) > severity_rank(run.rules[b].severity);
  });
  return order;
}

}  // namespace

std::string closing_line(const Run& run, Language language) {
  const Totals totals = totals_of(run);
  if (totals.pass + totals.fail + totals.unknown == 0) return say(Word::kClosingNothing, language) + "\n";
  const std::string comma = language == Language::kEnglish ? ", " : "、";
  const auto waived = [&](size_t count) { return count == 0 ? std::string() : say(Word::kClosingWaived, language, count); };
  std::string text = say(Word::kClosingFail, language, totals.fail) + waived(totals.waived_fail) + comma + say(Word::kClosingUnknown, language, totals.unknown) + waived(totals.waived_unknown) + comma +
                     say(Word::kClosingPass, language, totals.pass) + say(Word::kClosingRules, language, run.rules.size());
  if (totals.fail + totals.unknown > 0) text += say(Word::kClosingAdvice, language);
  return text + "\n";
}

std::string report_text(const Run& run, const TextOptions& options) {
  const Language language = options.language;
  Page page(std::max(options.width, kNarrowest), options.colour);
  const std::vector<std::vector<const Finding*>> findings = findings_by_rule(run);
  page.line(0, {{"Sekisho " + run.engine_version, Style::kStrong},
                {": " + say(Word::kChecked, language, run.resources) + say(Word::kFromSources, language, run.sources.size()) +
                 say(Word::kAgainstRules, language, run.rules.size())}});
  for (const size_t rule : reading_order(run)) {
    if (worth_showing(run.rules[rule], options)) write_rule(page, run, run.rules[rule], findings[rule], options);
  }
  write_summary(page, run, options);
  write_waivers_to_tell(page, run, options);
  write_obligations(page, run, options);
  write_unseen(page, run, options);
  write_provenance(page, run, options);
  page.gap();
  return page.take() + closing_line(run, language);
}

}  // namespace sekisho
