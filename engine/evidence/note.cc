// Texts of lines; each is written again and compared.
#include "engine/evidence/note.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/evidence/base64.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kProofHead = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kDash = "\xE2\x80\x94 ";   // em dash and a space
constexpr size_t kHash = 32, kKeyId = 4;

// The text up to a line end, which is taken away; nullopt: no line end.
std::optional<std::string> take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string line(text.substr(0, end));
  text.remove_prefix(end + 1);
  return line;
}

std::optional<uint64_t> number_in(std::string_view text) {
  uint64_t number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size() || std::to_string(number) != text) return std::nullopt;
  return number;
}

std::optional<std::string> hash_in(std::string_view text) {
  std::optional<std::string> hash = from_base64(text);
  return hash && hash->size() == kHash ? hash : std::nullopt;
}

std::string body_of(const Checkpoint& checkpoint) { return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n"; }

}  // namespace

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer) {
  const std::string body = body_of(checkpoint);
  const Result<std::string> signature = signer.sign(body);
  if (!signature) return signature;
  return body + "\n" + std::string(kDash) + checkpoint.origin + " " + to_base64(signer.public_key().note_id(checkpoint.origin) + *signature) + "\n";
}

Checked<Checkpoint> read_checkpoint(const std::string& note, const std::vector<PublicKey>* keys) {
  const Refusal unsound{"SK1059", "a checkpoint is not as Sekisho writes it: name, size, root, an empty line, one signature"};
  std::string_view rest = note;
  const std::optional<std::string> origin = take_line(rest), size = take_line(rest), root = take_line(rest), empty = take_line(rest), signature = take_line(rest);
  if (!signature || !rest.empty() || !empty->empty() || origin->empty()) return unsound;
  const std::optional<uint64_t> number = number_in(*size);
  const std::optional<std::string> hash = hash_in(*root);
  const std::string prefix = std::string(kDash) + *origin + " ";
  if (!number || !hash || !signature->starts_with(prefix)) return unsound;
  const std::optional<std::string> signed_by = from_base64(std::string_view(*signature).substr(prefix.size()));
  if (!signed_by || signed_by->size() <= kKeyId) return unsound;
  const Checkpoint checkpoint{*origin, *number, *hash};
  if (keys == nullptr) return checkpoint;
  for (const PublicKey& key : *keys) {
    if (key.note_id(*origin) == signed_by->substr(0, kKeyId) && key.verifies(body_of(checkpoint), signed_by->substr(kKeyId))) return checkpoint;
  }
  return Refusal{"SK1060", "a checkpoint is not signed by a given key"};
}

std::string write_proof(const LogProof& proof) {
  std::string text = std::string(kProofHead) + "\nindex " + std::to_string(proof.index) + "\n";
  for (const std::string& hash : proof.hashes) text += to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Checked<LogProof> read_proof(const std::string& bytes) {
  const Refusal unsound{"SK1059", "the proof that the bundle is in a log is not as Sekisho writes it"};
  std::string_view rest = bytes;
  const std::optional<std::string> head = take_line(rest), index = take_line(rest);
  constexpr std::string_view kIndex = "index ";
  if (!index || *head != kProofHead || !index->starts_with(kIndex)) return unsound;
  const std::optional<uint64_t> number = number_in(std::string_view(*index).substr(kIndex.size()));
  if (!number) return unsound;
  LogProof proof;
  proof.index = *number;
  while (true) {
    const std::optional<std::string> line = take_line(rest);
    if (!line) return unsound;
    if (line->empty()) break;
    const std::optional<std::string> hash = hash_in(*line);
    if (!hash) return unsound;
    proof.hashes.push_back(*hash);
  }
  proof.checkpoint = std::string(rest);
  return proof;
}

}  // namespace sekisho::evidence
