// A piece: its rules one after the other, each over its subjects.
#include "engine/api/part.h"

#include <algorithm>
#include <map>

#include "engine/api/select.h"
#include "engine/api/undecidable.h"
#include "engine/base/check.h"
#include "engine/finding/collect.h"
#include "engine/query/reach.h"

namespace sekisho {
namespace {

// Counts the verdict and tells how many of its sort the rule has now.
size_t count(RunRule& rule, const Columns::Decided& verdict) {
  if (verdict.applicability_unknown) ++rule.applicability_unknown;
  if (verdict.vacuous) ++rule.vacuous;
  switch (verdict.verdict) {
    case Verdict::kPass: return ++rule.pass;
    case Verdict::kFail: return ++rule.fail;
    case Verdict::kUnknown: return ++rule.unknown;
    case Verdict::kNotApplicable: return ++rule.not_applicable;
  }
  CHECK(false);
}

std::string disagreement(const Rule& rule, const Subject& subject, Verdict columns, Verdict rows) {
  return "the two engines disagree about `" + rule.name + "` on `" + (subject.row != nullptr ? subject.row->id : subject.resource->address) + "`: columns say " + std::string(to_string(columns)) + ", the row evaluator " +
         std::string(to_string(rows)) + "; no verdict of this run can be trusted. Please report it, with the policy and the input if you can";
}

// What a rule ranges over: a kind, a trait, or a raw type, whose names begin with an adapter's.
const std::string& population_name(const Rule& rule) { return rule.entity != nullptr ? rule.entity->name : rule.raw_type; }

const std::vector<Subject>& sorted_subjects(Part& part, const Rule& rule, const std::string& only) {
  const auto [known, is_new] = part.subjects.try_emplace(population_name(rule));
  std::vector<Subject>& subjects = known->second;
  if (!is_new) return subjects;
  const Evaluation& evaluation = *part.evaluation;
  subjects = subjects_of(evaluation.rules, rule);
  if (!only.empty()) {
    std::erase_if(subjects, [&](const Subject& s) { return (s.row != nullptr ? s.row->id : s.resource->address) != only; });
  }
  struct Keyed {
    int source;
    std::string_view id;
    Subject subject;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(subjects.size());
  for (const Subject& s : subjects) {
    keyed.push_back({s.row != nullptr ? s.row->source : evaluation.raw.source_of(s.resource), s.row != nullptr ? std::string_view(s.row->id) : std::string_view(s.resource->address), s});
  }
  const auto before = [](const Keyed& a, const Keyed& b) { return a.source != b.source ? a.source < b.source : a.id < b.id; };
  if (!std::is_sorted(keyed.begin(), keyed.end(), before)) std::stable_sort(keyed.begin(), keyed.end(), before);
  std::transform(keyed.begin(), keyed.end(), subjects.begin(), [](const Keyed& one) { return one.subject; });
  return subjects;
}

// Whether a rule's messages use what its lets say.
bool has_lets(const Rule& rule) {
  return std::any_of(rule.clauses.begin(), rule.clauses.end(), [](const Clause& clause) { return clause.kind == Clause::Kind::kLet; });
}

class RuleWorker {
 public:
  RuleWorker(Evaluation& evaluation, const Rule& rule, int position, const FindingsWanted& wanted, RuleOutcomes& out)
      : evaluation_(evaluation), rule_(rule), position_(position), wanted_(wanted), out_(out) {}

  // False: the engines disagree.
  bool run(const Subject& subject) {
    Frame frame(0);
    RuleVerdict verdict{0, subject, {}, false};
    const bool columns = evaluation_.columns.has_value();
    if (columns) {
      const Columns::Decided decided = evaluation_.columns->decide(rule_, subject);
      verdict.decision = {decided.verdict, decided.applicability_unknown, {}};
      verdict.vacuous = decided.vacuous;
    } else {
      verdict = verdict_of(evaluation_.rules, rule_, subject);
    }
    const Decision decided = verdict.decision;
    out_.verdicts.push_back(decided.verdict);
    const size_t same = count(out_.info, {decided.verdict, decided.applicability_unknown, verdict.vacuous});
    const bool fails = decided.verdict == Verdict::kFail;
    const bool open = decided.verdict == Verdict::kUnknown || decided.applicability_unknown;
    const bool shown = fails || decided.verdict == Verdict::kUnknown || wanted_.passes;
    if (!shown || (wanted_.per_rule != 0 && same > wanted_.per_rule)) return true;
    // What is told of a finding comes from the row evaluator, which must say the same.
    const bool told = open || (fails ? wanted_.witness || lets_ : wanted_.witness_of_passes);
    frame = Frame(rule_.slots);
    frame.values[0] = subject.value();
    if (told || !columns) {
      verdict.decision = sekisho::decide(evaluation_.rules, rule_, subject, frame);
      if (verdict.decision.verdict != decided.verdict || verdict.decision.applicability_unknown != decided.applicability_unknown) {
        disagreement_ = disagreement(rule_, subject, decided.verdict, verdict.decision.verdict);
        return false;
      }
    }
    out_.findings.push_back(collect(evaluation_.rules, rule_, position_, verdict, frame, {wanted_.witness, wanted_.witness_of_passes}));
    return true;
  }
  std::string disagreement_;

 private:
  Evaluation& evaluation_;
  const Rule& rule_;
  int position_;
  const FindingsWanted& wanted_;
  RuleOutcomes& out_;
  const bool lets_ = has_lets(rule_);
};

void add_counts(RunRule& to, const RunRule& from) {
  to.pass += from.pass;
  to.fail += from.fail;
  to.unknown += from.unknown;
  to.not_applicable += from.not_applicable;
  to.vacuous += from.vacuous;
  to.applicability_unknown += from.applicability_unknown;
}

// Adds what came of a later range of the same rule's subjects; at most `per_rule` findings of each verdict are kept, 0: all.
void append(RuleOutcomes& to, RuleOutcomes&& from, size_t per_rule) {
  const auto number = [](Verdict verdict) { return static_cast<size_t>(verdict); };
  size_t told[4] = {};
  told[number(Verdict::kPass)] = to.info.pass;
  told[number(Verdict::kFail)] = to.info.fail;
  told[number(Verdict::kUnknown)] = to.info.unknown;
  told[number(Verdict::kNotApplicable)] = to.info.not_applicable;
  for (Finding& finding : from.findings) {
    if (per_rule == 0 || ++told[number(finding.verdict)] <= per_rule) to.findings.push_back(std::move(finding));
  }
  add_counts(to.info, from.info);
  to.verdicts.insert(to.verdicts.end(), from.verdicts.begin(), from.verdicts.end());
}

}  // namespace

std::vector<Piece> pieces_of(const Program& program, const std::vector<int>& order, const std::vector<std::shared_ptr<const RawSource>>& sources, size_t threads) {
  struct Group {
    std::vector<size_t> positions;
    size_t subjects = 1, work = 0;
  };
  std::map<std::string, size_t> resources_of, rows_of;   // by raw type, and at most by kind
  if (threads > 1) {
    std::string name;
    for (const auto& source : sources) {
      for (const RawResource& resource : source->resources) {
        name.assign(resource.adapter).append(".").append(resource.type);
        ++resources_of[name];
      }
    }
    for (const Map& map : program.maps) {
      for (const std::string& type : map.sources) {
        if (const auto found = resources_of.find(type); found != resources_of.end()) rows_of[map.kind->name] += found->second;
      }
    }
  }
  std::map<std::string, Group> groups;
  size_t work = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    const Rule& rule = program.rules[static_cast<size_t>(order[i])];
    Group& group = groups[population_name(rule)];
    group.positions.push_back(i);
    if (group.positions.size() == 1) {
      if (rule.entity == nullptr) group.subjects += resources_of[rule.raw_type];
      else for (const EntityType* kind : rule.entity->kinds) group.subjects += rows_of[kind->name];
    }
    group.work += group.subjects;
    work += group.subjects;
  }
  std::vector<const Group*> heaviest;
  for (const auto& [population, group] : groups) heaviest.push_back(&group);
  std::stable_sort(heaviest.begin(), heaviest.end(), [](const Group* a, const Group* b) { return a->work > b->work; });
  std::vector<Piece> pieces;
  for (const Group* group : heaviest) {
    // Two threads that share a population each learn what looks the same in it: only what is too much for one is shared.
    const size_t ranges = threads > 1 && group->work * threads * 2 > work ? threads : 1;
    for (size_t range = 0; range < ranges; ++range) pieces.push_back({group->positions, range, ranges});
  }
  return pieces;
}

void work_out(Part& part, const PartInput& input, const std::vector<Piece>& pieces, std::atomic<size_t>& next, const std::function<void(size_t done, size_t total)>& progress) {
  const Program& program = *input.policy.program;
  part.evaluation = std::make_unique<Evaluation>(program, input.parameters, input.evaluated_at, input.sources, input.query, input.maps, input.options.engine == Engine::kColumns);
  Evaluation& evaluation = *part.evaluation;
  size_t done = 0;
  for (size_t number = next++; number < pieces.size() && part.disagreement.empty(); number = next++) {
    const Piece& piece = pieces[number];
    const auto rule_at = [&](size_t position) -> const Rule& { return program.rules[static_cast<size_t>(input.order[position])]; };
    const std::vector<Subject>& subjects = sorted_subjects(part, rule_at(piece.positions.front()), input.options.only_resource);
    const size_t begin = subjects.size() * piece.range / piece.ranges, end = subjects.size() * (piece.range + 1) / piece.ranges;
    std::vector<RuleOutcomes>& outcomes = part.outcomes.emplace_back(number, std::vector<RuleOutcomes>(piece.positions.size())).second;
    for (size_t i = 0; i < piece.positions.size(); ++i) {
      RuleOutcomes& out = outcomes[i];
      out.verdicts.reserve(end - begin);
      RuleWorker worker(evaluation, rule_at(piece.positions[i]), static_cast<int>(piece.positions[i]), input.options.findings, out);
      for (size_t subject = begin; subject < end; ++subject) {
        if (!worker.run(subjects[subject])) {
          part.disagreement = std::move(worker.disagreement_);
          return;
        }
      }
      done += end - begin;
    }
    if (progress) progress(done, done / (number + 1) * pieces.size());
  }
}

std::vector<RuleOutcomes> joined(std::vector<Part>& parts, const PartInput& input, const std::vector<Piece>& pieces) {
  std::vector<std::vector<RuleOutcomes>*> by_piece(pieces.size());
  for (Part& part : parts) {
    for (auto& [number, outcomes] : part.outcomes) by_piece[number] = &outcomes;
  }
  Evaluation& evaluation = *parts.front().evaluation;
  std::vector<RuleOutcomes> result(input.order.size());
  for (size_t number = 0; number < pieces.size(); ++number) {
    const Piece& piece = pieces[number];
    CHECK(by_piece[number] != nullptr);
    for (size_t i = 0; i < piece.positions.size(); ++i) {
      RuleOutcomes& outcomes = (*by_piece[number])[i];
      RuleOutcomes& into = result[piece.positions[i]];
      if (piece.range == 0) into = std::move(outcomes);
      else append(into, std::move(outcomes), input.options.findings.per_rule);
    }
    if (piece.range + 1 < piece.ranges) continue;
    for (const size_t position : piece.positions) {
      const Rule& rule = input.policy.program->rules[static_cast<size_t>(input.order[position])];
      RuleOutcomes& into = result[position];
      RunRule described = describe_rule(input.policy, rule);
      described.complete = rule.entity != nullptr && evaluation.snapshot.complete(rule.entity);
      add_counts(described, into.info);
      into.info = std::move(described);
      if (into.info.unknown == 0) continue;
      into.info.undecidable = undecidable_types(evaluation.rules, rule, sorted_subjects(parts.front(), rule, input.options.only_resource), into.verdicts);
    }
  }
  return result;
}

}  // namespace sekisho
