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
  Frame frame;
  Envelope envelope;
};

Result<Opened> open(const std::string& bytes) {
  Checked<Frame> opened = open_frame(bytes);
  if (const Refusal* refusal = refusal_of(opened)) return error_of(*refusal);
  Frame& frame = std::get<Frame>(opened);
  if (!frame.refusals.empty()) return error_of(frame.refusals.front());
  const Checked<Envelope> envelope = read_envelope(frame.attestation);
  if (const Refusal* refusal = refusal_of(envelope)) return error_of(*refusal);
  return Opened{std::move(frame), std::get<Envelope>(envelope)};
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
  opened->frame.attestation = write_envelope(opened->envelope);
  return write_bundle(opened->frame);
}

}  // namespace sekisho
