// Signed notes and what the log says in them (c2sp.org/signed-note, /tlog-checkpoint, /tlog-proof).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/evidence/refusal.h"
#include "sekisho/keys.h"
#include "sekisho/result.h"

namespace sekisho::evidence {

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  std::string root;                     // 32 bytes
};

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer);
// Refusals: not as sign_checkpoint() writes it, or signed by none of `keys`. `keys` null: the signature is not asked.
Checked<Checkpoint> read_checkpoint(const std::string& note, const std::vector<PublicKey>* keys);

struct LogProof {
  uint64_t index = 0;
  std::vector<std::string> hashes;      // beside the way to the root
  std::string checkpoint;               // the note
};
std::string write_proof(const LogProof& proof);
Checked<LogProof> read_proof(const std::string& bytes);

}  // namespace sekisho::evidence
