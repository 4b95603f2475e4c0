// A bundle's frame: which members there are, and that they are those of the manifest.
#pragma once

#include <map>
#include <string>

#include "engine/evidence/contents.h"
#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

struct OpenedBundle {
  std::string manifest, attestation;
  std::string proof;                            // that it is in a log; empty: none
  Contents contents;
  std::map<std::string, std::string> digests;   // SHA-256 in hex by path; of the manifest, too
  Refusals refusals;                            // members that are not those of the manifest
};

// Refusals: no sound archive, manifest or attestation missing.
Checked<OpenedBundle> open_archive(const std::string& bytes);

// The manifest of these contents, and their digests with that of the manifest itself.
std::string manifest_of(const Contents& contents, std::map<std::string, std::string>& digests);

// Manifest first, attestation second, the log's proof third if there is one, then the members by path.
std::string write_bundle(const std::string& manifest, const std::string& attestation, const std::string& proof, const Contents& contents);

}  // namespace sekisho::evidence
