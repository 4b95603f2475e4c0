// ECDSA signatures in one form: of (r, s) and (r, n - s) both verify, and DER can be sloppy, so that somebody could change a signature without a key.
#pragma once

#include <openssl/types.h>

#include <string>
#include <string_view>

namespace sekisho::evidence {

// The same signature in strict DER with the lower s; empty when it is none. REQUIRES: `key` is an EC key.
std::string one_form(std::string_view signature, EVP_PKEY* key);

// The DER of a signature on P-256 that tokens give as r and s, 32 bytes each. REQUIRES: 64 bytes.
std::string der_of_raw(std::string_view raw);

}  // namespace sekisho::evidence
