// Raw values are not in a snapshot: what is evaluated from it here, anybody can evaluate again.
#include "cli/sealed_run.h"

#include <iostream>

#include "cli/waivers.h"
#include "sekisho/file.h"
#include "sekisho/snapshot_text.h"

namespace sekisho::cli {

Result<Run> evaluate_snapshot(const CompiledPolicy& policy, const Sealed& about, EvaluateOptions options) {
  const Result<std::vector<std::shared_ptr<const RawSource>>> sources = read_snapshot(Source::embedded("snapshot.ndjson", about.snapshot), about.snapshot_digests);
  if (!sources) return sources.error();
  options.rules = about.rules;
  options.parameters = about.parameters;
  options.profile = about.profile;
  options.complete_kinds.clear();   // a declaration is in the snapshot
  options.findings = FindingsWanted{};
  options.findings.plain = true;
  std::vector<SourcePtr> texts;
  for (const SealedFile& file : about.waivers) texts.push_back(std::make_shared<const Source>(file.name, file.bytes));
  const Result<std::vector<Waiver>> waivers = read_waivers(texts);
  if (!waivers) return waivers.error();
  Diagnostics diagnostics;
  if (const Result<void> checked = check_waivers(policy, options, *waivers, diagnostics); !checked) return checked.error();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError) return Error{diagnostic.message, "`sekisho help " + diagnostic.code + "` tells more", diagnostic.span};
  }
  Result<Run> run = evaluate(policy, *sources, options);
  if (!run) return run;
  apply_waivers(policy, *waivers, *sources, *run);
  look_for_expected(about.schedule.expected, *run);
  return run;
}

EvaluateOptions options_as_of(const Run& run, int threads) {
  EvaluateOptions options;
  options.threads = threads;
  options.started_at = run.evaluated_at;
  if (run.evaluated_at_basis == "option") options.evaluated_at = run.evaluated_at;
  return options;
}

void show_refusals(const std::string& path, const Verification& verification) {
  std::cerr << path << ": not accepted\n";
  for (const BundleRefusal& refusal : verification.refusals) std::cerr << "  " << refusal.code << "  " << refusal.message << "\n";
}

Result<PublicKey> read_public_key(const std::string& path) {
  constexpr size_t kMaxKeyBytes = size_t{1} << 20;
  const Result<std::string> pem = read_file(path, kMaxKeyBytes);
  if (!pem) return pem.error();
  return PublicKey::read(path, *pem);
}

Result<std::string> read_time_authorities(const std::vector<std::string>& paths) {
  std::string authorities;
  for (const std::string& path : paths) {
    const Result<std::string> pem = read_file(path);
    if (!pem) return pem.error();
    authorities += *pem + "\n";
  }
  return authorities;
}

}  // namespace sekisho::cli
