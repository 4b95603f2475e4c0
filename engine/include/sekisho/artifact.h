// Artifacts: a compiled policy as bytes, so that the next run need not parse and check its texts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sekisho/api.h"

namespace sekisho {

// Names what an artifact of `policies` is made from: every text with its name and place in the set, and this very build of the engine.
// 64 hexadecimal digits, good for a file's name. Nullopt: this build cannot tell itself from others, so nothing can be kept.
std::optional<std::string> artifact_key(const PolicySet& policies);

// REQUIRES: `policy` was compiled from `policies`, whose artifact_key is `key`, and said `diagnostics`. Nullopt: it holds what cannot be
// kept, as tests.
std::optional<std::string> write_artifact(const CompiledPolicy& policy, const PolicySet& policies, const std::string& key, const Diagnostics& diagnostics);

// The same policy as compile() would make, with the diagnostics that it said. Nullopt: `bytes` are truncated, damaged, stale (of another
// key) or no artifact at all; compile, then. Rules and maps are read from `bytes` when they are first used.
std::optional<CompiledPolicy> read_artifact(std::shared_ptr<const std::string> bytes, const PolicySet& policies, const std::string& key, Diagnostics& diagnostics);

// Whether this is an artifact of whatever pack and build, going by how it begins.
bool looks_like_artifact(std::string_view bytes);

// An artifact that lies in the program's own file and was written when that was built. Nullopt: it was made from other texts.
std::optional<CompiledPolicy> read_embedded_artifact(std::string_view bytes, const PolicySet& policies, Diagnostics& diagnostics);

}  // namespace sekisho
