// Seals contents with a header, and opens what is sealed.
#include "engine/artifact/format.h"

#include <cstring>

#include "engine/base/check.h"
#include "engine/base/sha256.h"

namespace sekisho::artifact {
namespace {

void append_number(std::string& out, uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFF);
}

void append_name(std::string& out, std::string_view name) {
  CHECK(name.size() <= kNameLength);
  out += name;
  out.append(kNameLength - name.size(), '\0');
}

std::string frame_of(std::string_view engine, std::string_view key, uint32_t length) {
  std::string out(kMagic);
  append_number(out, kFormat);
  append_number(out, length);
  append_name(out, engine);
  append_name(out, key);
  return out;
}

}  // namespace

std::string seal(std::string_view content, std::string_view engine, std::string_view key) {
  CHECK(content.size() <= UINT32_MAX);
  std::string out = frame_of(engine, key, static_cast<uint32_t>(content.size()));
  append_name(out, sha256_hex(content));
  return out.append(content);
}

std::string_view open(std::string_view bytes, std::string_view engine, std::string_view key) {
  if (bytes.size() < kHeaderLength || bytes.size() - kHeaderLength > UINT32_MAX) return {};
  const std::string_view content = bytes.substr(kHeaderLength);
  const std::string frame = frame_of(engine, key, static_cast<uint32_t>(content.size()));
  if (!bytes.starts_with(frame)) return {};
  return bytes.substr(frame.size(), kNameLength) == sha256_hex(content) ? content : std::string_view();
}

std::string_view open_embedded(std::string_view bytes) {
  CHECK(bytes.size() > kHeaderLength && bytes.starts_with(kMagic));
  return bytes.substr(kHeaderLength);
}

}  // namespace sekisho::artifact
