// Names of operations, for dumps and digests. A name never changes once a digest was made with it.
#pragma once

#include <string_view>

#include "engine/check/program.h"

namespace sekisho {

std::string_view to_string(Op op);  // "coalesce"

}  // namespace sekisho
