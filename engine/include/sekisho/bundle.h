// Bundles: sealed runs. What a run was made of and what it gave, in one file that somebody else can verify and repeat years later.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/expected.h"
#include "sekisho/finding.h"
#include "sekisho/keys.h"
#include "sekisho/log.h"
#include "sekisho/profile.h"
#include "sekisho/result.h"
#include "sekisho/sealed_office.h"
#include "sekisho/sealed_statement.h"
#include "sekisho/snapshot_text.h"

namespace sekisho {

// Which meaning of the language this engine gives its edition: engines of the same number give the same root.
inline constexpr int kSemantics = 1;
// The newest edition of the language that this engine knows.
inline constexpr int kNewestLanguage = 1;

// What had to be covered, and who said so.
struct Schedule {
  std::string origin;                          // "sekisho.yaml", "command line"
  std::string origin_digest;                   // of that file's bytes; empty: none
  std::vector<std::string> inputs;             // paths as they were named; registers too
  std::vector<std::string> rules;              // every rule of the packs, by name
  Expected expected;                           // accounts and inputs that the project file names, without their states
};

struct SealedFile {
  std::string name;                            // path as the user named it
  std::string bytes;
};

// A pack as it was found: `commit` and `dirty` of one that lay in a Git work tree.
struct SealedPack {
  std::string name;                            // as the user named it
  std::string origin;                          // "shipped", "folder", "git"
  std::string tree;                            // "sha256:…" of its files: tree_digest()
  std::string commit;                          // empty: no Git
  bool dirty = false;                          // differs from that commit
  std::string folder;                          // where it is in the repository; empty: all of it
  SealedFile git_bundle;                       // of a pack that is as in its commit (sekisho/git_bundle.h): path in the bundle, bytes
};

// All that a bundle holds.
struct Sealed {
  Run run;
  std::string snapshot;                        // bytes of write_snapshot(), from which `run` was evaluated
  SnapshotDigests snapshot_digests;            // of the snapshot, where who wrote it has worked them out
  PolicySet policies;
  std::vector<SealedPack> packs;
  std::vector<std::string> rules;              // what evaluate() was asked for besides the snapshot
  std::vector<std::pair<std::string, std::string>> parameters;
  Profile profile;
  Schedule schedule;
  std::vector<SealedFile> waivers;
  std::vector<SealedFile> sources;             // only when asked for: they may hold secrets
  std::optional<SealedStatement> statement;    // the provider's, where there is one
  std::optional<SealedDueList> due_list;       // where there are registers or a statement
  std::string program_digest;                  // of the program that evaluated; "sha256:…"
  int semantics = kSemantics;
  int64_t started_at = 0, finished_at = 0;
  bool timestamp_required = false;
};

// "sha256:" and the digits, as all digests of a bundle are written.
std::string digest_of(std::string_view bytes);

// "2026-04-01T00:00:00Z"
std::string time_text(int64_t utc_seconds);

struct SealedBundle {
  std::string bytes;
  std::string root;                            // of the results
};

// What sealing does with a snapshot, of which nothing depends on what is evaluated from it: of a large one it goes on beside that.
class SnapshotWork;
// REQUIRES: `snapshot` and `digests` outlive what is returned, and stay what they are until seal() takes them.
std::shared_ptr<const SnapshotWork> begin_sealing(const std::string& snapshot, const SnapshotDigests& digests);

// `begun`: with sealed.snapshot; null: nobody did. Errors: of the signer; a run that would not verify: a finding left out, a snapshot of other sources.
// Takes sealed.snapshot, whose memory it writes the bundle in: what the run was worked out in is of no use any more then. The rest stays.
Result<SealedBundle> seal(Sealed& sealed, const Signer& signer, std::shared_ptr<const SnapshotWork> begun = nullptr);

// Why a bundle is not accepted. `code` is explained by `sekisho help CODE`.
struct BundleRefusal {
  std::string code;
  std::string message;
};

struct VerifyOptions {
  std::vector<PublicKey> keys;                 // whose signature is accepted
  bool require_timestamp = false;
  std::string time_authorities;                // PEM certificates that are trusted for time stamps; empty: none are
  std::optional<Log> log;                      // the log that the run has to be in
  std::string checkpoint;                      // one that somebody kept, which the log has to continue; empty: none
};

// What a verified bundle says of itself.
struct Verification {
  std::vector<BundleRefusal> refusals;         // empty: accepted
  std::optional<Sealed> sealed;                // when there are no refusals; of its run, verify() need not give the findings
  std::string root;                            // of the results
  std::string key_hint;
  std::string statement_digest;                // "sha256:…" of the signed statement
  std::string log_name;                        // empty: in no log
  uint64_t log_index = 0, log_size = 0;        // its place, and the length that the checkpoint in the bundle was signed for
  std::optional<int64_t> stamped_at;           // by a time authority; else the times are the signer's own word
};

// Every check that needs no evaluation. Never throws, never takes what it does not understand.
Verification verify(const std::string& bytes, const VerifyOptions& options);

// The same without a signature's say, for those who look into a bundle (views, comparison): `keys` are not asked.
Verification open_bundle(const std::string& bytes);

// Time stamps: the request that a time authority answers (RFC 3161, over the signature), and the bundle with the answer in it.
// Errors: no sound bundle, no answer, an answer to another request.
Result<std::string> timestamp_request(const std::string& bundle);
Result<std::string> add_timestamp(const std::string& bundle, const std::string& answer);

}  // namespace sekisho
