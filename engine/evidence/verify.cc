// verify: from the outside in, as far as each layer can be read; every refusal that is found is told.
#include <algorithm>
#include <future>

#include "engine/base/sha256.h"
#include "engine/evidence/bundle.h"
#include "engine/evidence/checks.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/log.h"
#include "engine/evidence/statement.h"
#include "engine/evidence/timestamp.h"
#include "sekisho/bundle.h"
#include "sekisho/results.h"

namespace sekisho {
namespace {

using namespace evidence;

class Verifier {
 public:
  // `options` null: the signature and the time stamp are not asked.
  explicit Verifier(const VerifyOptions* options) : options_(options) {}

  Verification run(const std::string& bytes) {
    Checked<Frame> opened = open_frame(bytes);
    if (const Refusal* refusal = refusal_of(opened)) {
      refuse(*refusal);
      return std::move(out_);
    }
    Frame& frame = std::get<Frame>(opened);
    refuse_all(frame.refusals);
    Sealed sealed;
    std::vector<Decided> decided;
    Refusals unread;
    Contents contents = take_contents(frame, unread);
    std::future<SnapshotFacts> facts;   // worked out while results are read
    if (unread.empty()) {
      if (const auto snapshot = contents.find(kSnapshotPath); snapshot != contents.end()) sealed.snapshot = std::move(snapshot->second);
      constexpr size_t kFewBytes = size_t{1} << 20;
      facts = std::async(sealed.snapshot.size() < kFewBytes ? std::launch::deferred : std::launch::async, [&sealed] { return facts_of(sealed.snapshot); });
      if (const auto results = contents.find(kResultsPath); results != contents.end()) out_.root = results_root(results->second);
      unread = read_contents(contents, options_ == nullptr, sealed, decided);
    }
    refuse_all(unread);
    if (unread.empty()) {
      const SnapshotFacts of_snapshot = facts.get();
      auto counted = beside(decided.size(), [&] { return check_coverage(contents, sealed, decided, of_snapshot); });
      auto assessed = beside(decided.size(), [&] { return check_assessment(contents, sealed, of_snapshot); });
      refuse_all(check_consistency(sealed, decided, of_snapshot));
      refuse_all(counted.get());
      refuse_all(assessed.get());
    }
    check_attestation(frame, sealed, unread.empty());
    if (out_.refusals.empty()) out_.sealed = std::move(sealed);
    return std::move(out_);
  }

 private:
  void refuse(const Refusal& refusal) { out_.refusals.push_back({refusal.code, refusal.message}); }
  void refuse_all(const Refusals& refusals) {
    for (const Refusal& refusal : refusals) refuse(refusal);
  }

  void check_attestation(const Frame& frame, Sealed& sealed, bool contents_are_read) {
    const Checked<Envelope> read = read_envelope(frame.attestation);
    if (const Refusal* refusal = refusal_of(read)) return refuse(*refusal);
    const Envelope& envelope = std::get<Envelope>(read);
    out_.key_hint = envelope.key_hint;
    out_.statement_digest = sha256_digest(envelope.payload);
    if (options_ != nullptr) check_signature(envelope);
    const Checked<StatementTimes> times = read_statement_times(envelope.payload);
    if (const Refusal* refusal = refusal_of(times)) return refuse(*refusal);
    const StatementTimes& said = std::get<StatementTimes>(times);
    sealed.started_at = said.started_at;
    sealed.finished_at = said.finished_at;
    sealed.timestamp_required = said.timestamp_required;
    if (contents_are_read) check_statement(envelope.payload, said, frame, sealed);
    if (options_ != nullptr) {
      check_time(envelope, said);
      refuse_all(check_log(frame.proof, envelope.payload, *options_, out_));
    }
  }

  void check_signature(const Envelope& envelope) {
    const auto key = std::find_if(options_->keys.begin(), options_->keys.end(), [&](const PublicKey& one) { return one.hint() == envelope.key_hint; });
    if (key == options_->keys.end()) return refuse({"SK1020", "the bundle names another key than the one given"});
    if (!key->verifies(pre_authentication(envelope.payload), envelope.signature)) refuse({"SK1032", "the signature is not the key's over this statement"});
  }

  void check_statement(const std::string& payload, const StatementTimes& said, const Frame& frame, const Sealed& sealed) {
    if ("sha256:" + root_in_statement(payload) != out_.root) refuse({"SK1033", "the root in the statement is not that of the results"});
    if (write_statement(said, sealed.run, out_.root, frame.digests) != payload) refuse({"SK1036", "the statement says something else of the bundle than what is in it"});
  }

  void check_time(const Envelope& envelope, const StatementTimes& said) {
    if (envelope.timestamp.empty()) {
      if (said.timestamp_required) refuse({"SK1051", "the statement requires a time stamp, and there is none"});
      if (!said.timestamp_required && options_->require_timestamp) refuse({"SK1052", "there is no time stamp: the times are the signer's own word"});
      return;
    }
    const Checked<int64_t> stamped = check_timestamp(envelope.timestamp, envelope.signature, options_->time_authorities);
    if (const Refusal* refusal = refusal_of(stamped)) return refuse(*refusal);
    out_.stamped_at = std::get<int64_t>(stamped);
    if (*out_.stamped_at < said.finished_at) refuse({"SK1058", "the time stamp is older than the end of the run"});
  }

  const VerifyOptions* options_;
  Verification out_;
};

}  // namespace

Verification verify(const std::string& bytes, const VerifyOptions& options) { return Verifier(&options).run(bytes); }

Verification open_bundle(const std::string& bytes) { return Verifier(nullptr).run(bytes); }

}  // namespace sekisho
