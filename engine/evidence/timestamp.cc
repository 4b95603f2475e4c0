// By OpenSSL's ts. Certificates are judged at the stamp's own time: they have run out when an auditor asks years later.
#include "engine/evidence/timestamp.h"

#include <openssl/asn1.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <map>
#include <optional>

#include "engine/base/sha256.h"
#include "engine/evidence/ecdsa.h"
#include "engine/evidence/openssl_ptr.h"

namespace sekisho::evidence {
namespace {

using Bio = OpenSslPtr<BIO, BIO_free>;
using Response = OpenSslPtr<TS_RESP, TS_RESP_free>;
using Certificate = OpenSslPtr<X509, X509_free>;

Response parse(const std::string& answer) {
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  return Response(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
}

std::string der_of(const TS_RESP* response) {
  unsigned char* der = nullptr;
  const int length = i2d_TS_RESP(response, &der);
  std::string bytes(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0);
  OPENSSL_free(der);
  return bytes;
}

std::string text_of(const ASN1_STRING* text) { return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<size_t>(ASN1_STRING_length(text))}; }

// Of the token's contents; nullopt: no time, or one outside what is sensible.
std::optional<int64_t> time_of(TS_TST_INFO* info) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) return std::nullopt;
  return static_cast<int64_t>(timegm(&parts));
}

// Sorts a stack by what its members are written as, and keeps one of those that are the same.
template <typename Stack, typename T>
void sort_by_der(Stack* stack, int (*size)(const Stack*), T* (*at)(const Stack*, int), void (*clear)(Stack*), int (*push)(Stack*, T*), int (*write)(const T*, unsigned char**), void (*drop)(T*)) {
  std::map<std::string, T*> sorted;
  for (int i = 0; i < size(stack); ++i) {
    unsigned char* der = nullptr;
    const int length = write(at(stack, i), &der);
    const bool is_new = sorted.emplace(std::string(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0), at(stack, i)).second;
    OPENSSL_free(der);
    if (!is_new) drop(at(stack, i));
  }
  clear(stack);
  for (const auto& [der, member] : sorted) push(stack, member);
}

void set_algorithm(X509_ALGOR* algorithm, int id, bool with_null) { X509_ALGOR_set0(algorithm, OBJ_nid2obj(id), with_null ? V_ASN1_NULL : V_ASN1_UNDEF, nullptr); }

