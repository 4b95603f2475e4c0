// A time stamp for a bundle that is there already: the request for one, and the bundle with the answer in its attestation.
#include "engine/evidence/bundle.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/timestamp.h"
#include "sekisho/bundle.h"
#include "sekisho/timestamp.h"

namespace sekisho {
namespace {

using namespace evidence;

struct Opened {
  OpenedBundle bundle;
  Envelope envelope;
};

Result<Opened> open(const std::string& bytes) {
  Checked<OpenedBundle> bundle = open_archive(bytes);
  if (const Refusal* refusal = refusal_of(bundle)) return error_of(*refusal);
  OpenedBundle& opened = std::get<OpenedBundle>(bundle);
  if (!opened.refusals.empty()) return error_of(opened.refusals.front());
  const Checked<Envelope> envelope = read_envelope(opened.attestation);
  if (const Refusal* refusal = refusal_of(envelope)) return error_of(*refusal);
  return Opened{std::move(opened), std::get<Envelope>(envelope)};
}

}  // namespace

Result<std::string> timestamp_request(const std::string& bundle) { return timestamp_request(bundle, ""); }

Result<std::string> timestamp_request(const std::string& bundle, const std::string& nonce) {
  const Result<Opened> opened = open(bundle);
  if (!opened) return opened.error();
  return timestamp_query(opened->envelope.signature, nonce);
}

Result<std::string> add_timestamp(const std::string& bundle, const std::string& answer) {
  Result<Opened> opened = open(bundle);
  if (!opened) return opened.error();
  if (!opened->envelope.timestamp.empty()) return Error{"the bundle has a time stamp already", "one is enough", {}};
  const std::string stamp = canonical_answer(answer);
  if (stamp.empty()) return Error{"the answer grants no time stamp", "`openssl ts -reply -in FILE -text` shows what it says", {}};
  const Checked<int64_t> stamped = check_timestamp_subject(stamp, opened->envelope.signature);
  if (const Refusal* refusal = refusal_of(stamped)) return error_of(*refusal);
  opened->envelope.timestamp = stamp;
  return write_bundle(opened->bundle.manifest, write_envelope(opened->envelope), opened->bundle.proof, opened->bundle.contents);
}

}  // namespace sekisho
