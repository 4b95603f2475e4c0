// Nothing passes by accident: whatever was not judged is counted here, with its name.
#include "engine/report/text_summary.h"

#include <algorithm>

#include "engine/base/sha256.h"
#include "engine/report/obligations.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr size_t kShownNames = 12;  // two or three lines; more belongs to --all
constexpr int kShownRegisters = 8;

// Names joined by commas; after a dozen only their number, unless all are wanted.
std::string joined(const std::vector<std::string>& names, const TextOptions& options) {
  const size_t most = options.all ? names.size() : std::min(names.size(), kShownNames);
  std::string text;
  for (size_t i = 0; i < most; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (most < names.size()) text += ", " + say(Word::kMore, options.language, names.size() - most);
  return text;
}

std::vector<std::string> rules_with(const Run& run, RuleOutcome outcome) {
  std::vector<std::string> names;
  for (const RunRule& rule : run.rules) {
    if (outcome_of(rule) == outcome) names.push_back(rule.name);
  }
  return names;
}

void write_counts(Page& page, const Totals& totals, Language language) {
  struct Column {
    std::string head;
    size_t rules, findings;
    Style style;
  };
  const std::vector<Column> columns = {
      {say(Word::kFail, language), totals.rules_fail, totals.fail, Style::kFail},
      {say(Word::kUnknown, language), totals.rules_unknown, totals.unknown, Style::kUnknown},
      {say(Word::kPass, language), totals.rules_pass, totals.pass, Style::kPass},
      {say(Word::kNotApplicable, language), totals.rules_never_applied, totals.not_applicable, Style::kFaint},
      {say(Word::kNoResource, language), totals.rules_without_population, 0, Style::kFaint},
  };
  const std::string row_heads[] = {say(Word::kRules, language), say(Word::kFindings, language)};
  const int head_width = std::max(display_width(row_heads[0]), display_width(row_heads[1]));
  std::vector<Page::Part> lines[3] = {{{padded("", head_width)}}, {{padded(row_heads[0], head_width)}}, {{padded(row_heads[1], head_width)}}};
  for (const Column& column : columns) {
    const bool only_rules = &column == &columns.back();
    const std::string rules = std::to_string(column.rules);
    const std::string findings = only_rules ? "" : std::to_string(column.findings);
    const int width = 3 + std::max({display_width(column.head), display_width(rules), display_width(findings)});
    lines[0].push_back({padded_left(column.head, width), Style::kFaint});
    lines[1].push_back({padded_left(rules, width), column.rules > 0 ? column.style : Style::kFaint});
    lines[2].push_back({padded_left(findings, width), column.findings > 0 ? column.style : Style::kFaint});
  }
  for (const std::vector<Page::Part>& line : lines) page.line(2, line);
}

bool is_register(const RunSource& source) { return source.adapter == "register"; }

// Many registers are told as one, with the digest that `sha256sum FILE… | cut -c1-64 | sort | sha256sum` gives; what their reader noted is told of each.
void write_folded_registers(Page& page, const Run& run, Language language, const Page::Part& label) {
  std::vector<std::string> digests;
  size_t rows = 0;
  for (const RunSource& source : run.sources) {
    if (!is_register(source)) continue;
    rows += source.resources;
    digests.push_back(source.digest.substr(source.digest.find(':') + 1));
  }
  page.paragraph(2, say(Word::kRegistersFolded, language, digests.size()) + say(Word::kResources, language, rows), Style::kPlain, label);
  const int indent = 2 + display_width(label.text);
  page.paragraph(indent, sha256_of_all(std::move(digests)), Style::kFaint);
  for (const RunSource& source : run.sources) {
    if (!is_register(source)) continue;
    for (const std::string& note : source.notes) page.paragraph(indent, source.path + ": " + note, Style::kFaint);
  }
}

}  // namespace