// What nobody signed could be exchanged unseen. So it is written in one way only: texts, revocation lists and unsigned attributes are taken out, certificates
// and attributes sorted, versions and algorithms set to what the signed parts ask for. False: no token that this can be done with.
bool make_canonical(PKCS7* token) {
  if (token == nullptr || !PKCS7_type_is_signed(token) || token->d.sign == nullptr || token->d.sign->cert == nullptr) return false;
  PKCS7_SIGNED* parts = token->d.sign;
  if (parts->signer_info == nullptr || sk_PKCS7_SIGNER_INFO_num(parts->signer_info) != 1) return false;
  PKCS7_SIGNER_INFO* signer = sk_PKCS7_SIGNER_INFO_value(parts->signer_info, 0);
  const X509* certificate = PKCS7_cert_from_signer_info(token, signer);
  EVP_PKEY* key = certificate == nullptr ? nullptr : X509_get0_pubkey(certificate);
  const ASN1_OBJECT* digest = nullptr;
  X509_ALGOR_get0(&digest, nullptr, nullptr, signer->digest_alg);
  const int digest_id = OBJ_obj2nid(digest);
  if (key == nullptr || signer->auth_attr == nullptr || (digest_id != NID_sha256 && digest_id != NID_sha384 && digest_id != NID_sha512)) return false;

  sk_X509_CRL_pop_free(parts->crl, X509_CRL_free);
  parts->crl = nullptr;
  sk_X509_ATTRIBUTE_pop_free(signer->unauth_attr, X509_ATTRIBUTE_free);
  signer->unauth_attr = nullptr;
  ASN1_INTEGER_set(parts->version, 3);
  ASN1_INTEGER_set(signer->version, 1);
  set_algorithm(signer->digest_alg, digest_id, true);
  while (sk_X509_ALGOR_num(parts->md_algs) > 1) X509_ALGOR_free(sk_X509_ALGOR_pop(parts->md_algs));
  if (sk_X509_ALGOR_num(parts->md_algs) != 1) return false;
  set_algorithm(sk_X509_ALGOR_value(parts->md_algs, 0), digest_id, true);
  const bool rsa = EVP_PKEY_is_a(key, "RSA") == 1;
  if (rsa) {
    set_algorithm(signer->digest_enc_alg, NID_rsaEncryption, true);
  } else {
    int signature_id = NID_undef;
    if (OBJ_find_sigid_by_algs(&signature_id, digest_id, EVP_PKEY_get_base_id(key)) != 1) return false;
    set_algorithm(signer->digest_enc_alg, signature_id, false);
    if (EVP_PKEY_is_a(key, "EC") != 1) return false;
    const std::string signature = one_form(text_of(signer->enc_digest), key);
    ASN1_OCTET_STRING_set(signer->enc_digest, reinterpret_cast<const unsigned char*>(signature.data()), static_cast<int>(signature.size()));
  }
  X509_NAME_set(&signer->issuer_and_serial->issuer, X509_get_issuer_name(certificate));
  ASN1_INTEGER_free(signer->issuer_and_serial->serial);
  signer->issuer_and_serial->serial = ASN1_INTEGER_dup(X509_get0_serialNumber(certificate));
  sort_by_der<STACK_OF(X509), X509>(parts->cert, [](const STACK_OF(X509)* s) { return sk_X509_num(s); }, [](const STACK_OF(X509)* s, int i) { return sk_X509_value(s, i); },
                                    [](STACK_OF(X509)* s) { sk_X509_zero(s); }, [](STACK_OF(X509)* s, X509* one) { return sk_X509_push(s, one); }, i2d_X509, X509_free);
  sort_by_der<STACK_OF(X509_ATTRIBUTE), X509_ATTRIBUTE>(
      signer->auth_attr, [](const STACK_OF(X509_ATTRIBUTE)* s) { return sk_X509_ATTRIBUTE_num(s); }, [](const STACK_OF(X509_ATTRIBUTE)* s, int i) { return sk_X509_ATTRIBUTE_value(s, i); },
      [](STACK_OF(X509_ATTRIBUTE)* s) { sk_X509_ATTRIBUTE_zero(s); }, [](STACK_OF(X509_ATTRIBUTE)* s, X509_ATTRIBUTE* one) { return sk_X509_ATTRIBUTE_push(s, one); }, i2d_X509_ATTRIBUTE, X509_ATTRIBUTE_free);
  return true;
}

// A store of the trusted certificates, which looks at certificates as of `time`; null: no certificate in the PEM.
OpenSslPtr<X509_STORE, X509_STORE_free> store_of(const std::string& authorities, int64_t time) {
  OpenSslPtr<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  const Bio bio(BIO_new_mem_buf(authorities.data(), static_cast<int>(authorities.size())));
  bool any = false;
  while (Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) any = X509_STORE_add_cert(store.get(), certificate.get()) == 1 || any;
  if (!any) return nullptr;
  X509_VERIFY_PARAM* parameters = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(time));
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_TIMESTAMP_SIGN);
  return store;
}

// Whether the chain of the token's signer uses every certificate that the token brings.
bool uses_every_certificate(PKCS7* token, X509_STORE* store) {
  STACK_OF(X509)* brought = token->d.sign->cert;
  OpenSslPtr<STACK_OF(X509), [](STACK_OF(X509)* stack) { sk_X509_free(stack); }> signers(PKCS7_get0_signers(token, brought, 0));
  if (signers == nullptr || sk_X509_num(signers.get()) != 1) return false;
  const OpenSslPtr<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
  if (X509_STORE_CTX_init(context.get(), store, sk_X509_value(signers.get(), 0), brought) != 1 || X509_verify_cert(context.get()) != 1) return false;
  STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
  for (int i = 0; i < sk_X509_num(brought); ++i) {
    bool used = false;
    for (int k = 0; k < sk_X509_num(chain); ++k) used = used || X509_cmp(sk_X509_value(brought, i), sk_X509_value(chain, k)) == 0;
    if (!used) return false;
  }
  return true;
}

