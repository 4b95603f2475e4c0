// Keys by OpenSSL.
#include "sekisho/keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <optional>

#include "engine/base/sha256.h"
#include "engine/evidence/base64.h"
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
using Signature = evidence::OpenSslPtr<ECDSA_SIG, ECDSA_SIG_free>;
using Number = evidence::OpenSslPtr<BIGNUM, BN_free>;

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

// Half of the order of P-256, rounded down: of s and n - s, which both verify, one is not above it.
const BIGNUM* half_of_order() {
  static const Number half = [] {
    BIGNUM* order = nullptr;
    BN_hex2bn(&order, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    BN_rshift1(order, order);
    return Number(order);
  }();
  return half.get();
}

std::string der_of(const ECDSA_SIG* signature) {
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature, &der);
  std::string bytes(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0);
  OPENSSL_free(der);
  return bytes;
}

Signature parse_ecdsa(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  return Signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
}

bool is_the_one_form(std::string_view der) {
  const Signature signature = parse_ecdsa(der);
  return signature != nullptr && der_of(signature.get()) == der && BN_cmp(ECDSA_SIG_get0_s(signature.get()), half_of_order()) <= 0;
}

// The same signature with the lower s; what is no signature stays as it is and will not verify.
std::string with_lower_s(const std::string& der) {
  const Signature signature = parse_ecdsa(der);
  if (signature == nullptr || BN_cmp(ECDSA_SIG_get0_s(signature.get()), half_of_order()) <= 0) return der;
  BIGNUM* order = nullptr;
  BN_hex2bn(&order, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  BN_sub(order, order, ECDSA_SIG_get0_s(signature.get()));
  const Signature other(ECDSA_SIG_new());
  ECDSA_SIG_set0(other.get(), BN_dup(ECDSA_SIG_get0_r(signature.get())), order);
  return der_of(other.get());
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
  if (ecdsa_ && !is_the_one_form(signature)) return false;
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, ecdsa_ ? EVP_sha256() : nullptr, nullptr, key_->key) != 1) return false;
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
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
  if (public_key_.is_ecdsa()) *signature = with_lower_s(*signature);
  if (!public_key_.verifies(message, *signature)) return Error{"the signer's signature does not fit the public key", "give the public key of the key that signs", {}};
  return signature;
}

}  // namespace sekisho
