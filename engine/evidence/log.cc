// append_to_log, and what verify() asks of a log.
#include "engine/evidence/log.h"

#include <algorithm>

#include "engine/evidence/bundle.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/merkle.h"
#include "engine/evidence/note.h"
#include "sekisho/log.h"

namespace sekisho {

using namespace evidence;

namespace evidence {

Checked<std::vector<std::string>> log_leaves(const std::string& entries) {
  std::vector<std::string> leaves;
  for (size_t at = 0; at < entries.size();) {
    const size_t end = entries.find('\n', at);
    const Refusal unsound{"SK1063", "line " + std::to_string(leaves.size() + 1) + " of the log is no attestation"};
    if (end == std::string::npos) return unsound;
    const Checked<Envelope> envelope = read_envelope(entries.substr(at, end + 1 - at));
    if (refusal_of(envelope) != nullptr) return unsound;
    leaves.push_back(leaf_hash(std::get<Envelope>(envelope).payload));
    at = end + 1;
  }
  return leaves;
}

bool begins_with(const std::vector<std::string>& leaves, const Checkpoint& checkpoint) {
  if (checkpoint.size > leaves.size()) return false;
  return merkle_root({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(checkpoint.size)}) == checkpoint.root;
}

}  // namespace evidence

Result<Appended> append_to_log(const Log& log, const std::string& origin, const std::string& bundle, const Signer& signer) {
  Checked<Frame> opened = open_frame(bundle);
  if (const Refusal* refusal = refusal_of(opened)) return error_of(*refusal);
  Frame& parts = std::get<Frame>(opened);
  if (!parts.proof.empty()) return Error{"the bundle is in a log already", "a run is logged once", {}};
  const Checked<Envelope> envelope = read_envelope(parts.attestation);
  if (const Refusal* refusal = refusal_of(envelope)) return error_of(*refusal);
  Checked<std::vector<std::string>> read = log_leaves(log.entries);
  if (const Refusal* refusal = refusal_of(read)) return error_of(*refusal);
  std::vector<std::string>& leaves = std::get<std::vector<std::string>>(read);

  Checkpoint checkpoint{origin, 0, ""};
  if (!log.checkpoint.empty()) {
    const std::vector<PublicKey> keys = {signer.public_key()};
    const Checked<Checkpoint> last = read_checkpoint(log.checkpoint, &keys);
    if (const Refusal* refusal = refusal_of(last)) return error_of(*refusal);
    checkpoint = std::get<Checkpoint>(last);
    if (!begins_with(leaves, checkpoint)) return error_of({"SK1063", "the entries of the log are not those that its checkpoint was signed for"});
  } else if (origin.empty() || origin.find_first_of(" \t\r\n+") != std::string::npos) {
    return Error{"`" + origin + "` is no name for a log", "expected one without spaces and `+`, such as example.com/evidence", {}};
  }
  const std::string leaf = leaf_hash(std::get<Envelope>(envelope).payload);
  if (std::find(leaves.begin(), leaves.end(), leaf) != leaves.end()) return Error{"the run is in the log already", "a run is logged once", {}};

  Appended appended;
  appended.index = leaves.size();
  leaves.push_back(leaf);
  checkpoint.size = leaves.size();
  checkpoint.root = merkle_root(leaves);
  Result<std::string> note = sign_checkpoint(checkpoint, signer);
  if (!note) return note.error();
  appended.log = {log.entries + parts.attestation, *note};
  parts.proof = write_proof({appended.index, inclusion_proof(leaves, appended.index), *note});
  appended.bundle = write_bundle(parts);
  return appended;
}

namespace evidence {

Refusals check_log(const std::string& proof, const std::string& payload, const VerifyOptions& options, Verification& told) {
  const std::string leaf = leaf_hash(payload);
  Refusals refusals;
  std::optional<Checkpoint> own;
  if (!proof.empty()) {
    const Checked<LogProof> read = read_proof(proof);
    if (const Refusal* refusal = refusal_of(read)) return {*refusal};
    const LogProof& said = std::get<LogProof>(read);
    const Checked<Checkpoint> checkpoint = read_checkpoint(said.checkpoint, &options.keys);
    if (const Refusal* refusal = refusal_of(checkpoint)) return {*refusal};
    own = std::get<Checkpoint>(checkpoint);
    told.log_name = own->origin;
    told.log_index = said.index;
    told.log_size = own->size;
    if (!includes(own->root, own->size, said.index, leaf, said.hashes)) refusals.push_back({"SK1061", "the proof in the bundle does not lead to the root of its checkpoint"});
  }
  std::optional<Checkpoint> kept;
  if (!options.checkpoint.empty()) {
    const Checked<Checkpoint> checkpoint = read_checkpoint(options.checkpoint, &options.keys);
    if (const Refusal* refusal = refusal_of(checkpoint)) return {*refusal};
    kept = std::get<Checkpoint>(checkpoint);
  }
  if (!options.log) {
    if (kept && !own) refusals.push_back({"SK1064", "a checkpoint was given, and the bundle is in no log"});
    if (kept && own && (kept->origin != own->origin || (kept->size == own->size && kept->root != own->root))) refusals.push_back({"SK1062", "the bundle's log is not the one that the given checkpoint is of"});
    if (kept && own && kept->size != own->size) refusals.push_back({"SK1065", "the bundle's checkpoint is of another length than the given one: only the log itself can show that one continues the other"});
    return refusals;
  }
  const Checked<std::vector<std::string>> read = log_leaves(options.log->entries);
  if (const Refusal* refusal = refusal_of(read)) return {*refusal};
  const std::vector<std::string>& leaves = std::get<std::vector<std::string>>(read);
  const Checked<Checkpoint> last = read_checkpoint(options.log->checkpoint, &options.keys);
  if (const Refusal* refusal = refusal_of(last)) return {*refusal};
  const Checkpoint& head = std::get<Checkpoint>(last);
  if (!begins_with(leaves, head)) refusals.push_back({"SK1063", "the entries of the log are not those that its checkpoint was signed for"});
  for (const std::optional<Checkpoint>& earlier : {kept, own}) {
    if (earlier && (earlier->origin != head.origin || !begins_with(leaves, *earlier))) refusals.push_back({"SK1062", "the log does not continue an earlier checkpoint: it was rolled back or rewritten"});
  }
  if (std::find(leaves.begin(), leaves.end(), leaf) == leaves.end()) refusals.push_back({"SK1066", "the run is not in the log"});
  return refusals;
}

}  // namespace evidence
}  // namespace sekisho
