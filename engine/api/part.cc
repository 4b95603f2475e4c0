// A block: one population after the other, each of its subjects in the block under all rules over it.
#include "engine/api/part.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/api/select.h"
#include "engine/api/undecidable.h"
#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/query/reach.h"
#include "sekisho/mapped_file.h"

namespace sekisho {
namespace {

void count(VerdictCounts& rule, const Columns::Decided& verdict) {
  if (verdict.applicability_unknown) ++rule.applicability_unknown;
  if (verdict.vacuous) ++rule.vacuous;
  switch (verdict.verdict) {
    case Verdict::kPass: ++rule.pass; break;
    case Verdict::kFail: ++rule.fail; break;
    case Verdict::kUnknown: ++rule.unknown; break;
    case Verdict::kNotApplicable: ++rule.not_applicable; break;
  }
}

std::string disagreement(const Rule& rule, const Subject& subject, Verdict columns, Verdict rows) {
  return "the two engines disagree about `" + rule.name + "` on `" + (subject.row != nullptr ? subject.row->id.str() : subject.resource->address) + "`: columns say " + std::string(to_string(columns)) + ", the row evaluator " +
         std::string(to_string(rows)) + "; no verdict of this run can be trusted. Please report it, with the policy and the input if you can";
}

// What a rule ranges over: a kind, a trait, or a raw type, whose names begin with an adapter's.
const std::string& population_name(const Rule& rule) { return rule.entity != nullptr ? rule.entity->name : rule.raw_type; }

// All that is known of a resource is worked out in the piece that it is in, whatever rule asks. Pieces are numbered through all blocks.
size_t piece_of(const Evaluation& evaluation, const Subject& subject, size_t pieces) {
  const RawResource* resource = subject.row != nullptr ? subject.row->resource : subject.resource;
  if (pieces == 1 || resource == nullptr) return 0;
  const size_t resources = evaluation.raw.sources()[static_cast<size_t>(evaluation.raw.source_of(resource))]->resources.size();
  return std::min(pieces - 1, resource->number * pieces / std::max<size_t>(1, resources));
}

std::string_view id_of(const Subject& subject) { return subject.row != nullptr ? std::string_view(subject.row->id) : std::string_view(subject.resource->address); }

// By source and id; those of one id stay as they stand.
void put_in_order(const Evaluation& evaluation, const std::vector<uint32_t>& ranks, std::vector<Subject>& subjects) {
  if (!subjects.empty() && subjects.front().row == nullptr) {
    std::stable_sort(subjects.begin(), subjects.end(), [&](const Subject& a, const Subject& b) {
      const int source_a = evaluation.raw.source_of(a.resource), source_b = evaluation.raw.source_of(b.resource);
      return source_a != source_b ? source_a < source_b : a.resource->address < b.resource->address;
    });
    return;
  }
  std::vector<std::pair<uint32_t, uint32_t>> ordered;   // rank, and where the subject stood
  ordered.reserve(subjects.size());
  for (size_t i = 0; i < subjects.size(); ++i) ordered.emplace_back(ranks[subjects[i].row->number], static_cast<uint32_t>(i));
  std::sort(ordered.begin(), ordered.end());
  std::vector<Subject> before = std::exchange(subjects, {});
  subjects.reserve(before.size());
  for (const auto& [rank, place] : ordered) subjects.push_back(before[place]);
}

const Subjects& ordered_subjects(Evaluation& evaluation, const Rule& rule, const PartInput& input) {
  const std::lock_guard taken(input.subjects.lock);
  const auto [known, is_new] = input.subjects.of.try_emplace(population_name(rule));
  Subjects& subjects = known->second;
  if (!is_new) return subjects;
  subjects.all = subjects_of(evaluation.rules, rule);
  if (!input.options.only_resource.empty()) std::erase_if(subjects.all, [&](const Subject& s) { return id_of(s) != input.options.only_resource; });
  put_in_order(evaluation, input.subjects.ranks, subjects.all);
  const size_t pieces = input.blocks * input.pieces;
  subjects.by_piece.resize(pieces);
  for (size_t i = 0; i < subjects.all.size(); ++i) subjects.by_piece[piece_of(evaluation, subjects.all[i], pieces)].push_back(static_cast<uint32_t>(i));
  return subjects;
}

// Whether a rule's messages use what its lets say. Reads the rule's body: asked of rules with findings only.
bool has_lets(const Rule& rule) {
  return std::any_of(rule.clauses.begin(), rule.clauses.end(), [](const Clause& clause) { return clause.kind == Clause::Kind::kLet; });
}

// By the subjects' numbers; of each verdict at most `per_rule`, 0: all.
void keep_first(std::vector<std::pair<uint32_t, Columns::Decided>>& to_tell, size_t per_rule) {
  std::sort(to_tell.begin(), to_tell.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t kept[4] = {};
  std::erase_if(to_tell, [&](const auto& one) { return per_rule != 0 && ++kept[static_cast<size_t>(one.second.verdict)] > per_rule; });
}

// Decides a rule's subjects, and tells of those that are to be shown.
class RuleWorker {
 public:
  RuleWorker(Evaluation& evaluation, Shared& shared, const Rule& rule, int position, const FindingsWanted& wanted, Findings::Store& findings, BlockOutcomes& out)
      : evaluation_(evaluation), shared_(shared), rule_(rule), position_(position), wanted_(wanted), findings_(findings), out_(out) {}

  // `number`: of the subject among all of the rule.
  void decide(const Subject& subject, uint32_t number) {
    Columns::Decided decided;
    if (evaluation_.columns.has_value()) {
      decided = evaluation_.columns->decide(rule_, subject);
    } else {
      const RuleVerdict verdict = verdict_of(evaluation_.rules, rule_, subject);
      decided = {verdict.decision.verdict, verdict.decision.applicability_unknown, verdict.vacuous};
    }
    out_.verdicts.push_back(decided.verdict);
    count(out_.counts, decided);
    const bool shown = decided.verdict == Verdict::kFail || decided.verdict == Verdict::kUnknown || wanted_.passes;
    if (!shown) return;
    if (wanted_.plain && is_plain(decided)) return out_.plain.emplace_back(number, plain(subject, decided)), void();
    out_.to_tell.emplace_back(number, decided);
    if (wanted_.per_rule != 0 && out_.to_tell.size() >= kFew + 8 * wanted_.per_rule) keep_first(out_.to_tell, wanted_.per_rule);
  }

  // What is to be told, in the order of the subjects' numbers. False: the engines disagree.
  bool tell(const std::vector<Subject>& all) {
    keep_first(out_.to_tell, wanted_.per_rule);
    for (const auto& [number, decided] : out_.to_tell) {
      if (!tell(all[number], number, decided)) return false;
    }
    out_.to_tell = {};
    return true;
  }
  std::string disagreement_;

 private:
  static constexpr size_t kFew = 64;

  static bool is_plain(const Columns::Decided& decided) { return decided.verdict == Verdict::kNotApplicable || (decided.verdict == Verdict::kPass && !decided.applicability_unknown); }

  PlainVerdict plain(const Subject& subject, const Columns::Decided& decided) const {
    const RawResource* resource = subject.row != nullptr ? subject.row->resource : subject.resource;
    PlainVerdict verdict;
    verdict.kind = subject.row != nullptr ? &subject.row->kind->name : &rule_.raw_type;
    verdict.resource = subject.row != nullptr ? &subject.row->id.str() : &resource->address;
    verdict.rule = position_;
    verdict.verdict = decided.verdict;
    verdict.vacuous = decided.vacuous;
    if (resource == nullptr) return verdict;
    verdict.source = evaluation_.raw.source_of(resource);
    if (resource->account) verdict.account = &resource->account->str();
    return verdict;
  }

  bool tell(const Subject& subject, uint32_t number, const Columns::Decided& decided) {
    RuleVerdict verdict{0, subject, {decided.verdict, decided.applicability_unknown, {}}, decided.vacuous};
    Frame frame(rule_.slots);
    frame.values[0] = subject.value();
    const bool fails = decided.verdict == Verdict::kFail;
    const bool open = decided.verdict == Verdict::kUnknown || decided.applicability_unknown;
    // What is told of a finding comes from the row evaluator, which must say the same.
    const bool told = open || (fails ? wanted_.witness || has_lets(rule_) : wanted_.witness_of_passes);
    // A witness begins with what deciding looks at.
    const bool traced = fails && wanted_.witness && evaluation_.columns.has_value();
    Trace trace;
    if (told || !evaluation_.columns.has_value()) {
      evaluation_.rules.trace = traced ? &trace : nullptr;
      verdict.decision = sekisho::decide(evaluation_.rules, rule_, subject, frame);
      evaluation_.rules.trace = nullptr;
      if (verdict.decision.verdict != decided.verdict || verdict.decision.applicability_unknown != decided.applicability_unknown) {
        disagreement_ = disagreement(rule_, subject, decided.verdict, verdict.decision.verdict);
        return false;
      }
    }
    Finding& finding = findings_.emplace_back();
    collect(evaluation_.rules, shared_, rule_, position_, verdict, frame, traced ? &trace : nullptr, {wanted_.witness, wanted_.witness_of_passes, wanted_.details, wanted_.names}, finding);
    out_.findings.emplace_back(number, &finding);
    return true;
  }

  Evaluation& evaluation_;
  Shared& shared_;
  const Rule& rule_;
  int position_;
  const FindingsWanted& wanted_;
  Findings::Store& findings_;
  BlockOutcomes& out_;
};

void add_counts(RunRule& to, const VerdictCounts& from) {
  to.pass += from.pass;
  to.fail += from.fail;
  to.unknown += from.unknown;
  to.not_applicable += from.not_applicable;
  to.vacuous += from.vacuous;
  to.applicability_unknown += from.applicability_unknown;
}

// Findings of all blocks in order, by subject; of each verdict at most `per_rule`, 0: all. Each block has its first ones, so that the first of all are among them.
std::vector<Finding*> findings_of(const std::vector<const BlockOutcomes*>& outcomes, size_t per_rule) {
  std::vector<std::pair<uint32_t, Finding*>> ordered;
  for (const BlockOutcomes* one : outcomes) ordered.insert(ordered.end(), one->findings.begin(), one->findings.end());
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Finding*> findings;
  findings.reserve(ordered.size());
  size_t told[4] = {};
  for (const auto& [number, finding] : ordered) {
    if (per_rule == 0 || ++told[static_cast<size_t>(finding->verdict)] <= per_rule) findings.push_back(finding);
  }
  return findings;
}

std::vector<PlainVerdict> plain_of(const std::vector<const BlockOutcomes*>& outcomes) {
  std::vector<std::pair<uint32_t, const PlainVerdict*>> ordered;
  for (const BlockOutcomes* one : outcomes) {
    for (const auto& [number, verdict] : one->plain) ordered.emplace_back(number, &verdict);
  }
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<PlainVerdict> plain;
  plain.reserve(ordered.size());
  for (const auto& [number, verdict] : ordered) plain.push_back(*verdict);
  return plain;
}

const Rule& rule_at(const PartInput& input, size_t position) { return input.policy.program->rules[static_cast<size_t>(input.order[position])]; }

std::map<std::string_view, std::vector<size_t>> positions_by_population(const PartInput& input) {
  std::map<std::string_view, std::vector<size_t>> positions;
  for (size_t i = 0; i < input.order.size(); ++i) positions[population_name(rule_at(input, i))].push_back(i);
  return positions;
}

std::vector<RuleWorker> workers_of(Part& part, const PartInput& input, const std::vector<size_t>& positions, std::vector<BlockOutcomes>& outcomes) {
  std::vector<RuleWorker> workers;
  workers.reserve(positions.size());
  for (const size_t position : positions) workers.emplace_back(*part.evaluation, part.shared, rule_at(input, position), static_cast<int>(position), input.options.findings, part.findings, outcomes[position]);
  return workers;
}

// False: the engines disagree.
bool tell_all(Part& part, std::vector<RuleWorker>& workers, const Subjects& subjects) {
  for (RuleWorker& worker : workers) {
    if (worker.tell(subjects.all)) continue;
    part.disagreement = std::move(worker.disagreement_);
    return false;
  }
  return true;
}

// While it lives, attributes of rows come from the part, which begins with it.
class Substituted {
 public:
  Substituted(Part& part, const PartInput& input) {
    if (part.evaluation == nullptr) part.evaluation = std::make_unique<Evaluation>(input.mapped);
    if (part.evaluation.get() != &input.mapped && part.evaluation->columns) substitution_.emplace(*input.mapped.columns, *part.evaluation->columns);
  }

 private:
  std::optional<RowSource::Substitution> substitution_;
};

}  // namespace

std::vector<uint32_t> ranks_of(const Snapshot& snapshot, size_t threads) {
  struct Named {
    int source;
    uint32_t number;
    std::string_view id;
  };
  std::vector<Named> named;
  named.reserve(snapshot.rows.size());
  for (const Row& row : snapshot.rows) named.push_back({row.source, row.number, row.id});
  const auto before = [](const Named& a, const Named& b) { return a.source != b.source ? a.source < b.source : a.id < b.id; };
  const auto at = [&](size_t piece) { return named.begin() + static_cast<std::ptrdiff_t>(piece_begin(named.size(), threads, piece)); };
  in_parallel(threads, [&](size_t piece) { std::sort(at(piece), at(piece + 1), before); });
  for (size_t piece = 1; piece < threads; ++piece) std::inplace_merge(named.begin(), at(piece), at(piece + 1), before);
  std::vector<uint32_t> ranks(named.size());
  uint32_t rank = 0;
  for (size_t i = 0; i < named.size(); ++i) {
    if (i > 0 && before(named[i - 1], named[i])) ++rank;
    ranks[named[i].number] = rank;
  }
  return ranks;
}

void work_out(Part& part, const PartInput& input, std::atomic<size_t>& next, const std::function<void(size_t done, size_t total)>& progress) {
  const Substituted substituted(part, input);
  const std::map<std::string_view, std::vector<size_t>> by_population = positions_by_population(input);
  for (size_t block = next++; block < input.blocks; block = next++) {
    std::vector<BlockOutcomes>& outcomes = part.blocks.emplace_back(Block{block, std::vector<BlockOutcomes>(input.order.size())}).outcomes;
    for (size_t piece = block * input.pieces; piece < (block + 1) * input.pieces; ++piece) {
      size_t done = 0;
      for (const auto& [population, positions] : by_population) {
        const Subjects& subjects = ordered_subjects(*part.evaluation, rule_at(input, positions.front()), input);
        std::vector<RuleWorker> workers = workers_of(part, input, positions, outcomes);
        // One subject under all its rules, so that what they look at is at hand. (All populations of a resource together are slower: neighbours of one kind look the same.)
        for (const uint32_t number : subjects.by_piece[piece]) {
          for (RuleWorker& worker : workers) worker.decide(subjects.all[number], number);
        }
        if (!tells_first_only(input) && !tell_all(part, workers, subjects)) return;
        if (progress) progress(piece * by_population.size() + ++done, input.blocks * input.pieces * by_population.size());
      }
      part.let_go(input);
    }
  }
}

std::vector<BlockOutcomes> first_to_tell(const std::vector<Part>& parts, const PartInput& input) {
  std::vector<BlockOutcomes> first(input.order.size());
  for (size_t position = 0; position < first.size(); ++position) {
    std::vector<std::pair<uint32_t, Columns::Decided>>& to_tell = first[position].to_tell;
    for (const Part& part : parts) {
      for (const Block& block : part.blocks) to_tell.insert(to_tell.end(), block.outcomes[position].to_tell.begin(), block.outcomes[position].to_tell.end());
    }
    keep_first(to_tell, input.options.findings.per_rule);
  }
  return first;
}

void tell_first(Part& part, const PartInput& input, std::vector<BlockOutcomes>& first, std::atomic<size_t>& next) {
  constexpr size_t kRulesAtOnce = 16;   // over one population: what one looks at, others do
  const Substituted substituted(part, input);
  size_t number = 0;
  size_t mine = next++;
  for (const auto& [population, positions] : positions_by_population(input)) {
    for (size_t begin = 0; begin < positions.size(); begin += kRulesAtOnce, ++number) {
      if (number != mine) continue;
      mine = next++;
      const std::vector<size_t> some(positions.begin() + static_cast<std::ptrdiff_t>(begin), positions.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kRulesAtOnce, positions.size())));
      std::vector<RuleWorker> workers = workers_of(part, input, some, first);
      if (!tell_all(part, workers, ordered_subjects(*part.evaluation, rule_at(input, some.front()), input))) return;
      part.let_go(input);
    }
  }
}

