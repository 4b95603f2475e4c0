// collect.
#include "engine/finding/collect.h"

#include <algorithm>
#include <set>

#include "engine/finding/places.h"
#include "engine/store/row_scope.h"
#include "engine/value/reason_words.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr size_t kMaxWitness = 40;  // of a pass over a long list; a fail's witness is short by nature
constexpr size_t kMaxToldReasons = 3;  // in a message; all of them stand among the reasons

std::string population_fact(const Evaluator& evaluator, const WitnessLeaf& leaf) {
  size_t count = 0;
  bool complete = true;
  if (leaf.entity == nullptr) {
    count = evaluator.raw().of_type(leaf.raw_type).size();
    complete = false;
  } else {
    for (const EntityType* kind : leaf.entity->kinds) {
      const Population* population = evaluator.snapshot()->find_population(kind);
      if (population != nullptr) count += population->rows.size();
    }
    complete = evaluator.snapshot()->complete(leaf.entity);
  }
  return std::to_string(count) + (count == 1 ? " row, " : " rows, ") + (complete ? "complete" : "possibly more elsewhere");
}

WitnessItem item_of(const Evaluator& evaluator, const WitnessLeaf& leaf) {
  WitnessItem item;
  item.path = leaf.path;
  if (leaf.row != nullptr) {
    item.resource = leaf.row->id;
    item.value = is_collection(leaf.value) ? std::to_string(leaf.value.members().size()) + (leaf.value.members().size() == 1 ? " member" : " members")
                                           : to_seki(leaf.value);
    for (const Place& place : leaf.value.places()) item.places.push_back(find_place(evaluator.raw(), place));
    if (item.places.empty() && leaf.row->resource != nullptr) item.places.push_back(find_place(evaluator.raw(), *leaf.row->resource));
  } else if (leaf.node != nullptr) {
    item.resource = leaf.node->resource == nullptr ? "" : leaf.node->resource->address;
    item.value = show(*leaf.node);
    item.places.push_back(find_place(evaluator.raw(), Place{leaf.node, ""}));
  } else {
    item.resource = leaf.entity == nullptr ? leaf.raw_type : leaf.entity->name;
    item.value = population_fact(evaluator, leaf);
  }
  make_harmless(item.value);
  return item;
}

FindingReason reason_of(const Evaluator& evaluator, const Reason& reason, bool with_place) {
  FindingReason out;
  out.code = std::string(to_string(reason.code));
  out.text = harmless(reason.text);
  if (reason.place && with_place) out.places.push_back(find_place(evaluator.raw(), *reason.place));
  return out;
}

// A rule's message says what is wrong; where nobody can tell, it would be a claim.
Bilingual undecided(const std::vector<FindingReason>& reasons) {
  Bilingual message{"cannot be decided", "判定できません"};
  std::set<std::string_view> told;
  size_t left = 0;
  for (const FindingReason& reason : reasons) {
    const ReasonWords words = reason_words(reason.code);
    const std::string_view text = reason.text.empty() ? words.en : std::string_view(reason.text);
    if (!told.insert(text).second) continue;
    if (told.size() > kMaxToldReasons) {
      ++left;
      continue;
    }
    message.en.append(told.size() == 1 ? ": " : "; ").append(text);
    message.ja.append(told.size() == 1 ? ": " : "; ").append(words.ja);
    if (text != words.en) message.ja.append(" (").append(text).append(")");
  }
  if (left > 0) {
    message.en += "; and " + std::to_string(left) + " more";
    message.ja += "; ほか " + std::to_string(left) + " 件";
  }
  return message;
}

Bilingual told(Evaluator& evaluator, const Texts& texts, Frame& frame) {
  Bilingual out{evaluator.interpolate(texts.en, frame), evaluator.interpolate(texts.ja, frame)};
  make_harmless(out.en);
  make_harmless(out.ja);
  return out;
}

bool says_the_same(const TextTemplate& text) {
  return std::all_of(text.begin(), text.end(), [](const TextPart& part) { return part.expression == nullptr; });
}

SharedBilingual remedy_of(Evaluator& evaluator, Shared& shared, const Rule& rule, Frame& frame) {
  const auto [known, is_new] = shared.remedies.try_emplace(&rule);
  if (!is_new) return known->second;
  SharedBilingual remedy = told(evaluator, rule.remedy, frame);
  if (says_the_same(rule.remedy.en) && says_the_same(rule.remedy.ja)) known->second = remedy;
  else shared.remedies.erase(known);
  return remedy;
}

std::vector<FindingName> names_of(const Row& row) {
  std::vector<FindingName> names;
  for (const RowIdentity& identity : row.identities()) {
    if (identity.text.kind() != ValueKind::kText || identity.text.as_text().empty()) continue;
    FindingName name{identity.space, scope_of(row, identity), identity.text.as_text()};
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

void collect(Evaluator& evaluator, Shared& shared, const Rule& rule, int rule_index, const RuleVerdict& verdict, Frame& frame, const Trace* trace, const CollectOptions& options, Finding& finding) {
  const Subject& subject = verdict.subject;
  finding.verdict = verdict.decision.verdict;
  finding.applicability_unknown = verdict.decision.applicability_unknown;
  finding.vacuous = verdict.vacuous;
  finding.rule = rule_index;
  finding.resource = subject.row != nullptr ? subject.row->id.str() : subject.resource->address;
  finding.kind = subject.row != nullptr ? subject.row->kind->name : rule.raw_type;
  const RawResource* resource = subject.row != nullptr ? subject.row->resource : subject.resource;
  if (resource != nullptr) {
    finding.source = evaluator.raw().source_of(resource);
    finding.account = resource->account.value_or("");
  }
  const bool decided = (finding.verdict == Verdict::kFail && options.witness) || (finding.verdict == Verdict::kPass && !finding.applicability_unknown && options.witness_of_passes);
  const bool open = finding.verdict == Verdict::kUnknown || finding.applicability_unknown;
  if (resource != nullptr) finding.place = find_place(evaluator.raw(), *resource, options.details);
  if (subject.row != nullptr && (options.names || finding.verdict == Verdict::kUnknown)) {
    finding.names = names_of(*subject.row);
    for (const auto& [source, id] : subject.row->also) finding.also.push_back(id);
  }
  if (decided) {
    std::vector<WitnessLeaf> witness = shared.witnesses.find(evaluator, rule, subject, finding.verdict, trace);
    for (const WitnessLeaf& leaf : witness) {
      if (finding.witness.size() == kMaxWitness) break;
      finding.witness.push_back(item_of(evaluator, leaf));
    }
  }
  if (open) {
    for (const ReasonPtr& reason : verdict.decision.reasons) finding.reasons.push_back(reason_of(evaluator, *reason, options.details));
    finding.obligation = shared.obligations.find(evaluator, rule, subject);
  }
  if (finding.verdict == Verdict::kUnknown) finding.message = undecided(finding.reasons);
  if (finding.verdict == Verdict::kFail) finding.message = told(evaluator, rule.message, frame);
  if (options.details && (finding.verdict == Verdict::kFail || open)) finding.remedy = remedy_of(evaluator, shared, rule, frame);
}

}  // namespace sekisho
