// Looks artifacts up by the key of their texts.
#include "cli/artifact_cache.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "cli/shipped.h"
#include "sekisho/artifact.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kArtifactSuffix = ".artifact";
constexpr size_t kMaxArtifactBytes = size_t{1} << 30;
constexpr size_t kKept = 64;   // each edit of a pack leaves one behind

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::optional<CompiledPolicy> recall(const std::string& path, const PolicySet& policies, const std::string& key, Diagnostics& diagnostics) {
  Result<std::string> bytes = read_file(path, kMaxArtifactBytes);
  if (!bytes) return {};
  return read_artifact(std::make_shared<const std::string>(std::move(*bytes)), policies, key, diagnostics);
}

// The oldest go; what another process removes at the same time is gone, too.
void drop_old(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> kept;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    if (entry->path().extension() == kArtifactSuffix) kept.emplace_back(entry->last_write_time(ignored), entry->path());
  }
  if (kept.size() <= kKept) return;
  std::sort(kept.begin(), kept.end());
  kept.resize(kept.size() - kKept);
  for (const auto& [time, path] : kept) std::filesystem::remove(path, ignored);
}

void keep(const std::string& folder, const std::string& path, const std::string& bytes) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed || !write_file_atomically(path, bytes)) return;
  drop_old(folder);
}

// The embedded artifact tells its sources by their names alone.
bool all_shipped(const PolicySet& policies) {
  const auto shipped = [](const SourcePtr& source) { return is_shipped(*source); };
  for (const auto* group : {&policies.shipped, &policies.packs, &policies.maps, &policies.provider_schemas}) {
    if (!std::all_of(group->begin(), group->end(), shipped)) return false;
  }
  return policies.catalogue == nullptr || shipped(policies.catalogue);
}

}  // namespace

std::string cache_folder() {
  const std::string cache = variable("XDG_CACHE_HOME"), home = variable("HOME");
  // The specification of XDG_CACHE_HOME wants an absolute path and anything else passed over.
  if (cache.starts_with('/')) return cache + "/sekisho";
  return home.empty() ? "" : home + "/.cache/sekisho";
}

std::string artifact_name(const std::string& key) { return key + std::string(kArtifactSuffix); }

std::optional<CompiledPolicy> compile_or_recall(const PolicySet& policies, Cache cache, Diagnostics& diagnostics) {
  if (cache == Cache::kIgnore) return compile(policies, diagnostics);
  if (all_shipped(policies)) {
    if (std::optional<CompiledPolicy> policy = read_embedded_artifact(shipped_artifact(), policies, diagnostics)) return policy;
  }
  const std::optional<std::string> key = artifact_key(policies);
  const std::string folder = cache_folder();
  if (!key || folder.empty()) return compile(policies, diagnostics);
  const std::string path = folder + "/" + artifact_name(*key);
  if (std::optional<CompiledPolicy> policy = recall(path, policies, *key, diagnostics)) return policy;
  std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  if (!policy) return {};
  if (const std::optional<std::string> bytes = write_artifact(*policy, policies, *key, diagnostics)) keep(folder, path, *bytes);
  return policy;
}

}  // namespace sekisho::cli
