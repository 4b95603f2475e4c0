// A pack's files as they stand in a Git commit, with what shows that they do: the commit, the trees between it and the files, and the files. `git clone` reads
// it, too. Nothing else of the repository is in it: no history, no other folder's files.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/bundle.h"
#include "sekisho/result.h"

namespace sekisho {

struct GitObject {
  enum class Type : uint8_t { kCommit = 1, kTree = 2, kBlob = 3 };   // as a pack file of Git numbers them
  Type type = Type::kBlob;
  std::string bytes;
};

// An object by its id, 40 lower-case digits; nullopt: not there.
using GitObjects = std::function<std::optional<GitObject>(const std::string& id)>;

// "sha256:…" of the lines that `sha256sum` prints for the files, by path: what sekisho.lock and a bundle name a pack by.
std::string tree_digest(std::vector<SealedFile> files);

// Where in a bundle the Git bundle of the pack with that number stands.
std::string git_bundle_path(size_t pack);

struct GitPackBundle {
  std::string bytes;                   // of the Git bundle
  std::vector<SealedFile> files;       // `.seki` files below the folder in that commit, by path in it
};

// The pack at `folder` (of a pack that is one file: its path; empty: the whole tree) of `commit`. Same commit and folder, same bytes, everywhere.
// Errors: no such commit or folder, an object that is missing or no sound one, more than a bundle takes.
Result<GitPackBundle> git_pack_bundle(const std::string& commit, const std::string& folder, const GitObjects& objects);

}  // namespace sekisho
