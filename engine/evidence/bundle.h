// A bundle's frame: which members there are, and that they are those of the manifest.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/evidence/compression.h"
#include "engine/evidence/contents.h"
#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

// A member as it lies in the archive.
struct StoredMember {
  std::string path;                             // of what it holds: the archive's, without the ".zst" of a compressed one
  std::string bytes;
  bool compressed = false;
  std::string path_in_archive() const;
};

struct Frame {
  std::string manifest, attestation;
  std::string proof;                            // that it is in a log; empty: none
  std::vector<StoredMember> members;            // the others, in the archive's order
  std::map<std::string, std::string> digests;   // SHA-256 in hex of members as they are stored, by their `path`; of the manifest, too
  Refusals refusals;                            // members that are not those of the manifest
};

// Refusals: no sound archive, manifest or attestation missing.
Checked<Frame> open_frame(const std::string& bytes);

// What the members of a frame hold; takes it out of them. Adds a refusal for each that does not decompress.
Contents take_contents(Frame& frame, Refusals& refusals);

// A member as it is stored, with its digest.
struct PackedMember {
  StoredMember member;
  std::string sha256;
};
PackedMember packed(const std::string& path, const std::string& bytes);
// A large one whose text came in pieces. None: it is to be stored as it is.
std::optional<PackedMember> packed(const std::string& path, Compression& text);

// The frame of these contents and of members that are packed already, still without attestation and proof.
Frame frame_of(const Contents& contents, std::vector<PackedMember> members);

// Manifest first, attestation second, the log's proof third if there is one, then the members by path.
// `room`: what is not needed any more, whose memory it is written in: fresh memory costs more than what is written into it.
std::string write_bundle(const Frame& frame, std::string room = {});

}  // namespace sekisho::evidence
