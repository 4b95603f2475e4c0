// Findings that differ in nothing but their resource are told once: a module used fifty times has one mistake, not fifty.
#include "engine/report/text_rule.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/report/text_parts.h"
#include "engine/report/words.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr size_t kShownOfGroup = 5;  // names enough to see the pattern

// Writes the findings of one rule and counts how many may still be shown.
class RuleBlock {
 public:
  RuleBlock(Page& page, const Run& run, const TextOptions& options) : page_(page), run_(run), options_(options), parts_(page, run, options.language, true) {
    start_section();
    for (const Verdict verdict : {Verdict::kFail, Verdict::kUnknown, Verdict::kPass, Verdict::kNotApplicable}) {
      if (verdict == Verdict::kFail || verdict == Verdict::kUnknown || options.all)
        word_width_ = std::max(word_width_, display_width(verdict_word(verdict, options.language)));
    }
    for (const Word label : {Word::kRemedy, Word::kRemains, Word::kWaived}) word_width_ = std::max(word_width_, display_width(say(label, options.language)));
  }

  void write_fails(const std::vector<const Finding*>& findings);
  void write_unknowns(const std::vector<const Finding*>& findings);
  void write_others(const std::vector<const Finding*>& findings);
  // `all`: how many findings there are, worked out or not.
  void write_more(size_t all) {
    if (all > told_) page_.line(2, {{say(Word::kMore, options_.language, all - told_), Style::kFaint}});
  }

 private:
  // The limit is one of each verdict.
  void start_section() { left_ = options_.all || options_.limit == 0 ? static_cast<size_t>(-1) : options_.limit; }
  int inner() const { return 2 + word_width_ + 2; }
  bool take() {
    if (left_ == 0) return false;
    --left_;
    ++told_;
    return true;
  }
  void write_resource(const Finding& finding, bool with_verdict);
  void write_group(const std::vector<const Finding*>& group);

  Page& page_;
  const Run& run_;
  const TextOptions& options_;
  PartWriter parts_;
  size_t left_ = 0;
  size_t told_ = 0;
  int word_width_ = 0;
};

void RuleBlock::write_resource(const Finding& finding, bool with_verdict) {
  const std::string word = with_verdict ? verdict_word(finding.verdict, options_.language) : "";
  // The place keeps its room: a name may be cut, a place that is cut leads nowhere.
  const std::string place = parts_.place(finding.place);
  const int room = page_.width() - inner() - 2 - display_width(place);
  std::vector<Page::Part> parts = {{padded(word, word_width_ + 2), style_of(finding.verdict)},
                                   {room < 20 ? finding.resource : cut_to(finding.resource, room), Style::kStrong}};
  parts.push_back({"  " + place, Style::kFaint});
  page_.line(2, parts);
}

std::string_view shared_remedy(const std::vector<const Finding*>& findings, Language language) {
  if (findings.empty()) return {};
  const std::string_view first = pick(findings.front()->remedy, language);
  const bool same = std::all_of(findings.begin(), findings.end(), [&](const Finding* one) { return pick(one->remedy, language) == first; });
  return same ? first : std::string_view{};
}

void RuleBlock::write_fails(const std::vector<const Finding*>& findings) {
  const std::string_view shared = shared_remedy(findings, options_.language);
  const Page::Part label = {padded(say(Word::kRemedy, options_.language), word_width_ + 2), Style::kFaint};
  for (const Finding* finding : findings) {
    if (!take()) continue;
    write_resource(*finding, true);
    const std::string_view message = pick(finding->message, options_.language);
    if (!message.empty()) page_.paragraph(inner(), message);
    parts_.witness(inner(), *finding);
    parts_.waiver(2, word_width_ + 2, run_, *finding);
    const std::string_view remedy = pick(finding->remedy, options_.language);
    if (shared.empty() && !remedy.empty()) page_.paragraph(2, remedy, Style::kPlain, label);
  }
  if (!shared.empty()) page_.paragraph(2, shared, Style::kPlain, label);
}

// What two unknown findings must share to be told as one.
std::string likeness(const Finding& finding) {
  std::string key = std::to_string(finding.waiver) + '\0' + finding.obligation;
  for (const FindingReason& reason : finding.reasons) {
    key += '\0' + reason.code + '\0' + reason.text;
    for (const FindingPlace& place : reason.places) key += '\0' + place.note;
  }
  return key;
}

