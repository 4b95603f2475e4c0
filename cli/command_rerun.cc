// `sekisho rerun`: evaluates a bundle again, from its own snapshot by its own policy, and compares.
#include <algorithm>
#include <iostream>
#include <map>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/policies.h"
#include "cli/sealed_run.h"
#include "cli/terminal.h"
#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/results.h"
#include "sekisho/version.h"

namespace sekisho::cli {
namespace {

constexpr int kLanguage = 1;   // the newest edition that this engine knows

// Times as of then: nothing of this rerun's own may reach a verdict.
EvaluateOptions options_as_of(const Run& run, int threads) {
  EvaluateOptions options;
  options.threads = threads;
  options.started_at = run.evaluated_at;
  if (run.evaluated_at_basis == "option") options.evaluated_at = run.evaluated_at;
  return options;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Lines that only one of the two has, the first few of them.
void tell_differences(const std::string& sealed, const std::string& found) {
  constexpr size_t kShown = 20;
  std::map<std::string, int> counts;
  for (const std::string& line : lines_of(sealed)) --counts[line];
  for (const std::string& line : lines_of(found)) ++counts[line];
  size_t shown = 0, more = 0;
  for (const auto& [line, count] : counts) {
    if (count == 0) continue;
    if (shown++ < kShown) {
      std::cout << (count < 0 ? "  sealed  " : "  found   ") << line.substr(0, 400) << "\n";
    } else {
      ++more;
    }
  }
  if (more > 0) std::cout << "  … and " << more << " more\n";
}

}  // namespace

ExitCode run_rerun(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one bundle", "write `sekisho rerun BUNDLE`", {}});
  const Result<int> threads = threads_of(arguments);
  if (!threads) return refuse(threads.error());
  const std::string& path = arguments.positional()[0];
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return refuse(bytes.error());
  const Verification opened = open_bundle(*bytes);
  if (!opened.refusals.empty()) {
    std::cerr << path << ": not accepted\n";
    for (const BundleRefusal& refusal : opened.refusals) std::cerr << "  " << refusal.code << "  " << refusal.message << "\n";
    return kFailure;
  }
  const Sealed& sealed = *opened.sealed;
  if (sealed.run.language != kLanguage) {
    return refuse({"`" + path + "` is of language edition " + std::to_string(sealed.run.language) + ", and this engine knows edition " + std::to_string(kLanguage), "use an engine that knows it; the bundle was sealed with " + sealed.run.engine_version, {}});
  }
  Progress progress;
  progress.stage("compiling policies");
  const std::optional<CompiledPolicy> policy = compile_and_show(sealed.policies, arguments.has("--no-cache") ? Cache::kIgnore : Cache::kUse);
  if (!policy) return kBadInput;
  progress.stage("evaluating");
  Result<Run> run = evaluate_snapshot(*policy, sealed, options_as_of(sealed.run, *threads));
  if (!run) return refuse(run.error());
  run->packs = sealed.run.packs;
  const Result<ResultsText> found = write_results(*run), then = write_results(sealed.run);
  if (!found) return refuse(found.error());
  if (!then) return refuse(then.error());
  const std::string root = results_root(found->results);
  if (root == opened.root) {
    std::cout << path << ": the same results\n  results     " << root << "\n  engine      then " << sealed.run.engine_version << ", now " << kVersion << "\n"
              << "not shown by this: who sealed the bundle; `sekisho verify` with the signer's key does\n";
    return kGood;
  }
  std::cout << path << ": other results\n  sealed      " << opened.root << "\n  found       " << root << "\n  engine      then " << sealed.run.engine_version << " (semantics " << sealed.semantics
            << "), now " << kVersion << " (semantics " << kSemantics << ")\n";
  tell_differences(then->results, found->results);
  return kFailure;
}

}  // namespace sekisho::cli
