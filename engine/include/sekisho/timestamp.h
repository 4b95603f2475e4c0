// Time stamps that are asked for directly (RFC 3161), where the request may be told from all others.
#pragma once

#include <string>

#include "sekisho/result.h"

namespace sekisho {

// timestamp_request() of sekisho/bundle.h with a nonce: no older answer fits it. `nonce`: a number, most significant byte first. Errors: no sound bundle.
Result<std::string> timestamp_request(const std::string& bundle, const std::string& nonce);

// Whether an authority's answer grants what `request` asks: of this signature, with this nonce. Who the authority is, is not asked. Errors: refused, with the
// authority's words; an answer to another request; neither is DER of such.
Result<void> check_timestamp_answer(const std::string& request, const std::string& answer);

}  // namespace sekisho
