// Reading writes again and compares: neither spaces nor an unknown member pass.
#include "engine/evidence/envelope.h"

#include <optional>

#include "engine/evidence/base64.h"
#include "engine/evidence/json_fields.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {
namespace {

constexpr char kMediaType[] = "application/vnd.dev.sigstore.bundle.v0.3+json";

}  // namespace

std::string pre_authentication(const std::string& payload) {
  const std::string type = kPayloadType;
  return "DSSEv1 " + std::to_string(type.size()) + " " + type + " " + std::to_string(payload.size()) + " " + payload;
}

std::string write_envelope(const Envelope& envelope) {
  std::string out;
  JsonWriter json(&out);
  json.begin_object();
  json.member("mediaType", kMediaType);
  json.key("verificationMaterial");
  json.begin_object();
  json.key("publicKey");
  json.begin_object();
  json.member("hint", envelope.key_hint);
  json.end_object();
  if (!envelope.timestamp.empty()) {
    json.key("timestampVerificationData");
    json.begin_object();
    json.key("rfc3161Timestamps");
    json.begin_array();
    json.begin_object();
    json.member("signedTimestamp", to_base64(envelope.timestamp));
    json.end_object();
    json.end_array();
    json.end_object();
  }
  json.end_object();
  json.key("dsseEnvelope");
  json.begin_object();
  json.member("payload", to_base64(envelope.payload));
  json.member("payloadType", kPayloadType);
  json.key("signatures");
  json.begin_array();
  json.begin_object();
  json.member("sig", to_base64(envelope.signature));
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_object();
  return out + "\n";
}

Checked<Envelope> read_envelope(const std::string& bytes) {
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<Source>("run.sigstore.json", bytes));
  if (!document) return Refusal{"SK1011", "the attestation is no strict JSON: " + document.error().message};
  const JsonNode& root = (*document)->root();
  if (text_of(root, "mediaType") != kMediaType) return Refusal{"SK1012", "the attestation is no sigstore bundle v0.3"};
  const JsonNode& material = member_of(root, "verificationMaterial");
  const JsonNode& signed_part = member_of(root, "dsseEnvelope");
  if (text_of(signed_part, "payloadType") != kPayloadType) return Refusal{"SK1012", "the attestation signs another type of payload"};
  const auto& signatures = items_of(signed_part, "signatures");
  if (signatures.size() != 1) return Refusal{"SK1013", "the attestation has " + std::to_string(signatures.size()) + " signatures and has to have one"};
  const auto& timestamps = items_of(member_of(material, "timestampVerificationData"), "rfc3161Timestamps");
  if (timestamps.size() > 1) return Refusal{"SK1014", "the attestation has more than one time stamp"};
  const std::optional<std::string> payload = from_base64(text_of(signed_part, "payload")), signature = from_base64(text_of(*signatures.front(), "sig"));
  const std::optional<std::string> timestamp = from_base64(timestamps.empty() ? "" : text_of(*timestamps.front(), "signedTimestamp"));
  if (!payload || !signature || !timestamp) return Refusal{"SK1015", "the attestation holds base64 that is not canonical"};
  Envelope envelope{*payload, *signature, text_of(member_of(material, "publicKey"), "hint"), *timestamp};
  if (write_envelope(envelope) != bytes) return Refusal{"SK1016", "the attestation holds something that Sekisho would not have written there"};
  return envelope;
}

}  // namespace sekisho::evidence
