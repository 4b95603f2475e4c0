// Read strictly and written again: the comparison finds everything that git would have let pass.
#include "engine/evidence/git_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/sha256.h"
#include "engine/evidence/sha1.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kSignature = "# v2 git bundle\n";
constexpr size_t kIdDigits = 2 * kGitIdBytes, kMaxBlock = 65535;
constexpr std::string_view kZlibHeader("\x78\x01", 2);

constexpr const char* type_name(GitObject::Type type) {
  return type == GitObject::Type::kCommit ? "commit" : type == GitObject::Type::kTree ? "tree" : "blob";
}

std::string big_endian(uint32_t number) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
  return out;
}

// RFC 1950.
uint32_t adler32(std::string_view bytes) {
  constexpr uint32_t kModulus = 65521;
  uint32_t a = 1, b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % kModulus;
    b = (b + a) % kModulus;
  }
  return b << 16 | a;
}

// Stored blocks only (RFC 1951, 3.2.4).
std::string stored(std::string_view bytes) {
  std::string out(kZlibHeader);
  size_t at = 0;
  do {
    const size_t size = std::min(kMaxBlock, bytes.size() - at);
    out += at + size == bytes.size() ? '\1' : '\0';
    for (const size_t number : {size, ~size}) {
      out += static_cast<char>(number & 0xFF);
      out += static_cast<char>(number >> 8 & 0xFF);
    }
    out += bytes.substr(at, size);
    at += size;
  } while (at < bytes.size());
  return out + big_endian(adler32(bytes));
}

std::string entry_head(const GitObject& object) {
  size_t size = object.bytes.size();
  auto byte = static_cast<unsigned>(object.type) << 4 | static_cast<unsigned>(size & 15);
  size >>= 4;
  std::string out;
  while (size > 0) {
    out += static_cast<char>(byte | 0x80);
    byte = static_cast<unsigned>(size & 0x7F);
    size >>= 7;
  }
  return out + static_cast<char>(byte);
}

// What a reader has before it. Whatever is not there reads as nothing, and is found by the comparison.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  std::string_view take(size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }
  unsigned byte() {
    const std::string_view one = take(1);
    return one.empty() ? 0 : static_cast<unsigned char>(one[0]);
  }
  size_t number(size_t bytes) {   // big-endian
    size_t out = 0;
    for (size_t i = 0; i < bytes; ++i) out = out << 8 | byte();
    return out;
  }
  size_t left() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

std::optional<GitObject> read_entry(Cursor& cursor) {
  unsigned byte = cursor.byte();
  const unsigned type = byte >> 4 & 7;
  size_t size = byte & 15;
  for (unsigned shift = 4; (byte & 0x80) != 0 && shift < 32; shift += 7) {
    byte = cursor.byte();
    size |= size_t{byte & 0x7F} << shift;
  }
  if (type < 1 || type > 3 || size > cursor.left()) return std::nullopt;
  GitObject object;
  object.type = static_cast<GitObject::Type>(type);
  (void)cursor.take(kZlibHeader.size());
  do {
    (void)cursor.take(5);   // last or not, the block's length twice
    object.bytes += cursor.take(std::min(kMaxBlock, size - object.bytes.size()));
  } while (object.bytes.size() < size && cursor.left() > 0);
  (void)cursor.take(4);
  return object;
}

}  // namespace

std::string git_id(const GitObject& object) {
  std::string text = type_name(object.type);
  text += " " + std::to_string(object.bytes.size());
  text += '\0';
  return to_hex(sha1_bytes(text + object.bytes));
}

std::string write_git_file(const GitFile& file) {
  std::string pack = "PACK" + big_endian(2) + big_endian(static_cast<uint32_t>(file.objects.size()));
  for (const GitObject::Type type : {GitObject::Type::kCommit, GitObject::Type::kTree, GitObject::Type::kBlob}) {
    for (const auto& [id, object] : file.objects) {
      if (object.type == type) pack += entry_head(object) + stored(object.bytes);
    }
  }
  return std::string(kSignature) + file.tip + " HEAD\n" + file.tip + " refs/heads/pack\n\n" + pack + sha1_bytes(pack);
}

Checked<GitFile> read_git_file(const std::string& path, std::string_view bytes) {
  const Refusal refusal{"SK1077", "`" + path + "` is no Git bundle as Sekisho writes it"};
  Cursor cursor(bytes);
  (void)cursor.take(kSignature.size());
  GitFile file;
  file.tip = cursor.take(kIdDigits);
  (void)cursor.take(std::string_view(" HEAD\n").size() + kIdDigits + std::string_view(" refs/heads/pack\n\n").size() + 8);
  const size_t count = cursor.number(4);
  for (size_t i = 0; i < count; ++i) {
    std::optional<GitObject> object = read_entry(cursor);
    if (!object) return refusal;
    std::string id = git_id(*object);
    file.objects.emplace(std::move(id), std::move(*object));
  }
  if (cursor.left() != kGitIdBytes || write_git_file(file) != bytes) return refusal;
  return file;
}

}  // namespace sekisho::evidence
