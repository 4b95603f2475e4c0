// Envelope: a signed statement as a sigstore bundle v0.3 (DSSE, one signature, the key's hint, perhaps an RFC 3161 token).
#pragma once

#include <string>

#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

struct Envelope {
  std::string payload;           // the statement's bytes
  std::string signature;         // over pre_authentication(payload)
  std::string key_hint;
  std::string timestamp;         // DER of a time stamp's answer; empty: none
};

inline constexpr char kPayloadType[] = "application/vnd.in-toto+json";

// What is signed: DSSE's encoding of type and payload.
std::string pre_authentication(const std::string& payload);

std::string write_envelope(const Envelope& envelope);
// Refusals: no JSON, a duplicate key, another media type or payload type, not exactly one signature, base64 that is not canonical, any byte that
// write_envelope() would not have written.
Checked<Envelope> read_envelope(const std::string& bytes);

}  // namespace sekisho::evidence
