// A block: one population after the other, each of its subjects in the block under all rules over it.
#include "engine/api/part.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>

#include "engine/api/select.h"
#include "engine/api/undecidable.h"
#include "engine/base/check.h"
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

const Subjects& ordered_subjects(Evaluation& evaluation, const Rule& rule, const PartInput& input) {
  const std::lock_guard taken(input.subjects.lock);
  const auto [known, is_new] = input.subjects.of.try_emplace(population_name(rule));
  Subjects& subjects = known->second;
  if (!is_new) return subjects;
  struct Keyed {
    int source;
    std::string_view id;
    Subject subject;
  };
  std::vector<Keyed> keyed;
  for (const Subject& s : subjects_of(evaluation.rules, rule)) {
    const std::string_view id = s.row != nullptr ? std::string_view(s.row->id) : std::string_view(s.resource->address);
    if (!input.options.only_resource.empty() && id != input.options.only_resource) continue;
    keyed.push_back({s.row != nullptr ? s.row->source : evaluation.raw.source_of(s.resource), id, s});
  }
  std::stable_sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.source != b.source ? a.source < b.source : a.id < b.id; });
  const size_t pieces = input.blocks * input.pieces;
  subjects.by_piece.resize(pieces);
  subjects.all.reserve(keyed.size());
  for (const Keyed& one : keyed) {
    subjects.by_piece[piece_of(evaluation, one.subject, pieces)].push_back(static_cast<uint32_t>(subjects.all.size()));
    subjects.all.push_back(one.subject);
  }
  return subjects;
}

// Whether a rule's messages use what its lets say. Reads the rule's body: asked of rules with findings only.
bool has_lets(const Rule& rule) {
  return std::any_of(rule.clauses.begin(), rule.clauses.end(), [](const Clause& clause) { return clause.kind == Clause::Kind::kLet; });
}

// Decides a rule's subjects in one block, and tells of those that are to be shown.
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
    if (wanted_.per_rule != 0 && out_.to_tell.size() >= kFew + 8 * wanted_.per_rule) keep_first();
  }

  // Of each verdict at most as many as are wanted, by the subjects' numbers. REQUIRES that all of the block are decided, or that all are wanted.
  // False: the engines disagree.
  bool tell(const std::vector<Subject>& all) {
    keep_first();
    for (const auto& [number, decided] : out_.to_tell) {
      if (!tell(all[number], number, decided)) return false;
    }
    out_.to_tell = {};
    return true;
  }
  std::string disagreement_;

 private:
  static constexpr size_t kFew = 64;

  // By the subjects' numbers; of each verdict as many as are wanted.
  void keep_first() {
    std::sort(out_.to_tell.begin(), out_.to_tell.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    size_t kept[4] = {};
    std::erase_if(out_.to_tell, [&](const auto& one) { return wanted_.per_rule != 0 && ++kept[static_cast<size_t>(one.second.verdict)] > wanted_.per_rule; });
  }

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

// Puts the findings of all blocks in order, by subject; of each verdict at most `per_rule`, 0: all. Each block has its first ones, so that the first of all are among them.
void add_findings(const std::vector<BlockOutcomes*>& outcomes, size_t per_rule, Findings& to) {
  std::vector<std::pair<uint32_t, Finding*>> ordered;
  for (const BlockOutcomes* one : outcomes) ordered.insert(ordered.end(), one->findings.begin(), one->findings.end());
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t told[4] = {};
  for (const auto& [number, finding] : ordered) {
    if (per_rule == 0 || ++told[static_cast<size_t>(finding->verdict)] <= per_rule) to.add(*finding);
  }
}

void add_plain(const std::vector<BlockOutcomes*>& outcomes, std::vector<PlainVerdict>& to) {
  std::vector<std::pair<uint32_t, const PlainVerdict*>> ordered;
  for (const BlockOutcomes* one : outcomes) {
    for (const auto& [number, verdict] : one->plain) ordered.emplace_back(number, &verdict);
  }
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [number, verdict] : ordered) to.push_back(*verdict);
}

}  // namespace

