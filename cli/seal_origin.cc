// Packs and the Git work trees that they may lie in.
#include "cli/seal_origin.h"

#include <filesystem>

#include "cli/git.h"
#include "cli/lock.h"

namespace sekisho::cli {
namespace {

// The files that were read have to be those of the commit: a link, or a file that Git changes on its way out, is none of them.
Result<void> add_git_bundle(size_t number, bool allow_dirty, SealedPack& origin) {
  const Result<GitPlace> place = git_place_of(origin.name);
  if (!place) return place.error();
  Result<GitPackBundle> made = git_pack_bundle(origin.commit, place->folder, place->objects);
  if (!made) return Error{"the pack `" + origin.name + "` cannot be taken out of Git: " + made.error().message, "fetch the whole commit (`git fetch --refetch`)", {}};
  if (tree_digest(made->files) != origin.tree) {
    origin.dirty = true;
    if (allow_dirty) return {};
    return Error{"the files of the pack `" + origin.name + "` are not those of its commit " + origin.commit, "links to files elsewhere and files that Git converts (`git check-attr -a FILE`) cannot be sealed as of a commit: put plain files there, or seal them as they are with `--allow-dirty`", {}};
  }
  origin.folder = place->folder;
  origin.git_bundle = {git_bundle_path(number), std::move(made->bytes)};
  return {};
}

// Addresses of packs stand in results and reports, which others read.
bool holds_password(const std::string& pack) {
  const size_t scheme = pack.find("://");
  if (!is_git_pack(pack) || scheme == std::string::npos) return false;
  const std::string host = pack.substr(scheme + 3, pack.find('/', scheme + 3) - scheme - 3);
  return host.find('@') != std::string::npos && host.find(':') < host.find('@');
}

}  // namespace

Result<std::vector<SealedPack>> origins_of(const std::vector<std::string>& packs, const std::string& lock_file, bool allow_dirty) {
  const Result<Lock> lock = read_lock(lock_file);
  if (!lock) return lock.error();
  std::vector<SealedPack> origins;
  for (const std::string& pack : packs) {
    if (holds_password(pack)) return Error{"the address of a pack holds a password, which would stand in the bundle", "take it out of the address; Git's credential helper or an SSH key gives it", {}};
    const Result<LockedPack> content = lock_pack(pack, *lock);
    if (!content) return content.error();
    std::error_code ignored;
    SealedPack origin;
    origin.name = pack;
    origin.origin = is_git_pack(pack) ? "git" : "shipped";
    origin.tree = content->tree;
    origin.commit = content->commit;
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
    if (!origin.commit.empty() && !origin.dirty) {
      if (const Result<void> added = add_git_bundle(origins.size(), allow_dirty, origin); !added) return added.error();
    }
    origins.push_back(std::move(origin));
  }
  return origins;
}

}  // namespace sekisho::cli
