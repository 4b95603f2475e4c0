// The bytes of a Git bundle (version 2): a tip and objects. There is one way to write a set of objects: sorted, each whole, in stored blocks of zlib, so that
// the bytes hang on no version of Git or zlib. Git reads it as any other.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/evidence/refusal.h"
#include "sekisho/git_bundle.h"

namespace sekisho::evidence {

inline constexpr size_t kGitIdBytes = 20;

using GitObjectMap = std::map<std::string, GitObject>;   // by id, 40 lower-case digits

std::string git_id(const GitObject& object);

struct GitFile {
  std::string tip;                     // id of the commit that a clone checks out
  GitObjectMap objects;
};

std::string write_git_file(const GitFile& file);

// Refusals: SK1077, when it is not what write_git_file() would have written.
Checked<GitFile> read_git_file(const std::string& path, std::string_view bytes);

}  // namespace sekisho::evidence
