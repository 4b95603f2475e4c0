// `sekisho rerun`: evaluates a bundle again, from its own snapshot by its own policy, and compares.
#include <iostream>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/policies.h"
#include "cli/rerun_source.h"
#include "cli/sealed_run.h"
#include "cli/terminal.h"
#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/results.h"
#include "sekisho/version.h"

namespace sekisho::cli {

ExitCode run_rerun(const Arguments& arguments) {
  const bool from_source = arguments.has("--from-source");
  if (arguments.positional().empty() || (arguments.positional().size() > 1 && !from_source)) return refuse({"expected one bundle", "write `sekisho rerun BUNDLE`", {}});
  const Result<Language> language = language_asked_for(arguments);
  if (!language) return refuse(language.error());
  const bool japanese = *language == Language::kJapanese;
  const Result<int> threads = threads_of(arguments);
  if (!threads) return refuse(threads.error());
  const std::string& path = arguments.positional()[0];
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return refuse(bytes.error());
  const Verification& opened = *new const Verification(open_bundle(*bytes));   // as in `check`: never taken apart
  if (!opened.refusals.empty()) {
    show_refusals(path, opened);
    return kFailure;
  }
  const Sealed& sealed = *opened.sealed;
  if (sealed.run.language < 1 || sealed.run.language > kNewestLanguage) {
    return refuse({"`" + path + "` is of language edition " + std::to_string(sealed.run.language) + ", and this engine knows editions up to " + std::to_string(kNewestLanguage), "use an engine that knows it; the bundle was sealed with " + sealed.run.engine_version, {}});
  }
  Progress progress;
  progress.stage("compiling policies");
  const std::optional<CompiledPolicy> policy = compile_and_show(sealed.policies, arguments.has("--no-cache") ? Cache::kIgnore : Cache::kUse);
  if (!policy) return kBadInput;
  progress.stage("evaluating");
  Result<Run>& run = *new Result<Run>(evaluate_snapshot(*policy, sealed, options_as_of(sealed.run, *threads)));
  if (!run) return refuse(run.error());
  run->packs = sealed.run.packs;
  const Result<ResultsText> found = write_results(*run);
  if (!found) return refuse(found.error());
  const std::string root = results_root(found->results);
  if (root == opened.root) {
    std::cout << path << (japanese ? ": 再実施の結果が一致\n  結果        " : ": the same results\n  results     ") << root << "\n";
    if (japanese) std::cout << "  エンジン    封印時 " << sealed.run.engine_version << "、今回 " << kVersion << "\nこの再実施では示されないこと: 誰が封印したか。署名者の公開鍵による `sekisho verify` で確かめられます\n";
    else std::cout << "  engine      then " << sealed.run.engine_version << ", now " << kVersion << "\nnot shown by this: who sealed the bundle; `sekisho verify` with the signer's key does\n";
    return from_source ? rerun_from_source(arguments, sealed, *policy) : kGood;
  }
  std::cout << path << (japanese ? ": 再実施の結果が不一致\n" : ": other results\n") << "  sealed      " << opened.root << "\n  found       " << root << "\n  engine      then " << sealed.run.engine_version << " (semantics " << sealed.semantics
            << "), now " << kVersion << " (semantics " << kSemantics << ")\n";
  const Result<ResultsText> then = write_results(sealed.run);
  if (!then) return refuse(then.error());
  tell_differences(then->results, found->results);
  return kFailure;
}

}  // namespace sekisho::cli
