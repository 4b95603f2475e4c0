// write_snapshot, read_snapshot: every kind mapped, whole, without a rule.
#include "engine/api/run.h"
#include "engine/api/select.h"
#include "engine/api/stored.h"
#include "engine/api/unmapped.h"
#include "engine/normalized/read.h"
#include "engine/normalized/write.h"
#include "sekisho/api.h"

namespace sekisho {

Result<std::string> write_snapshot(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  const Program& program = *policy.program;
  Query query = query_all_kinds(program);
  GivenParameters given;
  Result<std::vector<Value>> parameters = read_parameters(program, query, options.parameters, given);
  if (!parameters) return parameters.error();
  if (std::optional<Error> refusal = refuse_stored_parameters(program, *parameters, sources)) return *refusal;
  if (std::optional<Error> refusal = refuse_complete_kinds(program, options)) return *refusal;
  MapOptions map_options;
  map_options.complete_kinds = options.complete_kinds;
  map_options.all_attributes = true;
  map_options.keep_duplicates = true;
  SnapshotFile about;
  about.declared_complete = declared_complete(sources, options);
  for (int index : query.parameters) about.parameters.emplace_back(program.parameters[static_cast<size_t>(index)].name, to_seki((*parameters)[static_cast<size_t>(index)]));
  Evaluation evaluation(program, std::move(*parameters), options.started_at, sources, std::move(query), map_options, false);
  if (evaluation.maps.told_time) return Error{"a map uses `evaluated_at`, and a snapshot cannot know when rules will be evaluated", "ask for the time in rules", {}};
  const Unmapped unmapped(program);
  std::string text = normalized::write(evaluation.raw, evaluation.snapshot, about, policy.policy_digest, [&](const RawResource& resource) {
    return unmapped(evaluation.raw, *evaluation.raw.sources()[static_cast<size_t>(evaluation.raw.source_of(&resource))], resource);
  });
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = source->trouble()) return *trouble;
  }
  return text;
}

bool is_snapshot(std::string_view bytes) { return normalized::is_snapshot(bytes); }

Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(const std::string& name, std::string bytes) { return normalized::read(name, std::move(bytes)); }

}  // namespace sekisho
