// Part: its rules one after the other, each over its subjects.
#include "engine/api/part.h"

#include <algorithm>
#include <map>
#include <thread>

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

// A rule's subjects by source and id.
std::vector<Subject> sorted_subjects(const Evaluation& evaluation, const Rule& rule, const std::string& only) {
  std::vector<Subject> subjects = subjects_of(evaluation.rules, rule);
  if (!only.empty()) {
    std::erase_if(subjects, [&](const Subject& s) { return (s.row != nullptr ? s.row->id : s.resource->address) != only; });
  }
  std::stable_sort(subjects.begin(), subjects.end(), [&](const Subject& a, const Subject& b) {
    auto key = [&](const Subject& s) { return s.row != nullptr ? std::pair(s.row->source, std::string_view(s.row->id)) : std::pair(evaluation.raw.source_of(s.resource), std::string_view(s.resource->address)); };
    return key(a) < key(b);
  });
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
    verdicts_.push_back(decided.verdict);
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
  // Of all subjects so far, in their order.
  const std::vector<Verdict>& verdicts() const { return verdicts_; }
  std::string disagreement_;

 private:
  Evaluation& evaluation_;
  const Rule& rule_;
  int position_;
  const FindingsWanted& wanted_;
  RuleOutcomes& out_;
  const bool lets_ = has_lets(rule_);
  std::vector<Verdict> verdicts_;
};

}  // namespace

size_t threads_of(const EvaluateOptions& options) {
  if (options.threads > 0) return static_cast<size_t>(options.threads);
  return std::max<size_t>(1, std::thread::hardware_concurrency());
}

std::vector<Part> split(const Program& program, const std::vector<int>& order, const std::vector<std::shared_ptr<const RawSource>>& sources, size_t count) {
  struct Group {
    std::vector<size_t> positions;
    size_t work = 0;
  };
  std::map<std::string, size_t> resources_of, rows_of;   // by raw type, and at most by kind
  if (count > 1) {
    for (const auto& source : sources) {
      for (const RawResource& resource : source->resources) ++resources_of[resource.adapter + "." + resource.type];
    }
    for (const Map& map : program.maps) {
      for (const std::string& type : map.sources) {
        if (const auto found = resources_of.find(type); found != resources_of.end()) rows_of[map.kind->name] += found->second;
      }
    }
  }
  std::map<std::string, Group> groups;
  for (size_t i = 0; i < order.size(); ++i) {
    const Rule& rule = program.rules[static_cast<size_t>(order[i])];
    Group& group = groups[population_name(rule)];
    group.positions.push_back(i);
    ++group.work;
    if (rule.entity == nullptr) group.work += resources_of[rule.raw_type];
    else for (const EntityType* kind : rule.entity->kinds) group.work += rows_of[kind->name];
  }
  std::vector<const Group*> heaviest;
  for (const auto& [name, group] : groups) heaviest.push_back(&group);
  std::stable_sort(heaviest.begin(), heaviest.end(), [](const Group* a, const Group* b) { return a->work > b->work; });
  std::vector<Part> parts(std::clamp<size_t>(count, 1, std::max<size_t>(1, heaviest.size())));
  std::vector<size_t> loads(parts.size());
  for (const Group* group : heaviest) {
    const auto lightest = static_cast<size_t>(std::min_element(loads.begin(), loads.end()) - loads.begin());
    loads[lightest] += group->work;
    parts[lightest].positions.insert(parts[lightest].positions.end(), group->positions.begin(), group->positions.end());
  }
  for (Part& part : parts) std::sort(part.positions.begin(), part.positions.end());
  return parts;
}

void work_out(Part& part, const PartInput& input, const std::function<void(size_t done, size_t total)>& progress) {
  const Program& program = *input.policy.program;
  std::vector<int> rules;
  for (size_t position : part.positions) rules.push_back(input.order[position]);
  std::sort(rules.begin(), rules.end());
  part.evaluation = std::make_unique<Evaluation>(program, input.parameters, input.evaluated_at, input.sources, build_query(program, rules), input.maps, input.options.engine == Engine::kColumns);
  Evaluation& evaluation = *part.evaluation;
  size_t done = 0;
  for (size_t i = 0; i < part.positions.size(); ++i) {
    const Rule& rule = program.rules[static_cast<size_t>(input.order[part.positions[i]])];
    RuleOutcomes& out = part.outcomes.emplace_back();
    out.info = describe_rule(input.policy, rule);
    out.info.complete = rule.entity != nullptr && evaluation.snapshot.complete(rule.entity);
    const std::vector<Subject> subjects = sorted_subjects(evaluation, rule, input.options.only_resource);
    if (subjects.empty()) continue;
    RuleWorker worker(evaluation, rule, static_cast<int>(part.positions[i]), input.options.findings, out);
    for (const Subject& subject : subjects) {
      if (!worker.run(subject)) {
        part.disagreement = std::move(worker.disagreement_);
        return;
      }
    }
    if (out.info.unknown > 0) out.info.undecidable = undecidable_types(evaluation.rules, rule, subjects, worker.verdicts());
    done += subjects.size();
    if (progress) progress(done, done + (part.positions.size() - i - 1) * (done / (i + 1)));
  }
}

}  // namespace sekisho
