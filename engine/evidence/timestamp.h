// Time stamps by RFC 3161: a time authority's signed word that a signature existed at a time.
#pragma once

#include <cstdint>
#include <string>

#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

// DER of a request for a stamp over `signature`, by SHA-256 and with the authority's certificate in the answer. Without a `nonce` the same signature gives the
// same bytes, and the answer is checked against the signature alone; with one (a number, most significant byte first) it has to repeat it.
std::string timestamp_query(const std::string& signature, const std::string& nonce = "");

// A granted answer without its unsigned words, in DER; empty: no such answer.
std::string canonical_answer(const std::string& answer);

// The time (UTC seconds) of a stamp over `signature` that one of `authorities` (PEM) answers for, as its certificates were at that time. Refusals: no
// authorities, no granted answer, bytes that are not its canonical DER, a stamp over something else, a chain that does not verify at the stamp's own time,
// certificates beyond that chain.
Checked<int64_t> check_timestamp(const std::string& answer, const std::string& signature, const std::string& authorities);

// The same but for the authorities: that it is a stamp over `signature`.
Checked<int64_t> check_timestamp_subject(const std::string& answer, const std::string& signature);

}  // namespace sekisho::evidence
