// seal: a run becomes a bundle. What would not verify is not written.
#include <future>
#include <utility>

#include "engine/base/sha256.h"
#include "engine/evidence/bundle.h"
#include "engine/evidence/checks.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/merkle.h"
#include "engine/evidence/results.h"
#include "engine/evidence/statement.h"
#include "engine/value/literal.h"
#include "sekisho/bundle.h"
#include "sekisho/results.h"

namespace sekisho {

using namespace evidence;

std::string digest_of(std::string_view bytes) { return sha256_digest(bytes); }

std::string time_text(int64_t utc_seconds) { return format_timestamp(utc_seconds); }

class SnapshotWork {
 public:
  SnapshotWork(const std::string& snapshot, const SnapshotDigests& digests)
      : facts_(std::async(launch(snapshot), [&] { return facts_of(snapshot, digests); })), packed_(std::async(launch(snapshot), [&] { return packed(kSnapshotPath, snapshot); })) {}
  const SnapshotFacts& facts() const { return facts_.get(); }
  const PackedMember& packed_member() const { return packed_.get(); }

 private:
  static std::launch launch(const std::string& snapshot) {
    constexpr size_t kFewBytes = size_t{1} << 20;
    return snapshot.size() < kFewBytes ? std::launch::deferred : std::launch::async;
  }

  std::shared_future<SnapshotFacts> facts_;
  std::shared_future<PackedMember> packed_;
};

std::shared_ptr<const SnapshotWork> begin_sealing(const std::string& snapshot, const SnapshotDigests& digests) { return std::make_shared<const SnapshotWork>(snapshot, digests); }

namespace {

struct PackedResults {
  PackedMember results, details;
  std::string root;
};

// Both texts go as they come: fresh memory for them would cost more than what is written into it.
Result<PackedResults> pack_results(const Run& run) {
  Compression results, details;
  GrowingTree tree;
  const auto take_results = [&](std::string_view lines) {
    results.add(lines);
    each_leaf(lines, [&](std::string_view line) { tree.add(line); });
  };
  if (const std::optional<Error> error = write_results(run, take_results, [&](std::string_view lines) { details.add(lines); })) return *error;
  std::optional<PackedMember> packed_results = packed(kResultsPath, results), packed_details = packed(kDetailsPath, details);
  if (!packed_results || !packed_details) {   // as they are, which takes them whole
    const Result<ResultsText> text = write_results(run);
    if (!text) return text.error();
    if (!packed_results) packed_results = packed(kResultsPath, text->results);
    if (!packed_details) packed_details = packed(kDetailsPath, text->details);
  }
  return PackedResults{std::move(*packed_results), std::move(*packed_details), "sha256:" + to_hex(tree.root())};
}

}  // namespace

Result<SealedBundle> seal(Sealed& sealed, const Signer& signer, std::shared_ptr<const SnapshotWork> begun) {
  const std::shared_ptr<const SnapshotWork> snapshot = begun != nullptr ? std::move(begun) : begin_sealing(sealed.snapshot, sealed.snapshot_digests);
  const size_t findings = sealed.run.findings.size() + sealed.run.plain.size();
  const std::shared_future<std::vector<Decided>> decided = beside(findings, [&] { return decided_of(sealed.run); }).share();
  auto checked = beside(findings, [&] { return check_consistency(sealed, decided.get(), snapshot->facts()); });
  auto others = beside(findings, [&] { return write_contents(sealed, decided.get(), snapshot->facts()); });
  Result<PackedResults> results = pack_results(sealed.run);
  const Refusals refusals = checked.get();
  if (!refusals.empty()) return error_of({refusals.front().code, "the run cannot be sealed: " + refusals.front().message});
  if (!results) return results.error();
  const Checked<Contents> contents = others.get();
  if (const Refusal* refusal = refusal_of(contents)) return error_of(*refusal);
  std::vector<PackedMember> large;
  large.push_back(snapshot->packed_member());
  large.push_back(std::move(results->results));
  large.push_back(std::move(results->details));
  Frame frame = frame_of(std::get<Contents>(contents), std::move(large));
  Envelope envelope;
  envelope.payload = write_statement({sealed.started_at, sealed.finished_at, sealed.timestamp_required}, sealed.run, results->root, frame.digests);
  envelope.key_hint = signer.public_key().hint();
  Result<std::string> signature = signer.sign(pre_authentication(envelope.payload));
  if (!signature) return signature.error();
  envelope.signature = std::move(*signature);
  frame.attestation = write_envelope(envelope);
  return SealedBundle{write_bundle(frame, std::move(sealed.snapshot)), results->root};
}

}  // namespace sekisho
