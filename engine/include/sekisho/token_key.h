// Keys in tokens (PKCS#11): what a token tells of a key, and what it gives as a signature, in the forms that bundles hold.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sekisho/keys.h"
#include "sekisho/result.h"

namespace sekisho {

enum class TokenKeyKind { kEcdsaP256, kEd25519 };

// Of CKA_EC_POINT: the point as an OCTET STRING in DER, or bare as some tokens tell it. `name` is for messages. Errors: no point of the kind's curve.
Result<PublicKey> read_token_key(const std::string& name, TokenKeyKind kind, std::string_view point);

// `sign` gives what a token gives, 64 bytes: for ECDSA r and s for a SHA-256 digest, for Ed25519 the signature of the message itself.
// Errors of signing: those of `sign`; other than 64 bytes.
Signer token_signer(PublicKey key, std::function<Result<std::string>(const std::string& digest_or_message)> sign);

}  // namespace sekisho
