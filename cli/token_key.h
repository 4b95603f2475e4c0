// A key in a PKCS#11 token that signs: `--key 'pkcs11:token=evidence;object=seal?pin-source=file:/etc/sekisho/pin'` (RFC 7512).
#pragma once

#include <string>

#include "sekisho/keys.h"

namespace sekisho::cli {

bool is_token_key(const std::string& key);

// The private key that `uri` names, logged in to its token for the rest of the process. The module is that of `module-path`, else one that p11-kit is configured
// with. The PIN comes from `pin-source`: `file:PATH`, or `env:NAME` for an environment variable. `public_key` (a path in PEM) is for tokens that hold no public key; empty: the token's.
// The PIN is tried once. Errors: badly written, a PIN within the URI, no module, no token, key or PIN, more than one token or key, a wrong PIN, a key that is
// neither ECDSA P-256 nor Ed25519, no libp11-kit.
Result<Signer> token_key_signer(const std::string& uri, const std::string& public_key);

}  // namespace sekisho::cli