void work_out(Part& part, const PartInput& input, std::atomic<size_t>& next, const std::function<void(size_t done, size_t total)>& progress) {
  const Program& program = *input.policy.program;
  const auto rule_at = [&](size_t position) -> const Rule& { return program.rules[static_cast<size_t>(input.order[position])]; };
  std::optional<RowSource::Substitution> substitution;
  if (part.evaluation == nullptr) {
    part.evaluation = std::make_unique<Evaluation>(input.mapped);
    if (part.evaluation->columns) substitution.emplace(*input.mapped.columns, *part.evaluation->columns);
  }
  std::map<std::string_view, std::vector<size_t>> by_population;
  for (size_t i = 0; i < input.order.size(); ++i) by_population[population_name(rule_at(i))].push_back(i);
  const bool tells_at_once = input.options.findings.per_rule == 0;
  for (size_t block = next++; block < input.blocks; block = next++) {
    std::vector<BlockOutcomes>& outcomes = part.blocks.emplace_back(Block{block, std::vector<BlockOutcomes>(input.order.size())}).outcomes;
    // Of one population, over the subjects of one piece; none: those of the whole block are told, which were decided before.
    const auto run = [&](const std::string_view population, std::optional<size_t> piece) {
      const std::vector<size_t>& positions = by_population.at(population);
      const Subjects& subjects = ordered_subjects(*part.evaluation, rule_at(positions.front()), input);
      std::vector<RuleWorker> workers;
      workers.reserve(positions.size());
      for (const size_t position : positions) workers.emplace_back(*part.evaluation, part.shared, rule_at(position), static_cast<int>(position), input.options.findings, part.findings, outcomes[position]);
      if (piece) {
        // One subject under all its rules, so that what they look at is at hand. (All populations of a resource together are slower: neighbours of one kind look the same.)
        for (const uint32_t number : subjects.by_piece[*piece]) {
          for (RuleWorker& worker : workers) worker.decide(subjects.all[number], number);
        }
      }
      if (piece && !tells_at_once) return true;
      for (RuleWorker& worker : workers) {
        if (worker.tell(subjects.all)) continue;
        part.disagreement = std::move(worker.disagreement_);
        return false;
      }
      return true;
    };
    for (size_t piece = block * input.pieces; piece < (block + 1) * input.pieces; ++piece) {
      size_t done = 0;
      for (const auto& [population, positions] : by_population) {
        if (!run(population, piece)) return;
        if (progress) progress(piece * by_population.size() + ++done, input.blocks * input.pieces * by_population.size());
      }
      if (part.evaluation->columns) part.evaluation->columns->forget_values();
      if (input.pieces > 1) drop_many_mapped_pages();
    }
    if (tells_at_once) continue;
    for (const auto& [population, positions] : by_population) {
      if (!run(population, std::nullopt)) return;
      if (part.evaluation->columns) part.evaluation->columns->forget_values();
      if (input.pieces > 1) drop_many_mapped_pages();
    }
  }
}

void join(std::vector<Part>& parts, const PartInput& input, Run& run) {
  Evaluation& evaluation = *parts.front().evaluation;
  std::vector<Block*> blocks;
  for (Part& part : parts) {
    for (Block& block : part.blocks) blocks.push_back(&block);
  }
  run.rules.reserve(input.order.size());
  std::vector<BlockOutcomes*> outcomes;
  for (size_t position = 0; position < input.order.size(); ++position) {
    const Rule& rule = input.policy.program->rules[static_cast<size_t>(input.order[position])];
    RunRule& info = run.rules.emplace_back(describe_rule(input.policy, rule));
    info.complete = rule.entity != nullptr && evaluation.snapshot.complete(rule.entity);
    outcomes.clear();
    for (Block* block : blocks) outcomes.push_back(&block->outcomes[position]);
    for (const BlockOutcomes* one : outcomes) add_counts(info, one->counts);
    add_findings(outcomes, input.options.findings.per_rule, run.findings);
    add_plain(outcomes, run.plain);
    if (info.unknown == 0) continue;
    const Subjects& subjects = ordered_subjects(evaluation, rule, input);
    std::vector<Verdict> verdicts(subjects.all.size(), Verdict::kNotApplicable);
    for (const Block* block : blocks) {
      auto verdict = block->outcomes[position].verdicts.begin();
      for (size_t piece = block->number * input.pieces; piece < (block->number + 1) * input.pieces; ++piece) {
        for (const uint32_t number : subjects.by_piece[piece]) verdicts[number] = *verdict++;
      }
    }
    info.undecidable = undecidable_types(evaluation.rules, rule, subjects.all, verdicts);
  }
  for (Part& part : parts) run.findings.keep(std::move(part.findings));
}

}  // namespace sekisho
