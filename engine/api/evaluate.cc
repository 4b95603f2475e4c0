// evaluate: the stages in order, and the run that reports print.
#include <algorithm>
#include <set>

#include "engine/api/compiled.h"
#include "engine/api/decide_all.h"
#include "engine/api/maps_digest.h"
#include "engine/api/profile.h"
#include "engine/api/select.h"
#include "engine/api/stored.h"
#include "engine/api/unmapped.h"
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

std::vector<std::pair<std::string, size_t>> unmapped_types(const Program& program, const RawStore& raw) {
  const Unmapped unmapped(program);
  std::map<std::string, size_t> counts;
  for (const auto& source : raw.sources()) {
    for (const RawResource& resource : source->resources) {
      if (unmapped(raw, *source, resource)) ++counts[resource.adapter + "." + resource.type];
    }
  }
  return {counts.begin(), counts.end()};
}

// Which of the given parameters each rule depends on, through what it calls and the maps that fill what it reads.
void tell_parameters(const Program& program, const std::vector<int>& order, Run& run) {
  if (run.parameters.empty()) return;
  for (size_t i = 0; i < order.size(); ++i) {
    const Query query = build_query(program, {order[i]});
    for (const int parameter : query.parameters) {
      const std::string& name = program.parameters[static_cast<size_t>(parameter)].name;
      const bool given = std::any_of(run.parameters.begin(), run.parameters.end(), [&](const auto& one) { return one.first == name; });
      if (given) run.rules[i].parameters.push_back(name);
    }
    std::sort(run.rules[i].parameters.begin(), run.rules[i].parameters.end());
  }
}

// Known ids of the accounts that a source's resources are in, sorted.
std::vector<std::string> accounts_of(const RawSource& source) {
  std::set<std::string> accounts;
  const std::string* last = nullptr;   // neighbours mostly share one
  for (const RawResource& resource : source.resources) {
    if (!resource.account || (last != nullptr && *last == *resource.account)) continue;
    last = &resource.account->str();
    accounts.insert(*last);
  }
  return {accounts.begin(), accounts.end()};
}

}  // namespace

Result<Run> evaluate(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  const Program& program = *policy.program;
  Result<std::vector<int>> rules = select_rules(program, options);
  if (!rules) return rules.error();
  Result<AppliedProfile> profile = apply_profile(program, options, *rules);
  if (!profile) return profile.error();
  rules = std::move(profile->rules);
  Query query = build_query(program, *rules);
  GivenParameters given;
  Result<std::vector<Value>> parameters = read_parameters(program, query, profile->parameters, given);
  if (!parameters) return parameters.error();
  if (std::optional<Error> refusal = refuse_stored_parameters(program, *parameters, sources)) return *refusal;
  auto [evaluated_at, basis] = evaluation_time(sources, options);

  MapOptions map_options;
  map_options.complete_kinds = options.complete_kinds;
  if (std::optional<Error> refusal = refuse_complete_kinds(program, options)) return *refusal;
  Run run;
  run.engine_version = kVersion;
  run.policy_digest = policy.policy_digest;
  run.evaluated_at = evaluated_at;
  run.evaluated_at_basis = basis;
  run.profile = profile->told;
  run.complete_kinds = declared_complete(sources, options);
  run.packs = options.packages;
  for (const auto& [name, value] : given.texts) run.parameters.emplace_back(name, value);
  std::map<std::string, std::string> digests;   // of maps, by adapter
  for (const auto& source : sources) {
    if (digests.count(source->adapter) == 0) digests[source->adapter] = maps_digest(policy, source->adapter);
    RunSource out{source->source == nullptr ? "" : source->source->name(), source->digest, source->adapter, source->format, source->captured_at, 0, source->notes};
    for (const RawResource& resource : source->resources) {
      if (!resource.type.starts_with("data.") && resource.type != "provider") ++out.resources;
    }
    run.resources += out.resources;
    out.maps_digest = digests.at(source->adapter);
    out.accounts = accounts_of(*source);
    if (source->stored_rows() != nullptr) add_stored_notes(program, *source->stored_rows(), out);
    run.sources.push_back(std::move(out));
  }

  std::vector<int> order = *rules;
  std::sort(order.begin(), order.end(), [&](int a, int b) { return program.rules[static_cast<size_t>(a)].name < program.rules[static_cast<size_t>(b)].name; });
  std::shared_ptr<const Evaluation> evaluation = decide_all({policy, order, options, *parameters, evaluated_at, sources, query, map_options}, run);
  for (const auto& [kind, attributes] : evaluation->query.attributes) {
    if (const Population* population = evaluation->snapshot.find_population(kind)) run.rows_by_kind[kind->name] = population->rows.size();
  }
  for (RunRule& rule : run.rules) {
    if (const auto severity = profile->severities.find(rule.name); severity != profile->severities.end()) rule.severity = severity->second;
  }
  tell_parameters(program, order, run);
  for (const auto& [pair, rows] : evaluation->snapshot.duplicates) {
    RunSource& left_out = run.sources[static_cast<size_t>(pair.first)];
    left_out.notes.push_back(std::to_string(rows) + (rows == 1 ? " row is" : " rows are") + " also in `" + run.sources[static_cast<size_t>(pair.second)].path + "` and counted there");
  }
  run.unmapped_types = unmapped_types(program, evaluation->raw);
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = trouble_of(*source)) return *trouble;
  }
  run.workings = std::move(evaluation);
  return run;
}

}  // namespace sekisho
