// The order of the curve comes from the key.
#include "engine/evidence/ecdsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "engine/evidence/openssl_ptr.h"

namespace sekisho::evidence {
namespace {

using Signature = OpenSslPtr<ECDSA_SIG, ECDSA_SIG_free>;

std::string der_of(const ECDSA_SIG* signature) {
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature, &der);
  std::string bytes(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

std::string one_form(std::string_view signature, EVP_PKEY* key) {
  using Number = OpenSslPtr<BIGNUM, BN_free>;
  const auto* at = reinterpret_cast<const unsigned char*>(signature.data());
  const Signature given(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature.size())));
  BIGNUM* order_of_curve = nullptr;
  if (given == nullptr || EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_ORDER, &order_of_curve) != 1) return "";
  const Number order(order_of_curve);
  Number s(BN_dup(ECDSA_SIG_get0_s(given.get()))), other(BN_new());
  BN_sub(other.get(), order.get(), s.get());
  if (BN_is_negative(other.get()) == 0 && BN_cmp(other.get(), s.get()) < 0) s.swap(other);
  const Signature result(ECDSA_SIG_new());
  ECDSA_SIG_set0(result.get(), BN_dup(ECDSA_SIG_get0_r(given.get())), s.release());
  return der_of(result.get());
}

std::string der_of_raw(std::string_view raw) {
  const auto* at = reinterpret_cast<const unsigned char*>(raw.data());
  const Signature result(ECDSA_SIG_new());
  ECDSA_SIG_set0(result.get(), BN_bin2bn(at, 32, nullptr), BN_bin2bn(at + 32, 32, nullptr));
  return der_of(result.get());
}

}  // namespace sekisho::evidence