bool verifies(TS_RESP* response, const std::string& signature, X509_STORE* store) {
  const OpenSslPtr<TS_VERIFY_CTX, TS_VERIFY_CTX_free> context(TS_VERIFY_CTX_new());
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_SIGNATURE | TS_VFY_DATA);
  TS_VERIFY_CTX_set_data(context.get(), BIO_new_mem_buf(signature.data(), static_cast<int>(signature.size())));   // the context frees it
  X509_STORE_up_ref(store);
  TS_VERIFY_CTX_set_store(context.get(), store);
  return TS_RESP_verify_response(context.get(), response) == 1;
}

}  // namespace

std::string timestamp_query(const std::string& signature, const std::string& nonce) {
  const OpenSslPtr<TS_REQ, TS_REQ_free> request(TS_REQ_new());
  const OpenSslPtr<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
  const OpenSslPtr<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  std::string digest = sha256_bytes(signature);
  TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
  TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(digest.data()), static_cast<int>(digest.size()));
  TS_REQ_set_version(request.get(), 1);
  TS_REQ_set_msg_imprint(request.get(), imprint.get());
  TS_REQ_set_cert_req(request.get(), 1);
  if (!nonce.empty()) {
    const OpenSslPtr<BIGNUM, BN_free> number(BN_bin2bn(reinterpret_cast<const unsigned char*>(nonce.data()), static_cast<int>(nonce.size()), nullptr));
    const OpenSslPtr<ASN1_INTEGER, ASN1_INTEGER_free> integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
    TS_REQ_set_nonce(request.get(), integer.get());   // a copy
  }
  unsigned char* der = nullptr;
  const int length = i2d_TS_REQ(request.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), length > 0 ? static_cast<size_t>(length) : 0);
  OPENSSL_free(der);
  return bytes;
}

std::string canonical_answer(const std::string& answer) {
  const Response response = parse(answer);
  if (response == nullptr) return "";
  const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.get())));
  PKCS7* token = TS_RESP_get_token(response.get());
  if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || TS_RESP_get_tst_info(response.get()) == nullptr || !make_canonical(token)) return "";
  const OpenSslPtr<TS_STATUS_INFO, TS_STATUS_INFO_free> granted(TS_STATUS_INFO_new());
  TS_STATUS_INFO_set_status(granted.get(), TS_STATUS_GRANTED);
  TS_RESP_set_status_info(response.get(), granted.get());   // a copy
  return der_of(response.get());
}

Checked<int64_t> check_timestamp_subject(const std::string& answer, const std::string& signature) {
  const Response response = parse(answer);
  if (response == nullptr) return Refusal{"SK1053", "the time stamp is no answer of a time authority"};
  const std::string canonical = canonical_answer(answer);
  if (canonical.empty()) return Refusal{"SK1053", "the time authority's answer holds no time stamp"};
  if (canonical != answer) return Refusal{"SK1055", "the time stamp holds parts that nobody signed, or is not the canonical DER of what is signed"};
  TS_TST_INFO* info = TS_RESP_get_tst_info(response.get());
  TS_MSG_IMPRINT* imprint = info == nullptr ? nullptr : TS_TST_INFO_get_msg_imprint(info);
  const std::optional<int64_t> time = info == nullptr ? std::nullopt : time_of(info);
  if (imprint == nullptr || !time) return Refusal{"SK1053", "the time authority's answer holds no time stamp"};
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  if (OBJ_obj2nid(algorithm) != NID_sha256 || text_of(TS_MSG_IMPRINT_get_msg(imprint)) != sha256_bytes(signature)) {
    return Refusal{"SK1054", "the time stamp is of another signature, or not by SHA-256"};
  }
  return *time;
}

Checked<int64_t> check_timestamp(const std::string& answer, const std::string& signature, const std::string& authorities) {
  const Checked<int64_t> subject = check_timestamp_subject(answer, signature);
  if (refusal_of(subject) != nullptr) return subject;
  if (authorities.empty()) return Refusal{"SK1056", "there is a time stamp, and no certificate of a time authority was given to check it with"};
  const int64_t time = std::get<int64_t>(subject);
  const auto store = store_of(authorities, time);
  if (store == nullptr) return Refusal{"SK1056", "the file of time authorities holds no certificate in PEM"};
  const Response response = parse(answer);
  if (!verifies(response.get(), signature, store.get())) return Refusal{"SK1057", "the time stamp does not verify with the given time authorities"};
  if (!uses_every_certificate(TS_RESP_get_token(response.get()), store.get())) return Refusal{"SK1055", "the time stamp brings certificates that its chain does not need"};
  return time;
}

}  // namespace sekisho::evidence
