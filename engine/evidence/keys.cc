// Keys by OpenSSL.
#include "sekisho/keys.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <optional>

#include "engine/base/sha256.h"
#include "engine/evidence/base64.h"
#include "engine/evidence/ecdsa.h"
#include "engine/evidence/openssl_ptr.h"

namespace sekisho {

struct OpenSslKey {
  EVP_PKEY* key;
  explicit OpenSslKey(EVP_PKEY* given) : key(given) {}
  OpenSslKey(const OpenSslKey&) = delete;
  OpenSslKey& operator=(const OpenSslKey&) = delete;
  ~OpenSslKey() { EVP_PKEY_free(key); }
};

namespace {

using Bio = evidence::OpenSslPtr<BIO, BIO_free>;
using Context = evidence::OpenSslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;

Bio bio_of(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Nobody is asked for a passphrase in the middle of a run.
int no_passphrase(char*, int, int, void*) { return -1; }

bool is_p256(EVP_PKEY* key) {
  char group[64] = {};
  size_t length = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) == 1 && std::string_view(group) == "prime256v1";
}

std::optional<Error> unfit(const std::string& name, EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1 || (EVP_PKEY_is_a(key, "EC") == 1 && is_p256(key))) return std::nullopt;
  return Error{"the key in `" + name + "` is neither ECDSA on P-256 nor Ed25519", "make one: `openssl ecparam -name prime256v1 -genkey -noout -out key.pem`", {}};
}

std::string der_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  std::string bytes(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0);
  OPENSSL_free(der);
  return bytes;
}

std::optional<std::string> sign_with(EVP_PKEY* key, bool ecdsa, const std::string& message) {
  const Context context(EVP_MD_CTX_new());
  size_t length = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, ecdsa ? EVP_sha256() : nullptr, nullptr, key) != 1) return std::nullopt;
  if (EVP_DigestSign(context.get(), nullptr, &length, bytes_of(message), message.size()) != 1) return std::nullopt;
  std::string signature(length, '\0');
  if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, bytes_of(message), message.size()) != 1) return std::nullopt;
  signature.resize(length);
  return signature;
}

}  // namespace

Result<PublicKey> PublicKey::read(const std::string& name, const std::string& pem) {
  const Bio bio = bio_of(pem);
  EVP_PKEY* key = PEM_read_bio_PUBKEY(bio.get(), nullptr, no_passphrase, nullptr);
  if (key == nullptr) return Error{"`" + name + "` holds no public key in PEM", "`openssl pkey -in key.pem -pubout -out pub.pem` writes one", {}};
  PublicKey result;
  result.key_ = std::make_shared<OpenSslKey>(key);
  if (std::optional<Error> error = unfit(name, key)) return *error;
  result.ecdsa_ = EVP_PKEY_is_a(key, "EC") == 1;
  result.hint_ = evidence::to_base64(sha256_bytes(der_of(key)));
  return result;
}

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
  if (ecdsa_ && evidence::one_form(signature, key_->key) != signature) return false;
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, ecdsa_ ? EVP_sha256() : nullptr, nullptr, key_->key) != 1) return false;
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
}

std::string PublicKey::note_id(const std::string& name) const {
  if (ecdsa_) return sha256_bytes(der_of(key_->key)).substr(0, 4);
  std::string raw(32, '\0');
  size_t length = raw.size();
  EVP_PKEY_get_raw_public_key(key_->key, reinterpret_cast<unsigned char*>(raw.data()), &length);
  return sha256_bytes(name + "\n\x01" + raw).substr(0, 4);
}

Result<Signer> Signer::read(const std::string& name, const std::string& pem) {
  const Bio bio = bio_of(pem);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr);
  if (key == nullptr) {
    return Error{"`" + name + "` holds no private key in PEM that can be read without a passphrase", "make one with `openssl ecparam -name prime256v1 -genkey -noout -out key.pem`, or sign with `--signer`", {}};
  }
  const auto held = std::make_shared<OpenSslKey>(key);
  if (std::optional<Error> error = unfit(name, key)) return *error;
  Signer signer;
  signer.public_key_.key_ = held;
  signer.public_key_.ecdsa_ = EVP_PKEY_is_a(key, "EC") == 1;
  signer.public_key_.hint_ = evidence::to_base64(sha256_bytes(der_of(key)));
  signer.sign_ = [held, ecdsa = signer.public_key_.ecdsa_, name](const std::string& message) -> Result<std::string> {
    std::optional<std::string> signature = sign_with(held->key, ecdsa, message);
    if (!signature) return Error{"the key in `" + name + "` does not sign", "try it with `openssl pkeyutl -sign`", {}};
    return std::move(*signature);
  };
  return signer;
}

Signer Signer::outside(PublicKey key, std::function<Result<std::string>(const std::string& message)> sign) {
  Signer signer;
  signer.public_key_ = std::move(key);
  signer.sign_ = std::move(sign);
  return signer;
}

Result<std::string> Signer::sign(const std::string& message) const {
  Result<std::string> signature = sign_(message);
  if (!signature) return signature;
  if (public_key_.is_ecdsa()) *signature = evidence::one_form(*signature, public_key_.key_->key);
  if (!public_key_.verifies(message, *signature)) return Error{"the signer's signature does not fit the public key", "give the public key of the key that signs", {}};
  return signature;
}

}  // namespace sekisho
