// SHA-1 by OpenSSL's one-shot digest.
#include "engine/evidence/sha1.h"

#include <openssl/evp.h>

#include "engine/base/check.h"

namespace sekisho::evidence {

std::string sha1_bytes(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha1(), nullptr) == 1 && length == 20);
  return {reinterpret_cast<const char*>(digest), length};
}

}  // namespace sekisho::evidence
