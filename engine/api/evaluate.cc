// evaluate: the stages in order, and the run that reports print.
#include <algorithm>
#include <set>

#include "engine/api/run.h"
#include "engine/api/select.h"
#include "engine/base/check.h"
#include "engine/finding/collect.h"
#include "engine/query/reach.h"
#include "sekisho/api.h"
#include "sekisho/version.h"

namespace sekisho {
namespace {

std::pair<int64_t, std::string> evaluation_time(const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  if (options.evaluated_at) return {*options.evaluated_at, "option"};
  std::optional<int64_t> latest;
  for (const auto& source : sources) {
    if (source->captured_at) latest = std::max(latest.value_or(*source->captured_at), *source->captured_at);
  }
  if (latest) return {*latest, "latest capture time"};
  return {options.started_at, "start of the run"};
}

std::vector<std::pair<std::string, size_t>> unmapped_types(const RawStore& raw) {
  std::map<std::string, size_t> counts;
  for (const auto& source : raw.sources()) {
    for (const RawResource& resource : source->resources) {
      if (resource.type.starts_with("data.") || resource.type == "provider") continue;
      const std::vector<const Map*>& maps = raw.maps_of(resource);
      bool only_catch_all = std::all_of(maps.begin(), maps.end(), [](const Map* map) { return map->sources.size() == 1 && map->sources.front().ends_with(".*"); });
      // A type that a map names as a companion is looked at, too.
      if (only_catch_all) ++counts[resource.adapter + "." + resource.type];
    }
  }
  return {counts.begin(), counts.end()};
}

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

Error disagreement(const Rule& rule, const Subject& subject, Verdict columns, Verdict rows) {
  Error error{"the two engines disagree about `" + rule.name + "` on `" + (subject.row != nullptr ? subject.row->id : subject.resource->address) + "`: columns say " + std::string(to_string(columns)) + ", the row evaluator " + std::string(to_string(rows)),
              "this is a mistake in Sekisho, and no verdict of this run can be trusted; please report it, with the policy and the input if you can", rule.span};
  return error;
}

void add_companions(const Program& program, std::set<std::string>& types) {
  for (const Map& map : program.maps) types.insert(map.sources.begin(), map.sources.end());
  for (const Map& map : program.maps) {
    const std::shared_ptr<const Reach> reach = reach_of(program, map);
    types.insert(reach->raw_types.begin(), reach->raw_types.end());
  }
}

}  // namespace

Result<Run> evaluate(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  const Program& program = *policy.program;
  Result<std::vector<int>> rules = select_rules(program, options);
  if (!rules) return rules.error();
  Query query = build_query(program, *rules);
  GivenParameters given;
  Result<std::vector<Value>> parameters = read_parameters(program, query, options.parameters, given);
  if (!parameters) return parameters.error();
  auto [evaluated_at, basis] = evaluation_time(sources, options);

  MapOptions map_options;
  map_options.complete_kinds = options.complete_kinds;
  for (const std::string& kind : options.complete_kinds) {
    if (kind != "*" && program.find_entity(kind) == nullptr) {
      return Error{"`" + kind + "` is declared complete, but there is no such kind", "`sekisho schema` lists kinds", {}};
    }
  }
  Evaluation evaluation(program, std::move(*parameters), evaluated_at, sources, std::move(query), map_options, options.engine == Engine::kColumns);

  Run run;
  run.engine_version = kVersion;
  run.policy_digest = policy.policy_digest;
  run.evaluated_at = evaluated_at;
  run.evaluated_at_basis = basis;
  run.complete_kinds = options.complete_kinds;
  run.packs = options.packages;
  for (const auto& [name, value] : given.texts) run.parameters.emplace_back(name, value);
  for (const auto& source : sources) {
    RunSource out{source->source == nullptr ? "" : source->source->name(), source->digest, source->adapter, source->format, source->captured_at, 0, source->notes};
    for (const RawResource& resource : source->resources) {
      if (!resource.type.starts_with("data.") && resource.type != "provider") ++out.resources;
    }
    run.resources += out.resources;
    run.sources.push_back(std::move(out));
  }
  for (const auto& [pair, rows] : evaluation.snapshot.duplicates) {
    RunSource& left_out = run.sources[static_cast<size_t>(pair.first)];
    left_out.notes.push_back(std::to_string(rows) + (rows == 1 ? " row is" : " rows are") + " also in `" + run.sources[static_cast<size_t>(pair.second)].path + "` and counted there");
  }
  std::set<std::string> known_types;
  add_companions(program, known_types);
  run.unmapped_types = unmapped_types(evaluation.raw);
  std::erase_if(run.unmapped_types, [&](const auto& type) { return known_types.contains(type.first); });
  for (const auto& [kind, attributes] : evaluation.query.attributes) {
    if (const Population* population = evaluation.snapshot.find_population(kind)) run.rows_by_kind[kind->name] = population->rows.size();
  }

  std::vector<int> order = *rules;
  std::sort(order.begin(), order.end(), [&](int a, int b) { return program.rules[static_cast<size_t>(a)].name < program.rules[static_cast<size_t>(b)].name; });
  std::vector<std::vector<Subject>> subjects;
  size_t total = 0, done = 0;
  for (int index : order) {
    subjects.push_back(subjects_of(evaluation.rules, program.rules[static_cast<size_t>(index)]));
    if (!options.only_resource.empty()) {
      std::erase_if(subjects.back(), [&](const Subject& s) { return (s.row != nullptr ? s.row->id : s.resource->address) != options.only_resource; });
    }
    std::stable_sort(subjects.back().begin(), subjects.back().end(), [&](const Subject& a, const Subject& b) {
      auto key = [&](const Subject& s) { return s.row != nullptr ? std::pair(s.row->source, std::string_view(s.row->id)) : std::pair(evaluation.raw.source_of(s.resource), std::string_view(s.resource->address)); };
      return key(a) < key(b);
    });
    total += subjects.back().size();
  }
  const FindingsWanted& wanted = options.findings;
  CollectOptions collect_options{wanted.witness, wanted.witness_of_passes};
  for (size_t i = 0; i < order.size(); ++i) {
    const Rule& rule = program.rules[static_cast<size_t>(order[i])];
    RunRule info = describe_rule(policy, rule);
    info.complete = rule.entity != nullptr && evaluation.snapshot.complete(rule.entity);
    for (const Subject& subject : subjects[i]) {
      if (options.progress && ++done % 256 == 0) options.progress(done, total);
      RuleVerdict verdict;
      Columns::Decided decided;
      if (evaluation.columns) {
        decided = evaluation.columns->decide(rule, subject);
      } else {
        verdict = verdict_of(evaluation, order[i], subject);
        decided = {verdict.decision.verdict, verdict.decision.applicability_unknown, verdict.vacuous};
      }
      size_t same = count(info, decided);
      bool shown = decided.verdict == Verdict::kFail || decided.verdict == Verdict::kUnknown || wanted.passes;
      if (!shown || (wanted.per_rule != 0 && same > wanted.per_rule)) continue;
      if (evaluation.columns) {
        // What is told of a finding comes from the row evaluator, which must say the same.
        verdict = verdict_of(evaluation, order[i], subject);
        if (!(decided == Columns::Decided{verdict.decision.verdict, verdict.decision.applicability_unknown, verdict.vacuous})) return disagreement(rule, subject, decided.verdict, verdict.decision.verdict);
      }
      run.findings.push_back(collect(evaluation.rules, rule, static_cast<int>(i), verdict, collect_options));
    }
    run.rules.push_back(std::move(info));
  }
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = source->trouble()) return *trouble;
  }
  return run;
}

}  // namespace sekisho
