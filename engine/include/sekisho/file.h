// Files: whole reads and writes that never leave a half-written result.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/result.h"

namespace sekisho {

// Whole content; "-" is standard input. Errors: missing, a directory, no permission, larger than `limit` bytes.
inline constexpr size_t kMaxInputBytes = size_t{4} << 30;  // offsets are 32 bits
Result<std::string> read_file(const std::string& path, size_t limit = kMaxInputBytes);

// Writes beside the target, syncs, renames over it. On any failure (full disk, no permission) the old file stays and nothing else is left.
Result<void> write_file_atomically(const std::string& path, const std::string& bytes);

// Several files, all or none: each is written beside its target before the first takes its target's place; they do so in this order, so that who is killed in
// between leaves the first ones new (a log's entries before the checkpoint that counts them). "-" is standard output; it and
// devices are written once everything else is ready to be renamed.
using TakePiece = std::function<void(std::string_view)>;
struct FileContent {
  std::string path;
  std::string bytes;
  std::function<void(const TakePiece&)> pieces = {};   // what follows `bytes`, made while it is written: for what is too large to hold
};
Result<void> write_files_atomically(const std::vector<FileContent>& files);

// Paths of all `*.suffix` below `folder` (or the file itself), sorted by bytes; hidden files and folders are left out, linked folders not entered.
Result<std::vector<std::string>> list_files(const std::string& path, const std::string& suffix);

}  // namespace sekisho
