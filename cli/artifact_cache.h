// Artifacts of policies: the one in the program, and those of users' packs in a folder of their own.
#pragma once

#include <optional>
#include <string>

#include "sekisho/api.h"

namespace sekisho::cli {

enum class Cache { kUse, kIgnore };   // kIgnore: compile the texts whatever lies in the folder or the program, and write nothing

// The policy from the program's own artifact, from a fresh one in the folder, or from its texts; then it is kept in the folder for the next run.
// What is stale, damaged or somebody else's is not used, and a folder that cannot be read or written is no error. Diagnostics are the same
// wherever the policy comes from. Nullopt: there are errors.
std::optional<CompiledPolicy> compile_or_recall(const PolicySet& policies, Cache cache, Diagnostics& diagnostics);

// $XDG_CACHE_HOME/sekisho, else ~/.cache/sekisho. Empty: the process has no home.
std::string cache_folder();

// The name that an artifact with this key has in a folder.
std::string artifact_name(const std::string& key);

}  // namespace sekisho::cli
