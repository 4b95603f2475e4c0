// Where packs came from: what a bundle says of them.
#pragma once

#include <string>
#include <vector>

#include "sekisho/bundle.h"

namespace sekisho::cli {

// One of each pack, in order. Errors: a pack in a Git work tree that differs from its commit, unless that is allowed; one of which nobody can tell; of read_lock().
Result<std::vector<SealedPack>> origins_of(const std::vector<std::string>& packs, const std::string& lock_file, bool allow_dirty);

}  // namespace sekisho::cli
