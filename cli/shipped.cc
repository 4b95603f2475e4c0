// Chooses among the embedded files by their paths; the folders are the contract.
#include "cli/shipped.h"

#include <algorithm>

namespace sekisho::cli {
namespace {

constexpr std::string_view kPolicies = "policies/";
constexpr std::string_view kSchemaFolder = "schema";
constexpr std::string_view kCataloguePath = "policies/ismap/catalogue/controls.csv";
constexpr std::string_view kProfileFolder = "policies/ismap/profiles/";
constexpr std::string_view kProfileSuffix = ".yaml";
constexpr std::string_view kCoveragePath = "policies/ismap/catalogue/coverage.csv";
constexpr std::string_view kDueTablePath = "policies/registers/due.csv";

template <typename Wanted>
std::vector<SourcePtr> sources_where(Wanted wanted) {
  std::vector<SourcePtr> sources;
  for (const ShippedFile& file : shipped_files()) {
    if (wanted(file.path)) sources.push_back(Source::embedded(std::string(kShippedPrefix) + std::string(file.path), file.text));
  }
  return sources;
}

SourcePtr shipped_one(std::string_view wanted) {
  const std::vector<SourcePtr> found = sources_where([&](std::string_view path) { return path == wanted; });
  return found.empty() ? nullptr : found.front();
}

// "ismap" of "policies/ismap/access.seki"; empty for paths elsewhere.
std::string_view pack_of(std::string_view path) {
  if (!path.starts_with(kPolicies)) return {};
  path.remove_prefix(kPolicies.size());
  return path.substr(0, path.find('/'));
}

}  // namespace

bool is_shipped(const Source& source) {
  if (source.is_embedded()) return true;
  const std::string_view name = source.name();
  if (!name.starts_with(kShippedPrefix)) return false;
  return std::any_of(shipped_files().begin(), shipped_files().end(), [&](const ShippedFile& file) { return file.path == name.substr(kShippedPrefix.size()) && file.text == source.view(); });
}

std::vector<SourcePtr> shipped_kinds() {
  return sources_where([](std::string_view path) { return pack_of(path) == kSchemaFolder && path.ends_with(".seki"); });
}

std::vector<SourcePtr> shipped_maps() {
  return sources_where([](std::string_view path) { return path.starts_with("adapters/") && path.ends_with(".seki"); });
}

std::vector<SourcePtr> shipped_provider_schemas() {
  return sources_where([](std::string_view path) { return path.starts_with("adapters/") && path.ends_with(".json"); });
}

SourcePtr shipped_catalogue() { return shipped_one(kCataloguePath); }

SourcePtr shipped_coverage() { return shipped_one(kCoveragePath); }

SourcePtr shipped_due_table() { return shipped_one(kDueTablePath); }

SourcePtr shipped_profile(std::string_view name) { return shipped_one(std::string(kProfileFolder) + std::string(name) + std::string(kProfileSuffix)); }

std::vector<std::string> shipped_profile_names() {
  std::vector<std::string> names;
  for (const ShippedFile& file : shipped_files()) {
    if (!file.path.starts_with(kProfileFolder) || !file.path.ends_with(kProfileSuffix)) continue;
    names.emplace_back(file.path.substr(kProfileFolder.size(), file.path.size() - kProfileFolder.size() - kProfileSuffix.size()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> shipped_pack_names() {
  std::vector<std::string> names;
  for (const ShippedFile& file : shipped_files()) {
    const std::string_view pack = pack_of(file.path);
    if (!pack.empty() && pack != kSchemaFolder && file.path.ends_with(".seki")) names.emplace_back(pack);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<SourcePtr> shipped_pack(const std::string& name) {
  return sources_where([&](std::string_view path) { return pack_of(path) == name && name != kSchemaFolder && path.ends_with(".seki"); });
}

PolicySet shipped_policies(const std::vector<std::string>& packs) {
  PolicySet policies;
  policies.shipped = shipped_kinds();
  const auto add = [&](const std::vector<SourcePtr>& sources) { policies.shipped.insert(policies.shipped.end(), sources.begin(), sources.end()); };
  add(shipped_maps());
  for (const std::string& pack : packs) add(shipped_pack(pack));
  policies.provider_schemas = shipped_provider_schemas();
  policies.catalogue = shipped_catalogue();
  return policies;
}

}  // namespace sekisho::cli
