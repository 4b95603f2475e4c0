// Keys that sign bundles, and keys that verify them: ECDSA on P-256 with SHA-256, or Ed25519.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sekisho/result.h"

namespace sekisho {

struct OpenSslKey;   // engine/evidence/keys.cc

class PublicKey {
 public:
  // PEM "PUBLIC KEY". `name` is for messages. Errors: no such PEM, another algorithm or curve.
  static Result<PublicKey> read(const std::string& name, const std::string& pem);
  // Base64 of SHA-256 over the key's SubjectPublicKeyInfo: how a bundle names it.
  const std::string& hint() const { return hint_; }
  bool is_ecdsa() const { return ecdsa_; }
  // The four bytes by which a signed note tells whose signature it holds (c2sp.org/signed-note).
  std::string note_id(const std::string& name) const;
  // False as well for a signature that says the same in other bytes: an ECDSA signature has to be strict DER with the lower of its two `s`.
  bool verifies(std::string_view message, std::string_view signature) const;

 private:
  friend class Signer;
  std::shared_ptr<OpenSslKey> key_;
  std::string hint_;
  bool ecdsa_ = false;
};

// Makes signatures that its public key verifies.
class Signer {
 public:
  // PEM "PRIVATE KEY" (or "EC PRIVATE KEY"), not encrypted. Errors: as of PublicKey::read().
  static Result<Signer> read(const std::string& name, const std::string& pem);
  // `sign` gives the signature of a message: raw for Ed25519, DER for ECDSA. Used for keys that nobody can read.
  static Signer outside(PublicKey key, std::function<Result<std::string>(const std::string& message)> sign);
  const PublicKey& public_key() const { return public_key_; }
  // Errors: whatever the outside signer says; a signature that the public key does not verify.
  Result<std::string> sign(const std::string& message) const;

 private:
  PublicKey public_key_;
  std::function<Result<std::string>(const std::string& message)> sign_;
};

}  // namespace sekisho
