// Git by libgit2, which is loaded when it is first asked: most runs never need it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sekisho/bundle.h"
#include "sekisho/git_bundle.h"
#include "sekisho/result.h"

namespace sekisho::cli {

// What lies around a path.
struct GitState {
  std::string commit;       // 40 digits; empty: nothing was committed yet
  bool dirty = false;       // below the path something differs from that commit, or is not in it
};
// Nullopt: no work tree around it. Errors: there is one, and it cannot be read; no libgit2.
Result<std::optional<GitState>> git_state_of(const std::string& path);

// A pack in a repository: "git+URL@REF", or "git+URL@REF#FOLDER".
bool is_git_pack(const std::string& pack);

struct GitPack {
  std::string commit;
  std::vector<SealedFile> files;   // `.seki` files below the folder by path in it
};
// Of the commit `locked`, which needs no network once it was fetched; empty: of the one that REF names now. What is fetched stays in cache_folder().
// Errors: badly written, cannot be fetched, no such ref, commit or folder, no `.seki` file, no libgit2.
Result<GitPack> read_git_pack(const std::string& pack, const std::string& locked);

// Where a pack is in the repository that it is from, and that repository's objects. REQUIRES: it is a pack from Git that was read, or lies in a work tree.
struct GitPlace {
  std::string folder;              // empty: all of it
  GitObjects objects;
};
Result<GitPlace> git_place_of(const std::string& pack);

}  // namespace sekisho::cli
