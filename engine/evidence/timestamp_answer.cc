// What a time authority says to a request, before anything is done with it.
#include <openssl/err.h>
#include <openssl/ts.h>

#include <algorithm>
#include <utility>

#include "engine/evidence/openssl_ptr.h"
#include "sekisho/timestamp.h"

namespace sekisho {
namespace {

using Request = evidence::OpenSslPtr<TS_REQ, TS_REQ_free>;
using Response = evidence::OpenSslPtr<TS_RESP, TS_RESP_free>;

// Null: no DER of it, or more than that.
template <typename Owner, typename T>
Owner whole(T* (*read)(T**, const unsigned char**, long), const std::string& der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  Owner owner(read(nullptr, &at, static_cast<long>(der.size())));
  return at == begin + der.size() ? std::move(owner) : nullptr;
}

// The texts that come with a status, without what would steer a terminal.
std::string words_of(const TS_STATUS_INFO* info) {
  std::string words;
  const STACK_OF(ASN1_UTF8STRING)* texts = TS_STATUS_INFO_get0_text(info);
  for (int i = 0; i < sk_ASN1_UTF8STRING_num(texts); ++i) {
    const ASN1_UTF8STRING* text = sk_ASN1_UTF8STRING_value(texts, i);
    words += (words.empty() ? ": " : "; ") + std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<size_t>(ASN1_STRING_length(text)));
  }
  std::replace_if(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return words;
}

}  // namespace

Result<void> check_timestamp_answer(const std::string& request, const std::string& answer) {
  const Request asked = whole<Request>(d2i_TS_REQ, request);
  const Response answered = whole<Response>(d2i_TS_RESP, answer);
  if (asked == nullptr) return Error{"the request for a time stamp is none", "", {}};
  if (answered == nullptr) return Error{"what the time authority answers is no answer of RFC 3161", "check the URL", {}};
  TS_STATUS_INFO* info = TS_RESP_get_status_info(answered.get());
  const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info));
  if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
    return Error{"the time authority refuses, with status " + std::to_string(status) + words_of(info), "ask the authority, or another one", {}};
  }
  const evidence::OpenSslPtr<TS_VERIFY_CTX, TS_VERIFY_CTX_free> context(TS_REQ_to_TS_VERIFY_CTX(asked.get(), nullptr));
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  ERR_clear_error();
  if (TS_RESP_verify_response(context.get(), answered.get()) != 1) {
    const char* reason = ERR_reason_error_string(ERR_get_error());
    ERR_clear_error();
    return Error{std::string("the time authority's answer is to another request: ") + (reason == nullptr ? "no reason told" : reason), "ask again", {}};
  }
  return {};
}

}  // namespace sekisho
