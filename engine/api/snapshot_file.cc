// write_snapshot, read_snapshot: every kind mapped, whole, without a rule.
#include <future>
#include <memory>

#include "engine/api/part.h"
#include "engine/api/run.h"
#include "engine/api/select.h"
#include "engine/api/stored.h"
#include "engine/api/unmapped.h"
#include "engine/normalized/read.h"
#include "engine/normalized/write.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

// Rows of all resources, in as many parts as threads are worth it.
std::vector<std::unique_ptr<Evaluation>> mapped(const Program& program, const std::vector<Value>& parameters, const std::vector<std::shared_ptr<const RawSource>>& sources, const Query& query,
                                                MapOptions map_options, const EvaluateOptions& options) {
  size_t resources = 0;
  bool stored = false;
  for (const auto& source : sources) {
    resources += source->resources.size();
    stored = stored || source->stored_rows() != nullptr;
  }
  std::vector<std::unique_ptr<Evaluation>> parts(stored || resources < kFewResources ? 1 : threads_of(options));
  map_options.parts = parts.size();
  if (parts.size() > 1) map_options.made = std::make_shared<MadeNodes>();
  const auto map_part = [&](size_t part) {
    MapOptions of_part = map_options;
    of_part.part = part;
    parts[part] = std::make_unique<Evaluation>(program, parameters, options.started_at, sources, query, of_part, false);
  };
  std::vector<std::future<void>> others;
  for (size_t part = 1; part < parts.size(); ++part) others.push_back(std::async(std::launch::async, map_part, part));
  map_part(0);
  for (std::future<void>& other : others) other.get();   // what was thrown there is thrown here
  return parts;
}

}  // namespace

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
  std::vector<std::unique_ptr<Evaluation>> parts = mapped(program, *parameters, sources, query, map_options, options);
  for (const auto& part : parts) {
    if (part->maps.told_time) return Error{"a map uses `evaluated_at`, and a snapshot cannot know when rules will be evaluated", "ask for the time in rules", {}};
  }
  const RawStore& raw = parts.front()->raw;
  const Unmapped unmapped(program);
  std::vector<const Snapshot*> snapshots;
  for (const auto& part : parts) snapshots.push_back(&part->snapshot);
  std::string text = normalized::write(raw, snapshots, about, policy.policy_digest, [&](const RawResource& resource) {
    return unmapped(raw, *raw.sources()[static_cast<size_t>(raw.source_of(&resource))], resource);
  });
  // Millions of small pieces: each part is taken apart by a thread of its own, too.
  std::vector<std::future<void>> emptied;
  for (size_t part = 1; part < parts.size(); ++part) emptied.push_back(std::async(std::launch::async, [&, part] { parts[part].reset(); }));
  parts.front().reset();
  for (std::future<void>& each : emptied) each.get();
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = trouble_of(*source)) return *trouble;
  }
  return text;
}

bool is_snapshot(std::string_view bytes) { return normalized::is_snapshot(bytes); }

Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(const std::string& name, std::string bytes) { return normalized::read(name, std::move(bytes)); }

}  // namespace sekisho