void RuleBlock::write_group(const std::vector<const Finding*>& group) {
  size_t shown = 0;
  const size_t most = options_.all ? group.size() : kShownOfGroup;
  for (const Finding* finding : group) {
    if (shown == most || !take()) break;
    write_resource(*finding, shown == 0);
    ++shown;
  }
  if (shown == 0) return;
  told_ += group.size() - shown;
  if (shown < group.size()) page_.line(inner(), {{say(Word::kMore, options_.language, group.size() - shown), Style::kFaint}});
  parts_.reasons(inner(), group.front()->reasons);
  parts_.obligation(2, word_width_ + 2, group.front()->obligation);
  parts_.waiver(2, word_width_ + 2, run_, *group.front());
}

void RuleBlock::write_unknowns(const std::vector<const Finding*>& findings) {
  start_section();
  std::vector<std::vector<const Finding*>> groups;
  std::map<std::string, size_t> known;
  for (const Finding* finding : findings) {
    const auto [at, added] = known.emplace(likeness(*finding), groups.size());
    if (added) groups.emplace_back();
    groups[at->second].push_back(finding);
  }
  for (const std::vector<const Finding*>& group : groups) write_group(group);
}

void RuleBlock::write_others(const std::vector<const Finding*>& findings) {
  for (const Finding* finding : findings) {
    if (!take()) continue;
    write_resource(*finding, true);
    if (finding->vacuous) page_.line(inner(), {{say(Word::kVacuous, options_.language), Style::kFaint}});
    if (finding->applicability_unknown) {
      page_.line(inner(), {{say(Word::kApplicabilityUnknown, options_.language), Style::kFaint}});
      parts_.reasons(inner(), finding->reasons);
    }
  }
}

// "ISMAP 10.1.1, 8.1.2.7.PB": a catalogue is named where it changes.
std::string controls_text(const RunRule& rule) {
  std::string text;
  std::string catalogue;
  for (const RunSupports& one : rule.supports) {
    if (!text.empty()) text += ", ";
    if (one.catalogue != catalogue) text += catalogue_name(one.catalogue) + " ";
    catalogue = one.catalogue;
    text += one.control;
  }
  return text;
}

void write_heading(Page& page, const RunRule& rule, Language language) {
  const std::string severity = severity_word(rule.severity, language) + "  ";
  const Style style = rule.fail > 0 ? Style::kFail : rule.unknown > 0 ? Style::kUnknown : Style::kPass;
  page.paragraph(0, pick(rule.title, language), Style::kStrong, {severity, style});
  const int indent = display_width(severity);
  page.line(indent, {{rule.name, Style::kFaint}});
  if (!rule.supports.empty()) page.paragraph(indent, controls_text(rule), Style::kFaint, {say(Word::kSupports, language), Style::kFaint});
  std::string counts;
  const auto count = [&](size_t number, const std::string& word) {
    if (number == 0) return;
    if (!counts.empty()) counts += " · ";
    counts += language == Language::kEnglish ? std::to_string(number) + " " + word : word + " " + std::to_string(number);
  };
  for (const auto& [number, verdict] : {std::pair{rule.fail, Verdict::kFail}, std::pair{rule.unknown, Verdict::kUnknown},
                                        std::pair{rule.pass, Verdict::kPass}, std::pair{rule.not_applicable, Verdict::kNotApplicable}})
    count(number, verdict_word(verdict, language));
  if (!counts.empty()) page.line(indent, {{counts, Style::kPlain}});
}

}  // namespace

bool worth_showing(const RunRule& rule, const TextOptions& options) {
  return rule.fail > 0 || rule.unknown > 0 || (options.all && rule.pass + rule.not_applicable > 0);
}

void write_rule(Page& page, const Run& run, const RunRule& rule, const std::vector<const Finding*>& findings, const TextOptions& options) {
  std::map<Verdict, std::vector<const Finding*>> by_verdict;
  for (const Finding* finding : findings) by_verdict[finding->verdict].push_back(finding);
  // What nobody has accepted is read first.
  for (auto& [verdict, list] : by_verdict) std::stable_partition(list.begin(), list.end(), [](const Finding* finding) { return finding->waiver < 0; });
  page.gap();
  write_heading(page, rule, options.language);
  page.gap();
  RuleBlock block(page, run, options);
  block.write_fails(by_verdict[Verdict::kFail]);
  block.write_unknowns(by_verdict[Verdict::kUnknown]);
  if (options.all) {
    block.write_others(by_verdict[Verdict::kPass]);
    block.write_others(by_verdict[Verdict::kNotApplicable]);
  }
  block.write_more(options.all ? findings.size() : rule.fail + rule.unknown);
}

}  // namespace sekisho
