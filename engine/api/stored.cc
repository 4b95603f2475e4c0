// Sources out of a snapshot.
#include "engine/api/stored.h"

#include <algorithm>

namespace sekisho {
namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) { return std::find(texts.begin(), texts.end(), text) != texts.end(); }

}  // namespace

std::optional<Error> refuse_stored_parameters(const Program& program, const std::vector<Value>& parameters, const RawSources& sources) {
  for (const auto& source : sources) {
    if (source->stored_rows() == nullptr) continue;
    const SnapshotFile& file = source->stored_rows()->file();
    for (const auto& [name, value] : file.parameters) {
      for (size_t i = 0; i < parameters.size(); ++i) {
        // One without a value is asked for by nothing now.
        if (program.parameters[i].name != name || parameters[i].is_unknown() || to_seki(parameters[i]) == value) continue;
        return Error{"`" + file.path + "` was mapped with `" + name + "` = " + value + ", and now it is " + to_seki(parameters[i]), "write the snapshot again, or give the same value with `--with`", {}};
      }
    }
  }
  return std::nullopt;
}

std::vector<std::string> declared_complete(const RawSources& sources, const EvaluateOptions& options) {
  std::vector<std::string> kinds = options.complete_kinds;
  if (sources.empty() || sources.front()->stored_rows() == nullptr) return kinds;
  for (const std::string& kind : sources.front()->stored_rows()->file().declared_complete) {
    const bool by_all = std::all_of(sources.begin(), sources.end(), [&](const auto& source) { return source->stored_rows() != nullptr && contains(source->stored_rows()->file().declared_complete, kind); });
    if (by_all && !contains(kinds, kind)) kinds.push_back(kind);
  }
  return kinds;
}

void add_stored_notes(const Program& program, const StoredRows& rows, RunSource& out) {
  out.notes.push_back("read from the snapshot `" + rows.file().path + "`, " + rows.file().digest + ", mapped by the policy " + rows.policy_digest());
  size_t strange = 0;
  for (const auto& [kind, count] : rows.rows_by_kind()) {
    if (program.find_entity(kind) == nullptr) strange += count;
  }
  if (strange > 0) out.notes.push_back(std::to_string(strange) + (strange == 1 ? " row is" : " rows are") + " of a kind that these policies do not declare");
}

}  // namespace sekisho
