// Raw values are not in a snapshot: what is evaluated from it here, anybody can evaluate again.
#include "cli/sealed_run.h"

#include "sekisho/file.h"

namespace sekisho::cli {

Result<Run> evaluate_snapshot(const CompiledPolicy& policy, const Sealed& about, EvaluateOptions options) {
  const Result<std::vector<std::shared_ptr<const RawSource>>> sources = read_snapshot("snapshot.ndjson", about.snapshot);
  if (!sources) return sources.error();
  options.rules = about.rules;
  options.parameters = about.parameters;
  options.profile = about.profile;
  options.complete_kinds.clear();   // a declaration is in the snapshot
  options.findings = FindingsWanted{};
  return evaluate(policy, *sources, options);
}

Result<PublicKey> read_public_key(const std::string& path) {
  constexpr size_t kMaxKeyBytes = size_t{1} << 20;
  const Result<std::string> pem = read_file(path, kMaxKeyBytes);
  if (!pem) return pem.error();
  return PublicKey::read(path, *pem);
}

}  // namespace sekisho::cli
