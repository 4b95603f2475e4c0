// The shipped kinds, maps and packs, compiled from the source tree.
#pragma once

#include <optional>
#include <string>

#include "sekisho/api.h"

namespace sekisho::agreement {

// Compiles policies/** and adapters/*/maps below `root`. Prints what is wrong to standard error.
std::optional<CompiledPolicy> compile_shipped(const std::string& root);

}  // namespace sekisho::agreement
