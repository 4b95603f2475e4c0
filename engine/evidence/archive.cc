// ustar (POSIX.1-1988): blocks of 512 bytes. Reading writes each header again and compares, so that no field of it can say something else.
#include "engine/evidence/archive.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace sekisho::evidence {
namespace {

constexpr size_t kBlock = 512;
constexpr size_t kMaxPath = 100;
constexpr size_t kMaxMember = (size_t{1} << 33) - 1;   // eleven octal digits
constexpr size_t kTypeAt = 156, kChecksumAt = 148, kSizeAt = 124;

// `value` in octal, `width` digits, at `at`; a NUL follows.
void put_octal(std::string& header, size_t at, size_t width, size_t value) {
  for (size_t i = width; i-- > 0; value /= 8) header[at + i] = static_cast<char>('0' + value % 8);
}

std::string header_of(std::string_view path, size_t size) {
  std::string header(kBlock, '\0');
  std::copy(path.begin(), path.end(), header.begin());
  put_octal(header, 100, 7, 0644);
  put_octal(header, 108, 7, 0);            // owner
  put_octal(header, 116, 7, 0);            // group
  put_octal(header, kSizeAt, 11, size);
  put_octal(header, 136, 11, 0);           // time
  header[kTypeAt] = '0';
  const std::string_view magic("ustar\0" "00", 8);
  std::copy(magic.begin(), magic.end(), header.begin() + 257);
  put_octal(header, 329, 7, 0);            // device
  put_octal(header, 337, 7, 0);
  std::fill_n(header.begin() + kChecksumAt, 8, ' ');
  size_t sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put_octal(header, kChecksumAt, 6, sum);
  header[kChecksumAt + 6] = '\0';
  return header;
}

size_t padding_of(size_t size) { return (kBlock - size % kBlock) % kBlock; }

// What is wrong with a header that is not as we write it.
Refusal header_refusal(std::string_view header) {
  const char type = header[kTypeAt];
  if (header.substr(257, 5) != "ustar") return {"SK1001", "the archive is no ustar, or a member is cut off"};
  if (type == '1' || type == '2') return {"SK1003", "the archive holds a link, and a bundle holds plain files only"};
  if (type != '0') return {"SK1004", "the archive holds something that is no plain file"};
  return {"SK1005", "a header of the archive is not as Sekisho writes it"};
}

}  // namespace

bool is_member_path(std::string_view path) {
  if (path.empty() || path.size() > kMaxPath) return false;
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    if (step.empty() || step == "." || step == "..") return false;
    for (const char c : step) {
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-')) return false;
    }
    at = end + 1;
  }
  return true;
}

std::string write_archive(const std::vector<std::pair<std::string, std::string_view>>& members, std::string room) {
  std::string out = std::move(room);
  out.clear();
  size_t size = 2 * kBlock;
  for (const auto& [path, bytes] : members) size += kBlock + bytes.size() + padding_of(bytes.size());
  out.reserve(size);
  for (const auto& [path, bytes] : members) {
    out += header_of(path, bytes.size());
    out += bytes;
    out.append(padding_of(bytes.size()), '\0');
  }
  out.append(2 * kBlock, '\0');
  return out;
}

Checked<std::vector<Member>> read_archive(std::string_view bytes) {
  const Refusal truncated{"SK1001", "the archive is no ustar, or cut off"};
  const auto is_zero = [](std::string_view part) { return part.find_first_not_of('\0') == std::string_view::npos; };
  std::vector<Member> members;
  std::set<std::string, std::less<>> paths;
  size_t at = 0;
  while (true) {
    if (bytes.size() - at < 2 * kBlock) return truncated;
    const std::string_view header = bytes.substr(at, kBlock);
    if (header[0] == '\0') break;
    at += kBlock;
    const std::string path(header.substr(0, std::min(header.find('\0'), kMaxPath)));
    size_t size = 0;
    for (size_t i = kSizeAt; i < kSizeAt + 11; ++i) {
      if (header[i] < '0' || header[i] > '7') return header_refusal(header);
      size = size * 8 + static_cast<size_t>(header[i] - '0');
    }
    if (!is_member_path(path)) return Refusal{"SK1002", "the path of a member leads out of the bundle, or holds what no path of a bundle holds"};
    if (header != header_of(path, size)) return header_refusal(header);
    if (size > kMaxMember || bytes.size() - at < size + padding_of(size)) return truncated;
    if (!paths.insert(path).second) return Refusal{"SK1006", "`" + path + "` is twice in the archive"};
    members.push_back({path, std::string(bytes.substr(at, size))});
    at += size;
    if (!is_zero(bytes.substr(at, padding_of(size)))) return Refusal{"SK1007", "there is something behind `" + path + "` in the archive"};
    at += padding_of(size);
  }
  if (bytes.size() - at != 2 * kBlock || !is_zero(bytes.substr(at))) return Refusal{"SK1007", "there is something behind the end of the archive"};
  return members;
}

}  // namespace sekisho::evidence