void write_summary(Page& page, const Run& run, const TextOptions& options) {
  const Totals totals = totals_of(run);
  page.gap();
  page.line(0, {{say(Word::kSummary, options.language), Style::kStrong}});
  write_counts(page, totals, options.language);
  if (totals.waived_fail > 0) page.paragraph(2, say(Word::kWaivedFails, options.language, totals.waived_fail));
  if (totals.waived_unknown > 0) page.paragraph(2, say(Word::kWaivedUnknowns, options.language, totals.waived_unknown));
  if (totals.vacuous > 0) page.paragraph(2, say(Word::kVacuousPasses, options.language, totals.vacuous));
  if (totals.applicability_unknown > 0) page.paragraph(2, say(Word::kApplicabilityPasses, options.language, totals.applicability_unknown));
}

void write_waivers_to_tell(Page& page, const Run& run, const TextOptions& options) {
  const std::vector<const RunWaiver*> waivers = waivers_to_tell(run);
  if (waivers.empty()) return;
  page.gap();
  page.line(0, {{say(Word::kWaiversHeading, options.language), Style::kStrong}});
  for (const RunWaiver* waiver : waivers) {
    page.paragraph(2, waiver_state_word(*waiver, options.language) + " [" + waiver->code + "]  " + waiver->file + ":" + std::to_string(waiver->line), Style::kUnknown);
    page.paragraph(4, waiver->rule + "  " + waiver->resource, Style::kStrong);
    page.paragraph(4, waiver_text(*waiver, options.language), Style::kFaint);
  }
}

void write_obligations(Page& page, const Run& run, const TextOptions& options) {
  if (run.obligations_of.empty()) return;
  const Language language = options.language;
  const ObligationCounts counts = obligation_counts(run);
  page.gap();
  page.line(0, {{say(Word::kObligations, language), Style::kStrong}, {run.obligations_of}});
  const std::string comma = language == Language::kEnglish ? ", " : "、";
  page.paragraph(2, say(Word::kObligationsMet, language, counts.met) + comma + say(Word::kObligationsBroken, language, counts.broken) + comma + say(Word::kObligationsOpen, language, counts.open) + comma +
                        say(Word::kObligationsUnmatched, language, counts.unmatched) + comma + say(Word::kObligationsLapsed, language, counts.lapsed));
  for (const RunSource& source : run.sources) {
    if (counts.met > 0 && !source.captured_at && source.adapter != "register") page.paragraph(2, source.path + " " + say(Word::kObligationsNoTime, language), Style::kUnknown);
  }
  for (const RunObligation& one : run.obligations) {
    if (one.state == "met" && !options.all) continue;
    page.paragraph(2, one.resource, Style::kStrong, {padded(obligation_state_word(one, language), 12), one.state == "broken" ? Style::kFail : one.state == "met" ? Style::kPass : Style::kUnknown});
    page.paragraph(4, one.rule, Style::kFaint);
    if (!one.why.empty()) page.paragraph(4, obligation_why_words(one, language));
    if (const std::string match = obligation_match_words(one, language); !match.empty()) page.paragraph(4, match);
    page.paragraph(4, one.text, Style::kPlain, {say(Word::kRemains, language) + " ", Style::kFaint});
  }
}

void write_unseen(Page& page, const Run& run, const TextOptions& options) {
  std::vector<std::string> types;
  for (const auto& [type, count] : run.unmapped_types) types.push_back(type + " (" + std::to_string(count) + ")");
  const std::vector<std::string> without = rules_with(run, RuleOutcome::kNoPopulation);
  const std::vector<std::string> never = rules_with(run, RuleOutcome::kNeverApplied);
  std::vector<std::string> undecidable;
  for (const RunRule& rule : run.rules) {
    for (const RunUndecidable& one : rule.undecidable) undecidable.push_back(rule.name + " (" + one.type + ", " + say(Word::kResources, options.language, one.resources) + ": " + one.reason + ")");
  }
  const std::vector<std::string> missing = expected_texts(run, "not_seen"), left_out = expected_texts(run, "excluded");
  if (types.empty() && without.empty() && never.empty() && undecidable.empty() && missing.empty() && left_out.empty()) return;
  page.gap();
  page.line(0, {{say(Word::kNobodyLooked, options.language), Style::kStrong}});
  const auto list = [&](Word head, const std::vector<std::string>& names) {
    if (!names.empty()) page.paragraph(2, say(head, options.language, names.size()) + joined(names, options));
  };
  list(Word::kNotSeen, missing);
  list(Word::kLeftOut, left_out);
  list(Word::kUnmapped, types);
  list(Word::kUndecidable, undecidable);
  list(Word::kWithoutPopulation, without);
  list(Word::kNeverApplied, never);
}

