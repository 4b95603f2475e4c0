// A key's form in a bundle is its SubjectPublicKeyInfo: fixed bytes of the kind before the point.
#include "sekisho/token_key.h"

#include "engine/base/sha256.h"
#include "engine/evidence/base64.h"
#include "engine/evidence/ecdsa.h"

namespace sekisho {
namespace {

constexpr size_t kSignatureBytes = 64;

struct Form {
  std::string_view before;   // of SubjectPublicKeyInfo, up to the point
  size_t point_bytes;
};

Form form_of(TokenKeyKind kind) {
  using namespace std::string_view_literals;
  if (kind == TokenKeyKind::kEd25519) return {"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"sv, 32};
  return {"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00"sv, 65};
}

}  // namespace

Result<PublicKey> read_token_key(const std::string& name, TokenKeyKind kind, std::string_view point) {
  const Form form = form_of(kind);
  if (point.size() == form.point_bytes + 2 && point[0] == '\x04' && static_cast<size_t>(point[1]) == form.point_bytes) point.remove_prefix(2);
  const Error unreadable = {"the token tells no point of the curve for `" + name + "`", "give the public key with `--public-key FILE`", {}};
  if (point.size() != form.point_bytes) return unreadable;
  const std::string pem = "-----BEGIN PUBLIC KEY-----\n" + evidence::to_base64(std::string(form.before) + std::string(point)) + "\n-----END PUBLIC KEY-----\n";
  Result<PublicKey> key = PublicKey::read(name, pem);
  if (!key) return unreadable;
  return key;
}

Signer token_signer(PublicKey key, std::function<Result<std::string>(const std::string& digest_or_message)> sign) {
  const bool ecdsa = key.is_ecdsa();
  return Signer::outside(std::move(key), [ecdsa, sign = std::move(sign)](const std::string& message) -> Result<std::string> {
    Result<std::string> raw = sign(ecdsa ? sha256_bytes(message) : message);
    if (!raw) return raw;
    if (raw->size() != kSignatureBytes) return Error{"the token's signature has " + std::to_string(raw->size()) + " bytes", "expected 64", {}};
    return ecdsa ? evidence::der_of_raw(*raw) : std::move(raw);
  });
}

}  // namespace sekisho
