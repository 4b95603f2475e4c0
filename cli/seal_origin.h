// Where packs came from: what a bundle says of them.
#pragma once

#include <string>
#include <vector>

#include "sekisho/bundle.h"

namespace sekisho::cli {

// One of each pack, in order. Errors: a pack in a Git work tree that differs from its commit, unless that is allowed.
Result<std::vector<SealedPack>> origins_of(const std::vector<std::string>& packs, bool allow_dirty);

}  // namespace sekisho::cli
