// Statement: what the signature says, an in-toto statement v1 about the manifest. All of it but the times follows from the bundle, so that a verifier
// writes it again and compares.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/evidence/refusal.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// What only the signer can say.
struct StatementTimes {
  int64_t started_at = 0, finished_at = 0;
  bool timestamp_required = false;
};

// `digests`: SHA-256, in hex, of members by path; needs those that the statement names. `root`: of the results.
std::string write_statement(const StatementTimes& times, const Run& run, const std::string& root, const std::map<std::string, std::string>& digests);

// Refusals: no strict JSON, no statement of ours.
Checked<StatementTimes> read_statement_times(const std::string& payload);

// The root that a statement names; for a refusal that says which of its facts is another.
std::string root_in_statement(const std::string& payload);

inline constexpr char kManifestPath[] = "manifest.json";
inline constexpr char kAttestationPath[] = "run.sigstore.json";
inline constexpr char kProofPath[] = "log.tlog-proof";
inline constexpr char kResultsPath[] = "results.ndjson";
inline constexpr char kDetailsPath[] = "details.ndjson";
inline constexpr char kSnapshotPath[] = "snapshot.ndjson";
inline constexpr char kSchedulePath[] = "schedule.json";
inline constexpr char kCoveragePath[] = "coverage.json";
inline constexpr char kParametersPath[] = "parameters.json";
inline constexpr char kPoliciesPath[] = "policy/policies.json";
inline constexpr char kWaiversPath[] = "waivers.json";
inline constexpr char kSourcesPath[] = "sources.json";
inline constexpr char kToolchainPath[] = "toolchain.json";

}  // namespace sekisho::evidence