// Rules that are off for one reason stand together; everything else is a line of its own.
void write_changes(Page& page, int indent, const RunProfile& profile, const TextOptions& options) {
  const Language language = options.language;
  std::vector<std::pair<std::string, std::vector<std::string>>> off;   // reason, rules
  for (const RunProfileChange& change : profile.changes) {
    const std::string reason = change.reason.empty() ? "" : " (" + change.reason + ")";
    if (change.change == "severity") {
      page.paragraph(indent, change.subject + say(Word::kSeverityNow, language) + change.value + say(Word::kSeverityWas, language) + change.was + reason, Style::kFaint);
    } else if (change.change == "parameter") {
      page.paragraph(indent, change.subject + " = " + change.value + reason, Style::kFaint);
    } else {
      auto same = std::find_if(off.begin(), off.end(), [&](const auto& group) { return group.first == change.reason; });
      if (same == off.end()) same = off.insert(off.end(), {change.reason, {}});
      same->second.push_back(change.subject);
    }
  }
  for (const auto& [reason, rules] : off) {
    page.paragraph(indent, say(Word::kSwitchedOff, language, rules.size()) + reason + say(Word::kSwitchedOffEnd, language) + joined(rules, options), Style::kFaint);
  }
}

void write_provenance(Page& page, const Run& run, const TextOptions& options) {
  const Language language = options.language;
  page.gap();
  page.line(0, {{say(Word::kMadeFrom, language), Style::kStrong}});
  int width = 0;
  for (const Word word : {Word::kEngine, Word::kPolicy, Word::kSource, Word::kEvaluated, Word::kParameters, Word::kComplete, Word::kRegisters})
    width = std::max(width, display_width(say(word, language)));
  const bool has_profile = run.profile.name != RunProfile{}.name || !run.profile.changes.empty();
  if (has_profile) width = std::max(width, display_width(say(Word::kProfile, language)));
  const auto entry = [&](Word word, const std::string& text) {
    page.paragraph(2, text, Style::kPlain, {padded(say(word, language), width + 2), Style::kFaint});
  };
  const bool fold = !options.all && std::count_if(run.sources.begin(), run.sources.end(), is_register) > kShownRegisters;
  for (const RunSource& source : run.sources) {
    if (fold && is_register(source)) continue;
    std::string text = source.path + ": " + source.adapter + " " + source.format + ", " + say(Word::kResources, language, source.resources);
    if (source.captured_at) text += ", " + say(Word::kCaptured, language) + format_timestamp(*source.captured_at);
    entry(Word::kSource, text);
    page.paragraph(2 + width + 2, source.digest, Style::kFaint);
    for (const std::string& note : source.notes) page.paragraph(2 + width + 2, note, Style::kFaint);
  }
  if (fold) write_folded_registers(page, run, language, {padded(say(Word::kRegisters, language), width + 2), Style::kFaint});
  std::string policy;
  for (const std::string& pack : run.packs) policy += (policy.empty() ? "" : ", ") + pack;
  if (!policy.empty()) {
    entry(Word::kPolicy, policy);
    page.paragraph(2 + width + 2, run.policy_digest, Style::kFaint);
  } else {
    entry(Word::kPolicy, run.policy_digest);
  }
  if (has_profile) {
    entry(Word::kProfile, run.profile.name);
    write_changes(page, 2 + width + 2, run.profile, options);
  }
  for (const auto& [name, value] : run.parameters) entry(Word::kParameters, name + " = " + value);
  if (!run.complete_kinds.empty()) entry(Word::kComplete, joined(run.complete_kinds, options));
  entry(Word::kEvaluated, format_timestamp(run.evaluated_at) + " (" + basis_words(run.evaluated_at_basis, language) + ")");
  entry(Word::kEngine, "sekisho " + run.engine_version + ", " + say(Word::kLanguageEdition, language) + std::to_string(run.language));
}

}  // namespace sekisho
