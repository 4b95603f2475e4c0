// Keys of artifacts, and the way between compiled policies and bytes.
#include "sekisho/artifact.h"

#include "engine/api/compiled.h"
#include "engine/artifact/artifact.h"
#include "engine/artifact/engine_id.h"
#include "engine/artifact/format.h"
#include "engine/base/sha256.h"

namespace sekisho {
namespace {

// Every text that a program's spans may point into.
std::vector<SourcePtr> sources_of(const PolicySet& policies) {
  std::vector<SourcePtr> sources;
  for (const auto* group : {&policies.shipped, &policies.packs, &policies.maps, &policies.provider_schemas}) sources.insert(sources.end(), group->begin(), group->end());
  if (policies.catalogue != nullptr) sources.push_back(policies.catalogue);
  return sources;
}

std::optional<CompiledPolicy> read_content(std::string_view content, const PolicySet& policies, std::shared_ptr<const void> keep, Diagnostics& diagnostics) {
  std::optional<artifact::Artifact> read = artifact::read(content, sources_of(policies), std::move(keep));
  if (!read) return {};
  for (Diagnostic& warning : read->particulars.warnings) diagnostics.add(std::move(warning));
  auto whole = std::make_shared<Compilation>();
  whole->program = std::move(read->program);
  whole->control_titles = std::move(read->particulars.control_titles);
  CompiledPolicy policy;
  policy.policy_digest = std::move(read->particulars.policy_digest);
  policy.maps_digests = std::move(read->particulars.maps_digests);
  policy.rules = whole->program->rules.size();
  policy.program = std::shared_ptr<const Program>(whole, whole->program.get());
  policy.compilation = whole;
  return policy;
}

}  // namespace

std::optional<std::string> artifact_key(const PolicySet& policies) {
  if (artifact::engine_id().empty()) return {};
  std::string all = artifact::engine_id() + "\n";
  // The build's id stands for the texts in the program itself.
  const auto add = [&](const SourcePtr& source) { all += source->name() + "\n" + (source->is_embedded() ? "embedded" : sha256_hex(source->text())) + "\n"; };
  for (const auto* group : {&policies.shipped, &policies.packs, &policies.maps, &policies.provider_schemas}) {
    all += std::to_string(group->size()) + "\n";
    for (const SourcePtr& source : *group) add(source);
  }
  if (policies.catalogue != nullptr) add(policies.catalogue);
  return sha256_hex(all + policies.catalogue_edition);
}

std::optional<std::string> write_artifact(const CompiledPolicy& policy, const PolicySet& policies, const std::string& key, const Diagnostics& diagnostics) {
  const artifact::Particulars particulars{policy.policy_digest, policy.maps_digests, policy.compilation->control_titles, diagnostics.all()};
  const std::optional<std::string> content = artifact::write(*policy.program, particulars, sources_of(policies));
  if (!content) return {};
  return artifact::seal(*content, artifact::engine_id(), key);
}

std::optional<CompiledPolicy> read_artifact(std::shared_ptr<const std::string> bytes, const PolicySet& policies, const std::string& key, Diagnostics& diagnostics) {
  const std::string_view content = artifact::open(*bytes, artifact::engine_id(), key);
  if (content.empty()) return {};
  return read_content(content, policies, std::move(bytes), diagnostics);
}

bool looks_like_artifact(std::string_view bytes) { return bytes.starts_with(artifact::kMagic); }

std::optional<CompiledPolicy> read_embedded_artifact(std::string_view bytes, const PolicySet& policies, Diagnostics& diagnostics) {
  return read_content(artifact::open_embedded(bytes), policies, nullptr, diagnostics);
}

}  // namespace sekisho
