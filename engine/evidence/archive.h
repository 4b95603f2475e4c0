// A bundle's archive: a plain POSIX ustar with nothing in it that could differ for the same members.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

struct Member {
  std::string path;    // of letters, digits, ".", "_", "-" and "/"; at most 100 bytes; climbs nowhere
  std::string bytes;
};

// Whether a member may have this path: neither absolute nor with an empty, "." or ".." step.
bool is_member_path(std::string_view path);

// Regular files (path, bytes) in the given order, mode 0644, owner 0, time 0, two empty blocks at the end. REQUIRES: is_member_path() of each, all different.
std::string write_archive(const std::vector<std::pair<std::string, std::string_view>>& members, std::string room = {});

// The members of an archive that write_archive() would have written, byte for byte. Refusals: another kind of file or a truncated one, a link or
// anything but a regular file, a path that is not allowed or stands twice, header bytes that differ, anything behind the end.
Checked<std::vector<Member>> read_archive(std::string_view bytes);

}  // namespace sekisho::evidence
