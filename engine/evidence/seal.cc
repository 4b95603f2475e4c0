// seal: a run becomes a bundle. What would not verify is not written.
#include "engine/base/sha256.h"
#include "engine/evidence/bundle.h"
#include "engine/evidence/checks.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/statement.h"
#include "engine/value/literal.h"
#include "sekisho/bundle.h"
#include "sekisho/results.h"

namespace sekisho {

using namespace evidence;

std::string digest_of(std::string_view bytes) { return sha256_digest(bytes); }

std::string time_text(int64_t utc_seconds) { return format_timestamp(utc_seconds); }

Result<SealedBundle> seal(const Sealed& sealed, const Signer& signer) {
  const std::shared_future<SnapshotFacts> facts = beside(sealed.run, [&] { return facts_of(sealed.snapshot, sealed.snapshot_digests); }).share();
  auto snapshot = beside(sealed.run, [&] { return packed(kSnapshotPath, sealed.snapshot); });
  auto checked = beside(sealed.run, [&] { return check_consistency(sealed, facts.get()); });
  const Result<Contents> contents = write_contents(sealed, facts);
  const Refusals refusals = checked.get();
  if (!refusals.empty()) return error_of({refusals.front().code, "the run cannot be sealed: " + refusals.front().message});
  if (!contents) return contents.error();
  auto reckoned = beside(sealed.run, [&] { return results_root(contents->at(kResultsPath)); });
  Frame frame = frame_of(*contents, std::move(snapshot));
  const std::string root = reckoned.get();
  Envelope envelope;
  envelope.payload = write_statement({sealed.started_at, sealed.finished_at, sealed.timestamp_required}, sealed.run, root, frame.digests);
  envelope.key_hint = signer.public_key().hint();
  Result<std::string> signature = signer.sign(pre_authentication(envelope.payload));
  if (!signature) return signature.error();
  envelope.signature = std::move(*signature);
  frame.attestation = write_envelope(envelope);
  return SealedBundle{write_bundle(frame), root};
}

}  // namespace sekisho
