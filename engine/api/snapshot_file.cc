// write_snapshot, read_snapshot: every kind mapped, whole, without a rule.
#include <memory>

#include "engine/api/part.h"
#include "engine/api/run.h"
#include "engine/api/select.h"
#include "engine/api/stored.h"
#include "engine/api/unmapped.h"
#include "engine/base/parallel.h"
#include "engine/normalized/read.h"
#include "engine/normalized/write.h"
#include "sekisho/api.h"
#include "sekisho/snapshot_text.h"

namespace sekisho {
namespace {

// Where a part begins. The first is smaller: it goes on with lines while the others, which need its numbers for theirs, still map.
size_t part_begin(size_t resources, size_t parts, size_t number) {
  if (number == 0 || parts == 1) return number * resources;
  const size_t first = resources * 23 / (24 * parts);
  return first + piece_begin(resources - first, parts - 1, number - 1);
}

// Maps all resources, in as many parts as threads are worth it, and writes the lines of their rows.
std::vector<std::unique_ptr<Evaluation>> mapped(const Program& program, const std::vector<Value>& parameters, const std::vector<std::shared_ptr<const RawSource>>& sources, const Query& query,
                                                MapOptions map_options, const EvaluateOptions& options, const normalized::SnapshotWriting& writing, normalized::SnapshotLines& lines) {
  size_t resources = 0;
  bool stored = false;
  for (const auto& source : sources) {
    resources += source->resources.size();
    stored = stored || source->stored_rows() != nullptr;
  }
  std::vector<std::unique_ptr<Evaluation>> parts(stored || resources < kFewResources ? 1 : thread_count(options.threads));
  if (parts.size() > 1) map_options.made = std::make_shared<MadeNodes>();
  normalized::SnapshotWriter writer(writing, parts.size());
  in_parallel(parts.size(), [&](size_t number) {
    MapOptions of_part = map_options;
    of_part.begin = part_begin(resources, parts.size(), number);
    of_part.end = part_begin(resources, parts.size(), number + 1);
    normalized::SnapshotWriter::Part part(writer, number, resources / parts.size());
    // A row's values go when its line is there: those of all rows took more memory than everything else here.
    of_part.made_row = [&part](const RawStore& raw, Row& row) {
      part.add(raw, row);
      row.attributes.clear();
      row.own_identities.clear();
    };
    parts[number] = std::make_unique<Evaluation>(program, parameters, options.started_at, sources, query, of_part, false);
    part.finish(parts[number]->raw);
  });
  lines = writer.take();
  return parts;
}

}  // namespace

Result<std::string> write_snapshot(const CompiledPolicy& policy, std::vector<std::shared_ptr<const RawSource>> sources, const EvaluateOptions& options, SnapshotDigests& digests) {
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
  map_options.join_by_indexes = true;
  normalized::SnapshotWriting writing;
  writing.policy_digest = policy.policy_digest;
  writing.about.declared_complete = declared_complete(sources, options);
  for (int index : query.parameters) writing.about.parameters.emplace_back(program.parameters[static_cast<size_t>(index)].name, to_seki((*parameters)[static_cast<size_t>(index)]));
  const Unmapped unmapped(program);
  writing.unmapped = [&](const RawStore& raw, const RawResource& resource) { return unmapped(raw, *raw.sources()[static_cast<size_t>(raw.source_of(&resource))], resource); };
  normalized::SnapshotLines written;
  std::vector<std::unique_ptr<Evaluation>> parts = mapped(program, *parameters, sources, query, map_options, options, writing, written);
  for (const auto& part : parts) {
    if (part->maps.told_time) return Error{"a map uses `evaluated_at`, and a snapshot cannot know when rules will be evaluated", "ask for the time in rules", {}};
  }
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = trouble_of(*source)) return *trouble;
  }
  sources.clear();
  // Millions of small pieces: each part is taken apart by a thread of its own, too, while the text is put together and hashed; the last one takes the sources along.
  std::string text;
  in_parallel(parts.size() + 1, [&](size_t number) {
    if (number == 0) text = normalized::joined(std::move(written), digests);
    else parts[number - 1].reset();
  });
  return text;
}

Result<std::string> write_snapshot(const CompiledPolicy& policy, const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  SnapshotDigests digests;
  return write_snapshot(policy, sources, options, digests);
}

bool is_snapshot(std::string_view bytes) { return normalized::is_snapshot(bytes); }

Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(const std::string& name, std::string bytes) {
  return read_snapshot(std::make_shared<const Source>(name, std::move(bytes)));
}

Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(SourcePtr text, const SnapshotDigests& known) { return normalized::read(std::move(text), known); }

}  // namespace sekisho
