// SHA-256 by OpenSSL.
#include "engine/base/sha256.h"

// The digest itself instead of EVP, whose first call reads openssl.cnf and makes tables of every algorithm: half a millisecond of each run.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/sha256_stream.h"

namespace sekisho {

namespace {

void begin(SHA256_CTX& context) { CHECK(SHA256_Init(&context) == 1); }
void add(SHA256_CTX& context, std::string_view bytes) { CHECK(SHA256_Update(&context, bytes.data(), bytes.size()) == 1); }
Sha256 end_bytes(SHA256_CTX context) {
  Sha256 digest;
  static_assert(sizeof digest == SHA256_DIGEST_LENGTH);
  CHECK(SHA256_Final(reinterpret_cast<unsigned char*>(digest.data()), &context) == 1);
  return digest;
}
std::string end(const SHA256_CTX& context) {
  const Sha256 digest = end_bytes(context);
  return {digest.data(), digest.size()};
}

}  // namespace

std::string sha256_bytes(std::string_view bytes) {
  SHA256_CTX context;
  begin(context);
  add(context, bytes);
  return end(context);
}

Sha256 sha256_of(std::initializer_list<std::string_view> parts) {
  SHA256_CTX context;
  begin(context);
  for (const std::string_view part : parts) add(context, part);
  return end_bytes(context);
}

std::string sha256_digest(std::string_view bytes, const std::function<void()>& between) {
  constexpr size_t kPiece = size_t{16} << 20;
  SHA256_CTX context;
  begin(context);
  while (bytes.size() > kPiece) {
    add(context, bytes.substr(0, kPiece));
    bytes.remove_prefix(kPiece);
    between();
  }
  add(context, bytes);
  return "sha256:" + to_hex(end(context));
}

std::pair<std::string, std::string> sha256_digests(std::string_view bytes, size_t first) {
  SHA256_CTX context;
  begin(context);
  add(context, bytes.substr(0, first));
  const std::string beginning = "sha256:" + to_hex(end(context));
  add(context, bytes.substr(first));
  return {beginning, "sha256:" + to_hex(end(context))};
}

struct Sha256Stream::State {
  SHA256_CTX context;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { begin(state_->context); }
Sha256Stream::~Sha256Stream() = default;
void Sha256Stream::add(std::string_view bytes) { sekisho::add(state_->context, bytes); }
std::string Sha256Stream::digest() const { return "sha256:" + to_hex(end(state_->context)); }

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  result.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    result += kDigits[value >> 4];
    result += kDigits[value & 15];
  }
  return result;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256_bytes(bytes)); }

std::string sha256_of_all(std::vector<std::string> hex_digests) {
  std::sort(hex_digests.begin(), hex_digests.end());
  std::string all;
  for (const std::string& digest : hex_digests) all += digest + "\n";
  return sha256_digest(all);
}

std::string sha256_digest(std::string_view bytes) { return "sha256:" + sha256_hex(bytes); }

}  // namespace sekisho
