// SHA-256 by OpenSSL.
#include "engine/base/sha256.h"

// The digest itself instead of EVP, whose first call reads openssl.cnf and makes tables of every algorithm: half a millisecond of each run.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>
#include <memory>

#include "engine/base/check.h"

namespace sekisho {

std::string sha256_bytes(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256_CTX context;
  CHECK(SHA256_Init(&context) == 1 && SHA256_Update(&context, bytes.data(), bytes.size()) == 1 && SHA256_Final(digest, &context) == 1);
  return {reinterpret_cast<const char*>(digest), sizeof digest};
}

std::pair<std::string, std::string> sha256_digests(std::string_view bytes, size_t first) {
  using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
  const Context all(EVP_MD_CTX_new(), EVP_MD_CTX_free), beginning(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto end = [](EVP_MD_CTX* context) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    CHECK(EVP_DigestFinal_ex(context, digest, &length) == 1 && length == 32);
    return "sha256:" + to_hex({reinterpret_cast<const char*>(digest), length});
  };
  CHECK(all != nullptr && beginning != nullptr && EVP_DigestInit_ex(all.get(), algorithm(), nullptr) == 1);
  CHECK(EVP_DigestUpdate(all.get(), bytes.data(), first) == 1 && EVP_MD_CTX_copy_ex(beginning.get(), all.get()) == 1);
  CHECK(EVP_DigestUpdate(all.get(), bytes.data() + first, bytes.size() - first) == 1);
  return {end(beginning.get()), end(all.get())};
}

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
