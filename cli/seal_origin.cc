// Packs and the Git work trees that they may lie in.
#include "cli/seal_origin.h"

#include <filesystem>

#include "cli/git.h"
#include "cli/lock.h"

namespace sekisho::cli {

Result<std::vector<SealedPack>> origins_of(const std::vector<std::string>& packs, const std::string& lock_file, bool allow_dirty) {
  const Result<Lock> lock = read_lock(lock_file);
  if (!lock) return lock.error();
  std::vector<SealedPack> origins;
  for (const std::string& pack : packs) {
    const Result<LockedPack> content = lock_pack(pack, *lock);
    if (!content) return content.error();
    std::error_code ignored;
    SealedPack origin{pack, is_git_pack(pack) ? "git" : "shipped", content->tree, content->commit, false};
    if (!is_git_pack(pack) && std::filesystem::exists(pack, ignored)) {
      origin.origin = "folder";
      const Result<std::optional<GitState>> state = git_state_of(pack);
      if (!state) return state.error();
      if (*state) {
        origin.commit = (*state)->commit;
        origin.dirty = (*state)->dirty;
      }
      if (origin.dirty && !allow_dirty) return Error{"the pack `" + pack + "` differs from its Git commit", "commit what changed, or seal it as it is with `--allow-dirty`: the bundle says so", {}};
    }
    origins.push_back(std::move(origin));
  }
  return origins;
}

}  // namespace sekisho::cli