void Part::let_go(const PartInput& input) {
  if (evaluation->columns) evaluation->columns->forget_values();
  if (input.pieces > 1) drop_many_mapped_pages();
}

namespace {

std::vector<RunUndecidable> undecidable_of(Evaluation& evaluation, const std::vector<const Block*>& blocks, const PartInput& input, size_t position) {
  const Rule& rule = rule_at(input, position);
  const Subjects& subjects = ordered_subjects(evaluation, rule, input);
  std::vector<Verdict> verdicts(subjects.all.size(), Verdict::kNotApplicable);
  for (const Block* block : blocks) {
    auto verdict = block->outcomes[position].verdicts.begin();
    for (size_t piece = block->number * input.pieces; piece < (block->number + 1) * input.pieces; ++piece) {
      for (const uint32_t number : subjects.by_piece[piece]) verdicts[number] = *verdict++;
    }
  }
  return undecidable_types(evaluation.rules, rule, subjects.all, verdicts);
}

}  // namespace

void join(std::vector<Part>& parts, const std::vector<BlockOutcomes>& first, const PartInput& input, Run& run) {
  std::vector<const Block*> blocks;
  for (const Part& part : parts) {
    for (const Block& block : part.blocks) blocks.push_back(&block);
  }
  const size_t rules = input.order.size();
  run.rules.resize(rules);
  run.plain.make_room(rules);
  std::vector<std::vector<Finding*>> findings(rules);
  std::atomic<size_t> next{0};
  in_parallel(parts.size(), [&](size_t number) {
    const Substituted substituted(parts[number], input);
    Evaluation& evaluation = *parts[number].evaluation;
    for (size_t position = next++; position < rules; position = next++) {
      const Rule& rule = rule_at(input, position);
      RunRule& info = run.rules[position] = describe_rule(input.policy, rule);
      info.complete = rule.entity != nullptr && input.mapped.snapshot.complete(rule.entity);
      std::vector<const BlockOutcomes*> outcomes;
      for (const Block* block : blocks) outcomes.push_back(&block->outcomes[position]);
      if (!first.empty()) outcomes.push_back(&first[position]);
      for (const BlockOutcomes* one : outcomes) add_counts(info, one->counts);
      findings[position] = findings_of(outcomes, input.options.findings.per_rule);
      run.plain.of_rule(position) = plain_of(outcomes);
      if (info.unknown > 0) info.undecidable = undecidable_of(evaluation, blocks, input, position);
    }
  });
  for (const std::vector<Finding*>& of_rule : findings) {
    for (Finding* const finding : of_rule) run.findings.add(*finding);
  }
  for (Part& part : parts) run.findings.keep(std::move(part.findings));
}

}  // namespace sekisho
