// A file that is another one proves nothing about the reader: digests come first.
#include "cli/rerun_source.h"

#include <algorithm>
#include <iostream>
#include <map>

#include "cli/evaluation.h"
#include "cli/sealed_run.h"
#include "cli/terminal.h"
#include "sekisho/results.h"

namespace sekisho::cli {
namespace {

// Sources by path and digest; those that only one of the two has are told. True: they are the same.
bool same_sources(const Run& sealed, const std::vector<std::shared_ptr<const RawSource>>& found) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const RunSource& source : sealed.sources) --counts[{source.path, source.digest}];
  for (const auto& source : found) ++counts[{source->source == nullptr ? "" : source->source->name(), source->digest}];
  bool same = true;
  for (const auto& [source, count] : counts) {
    if (count == 0) continue;
    same = false;
    std::cout << (count < 0 ? "  sealed  " : "  found   ") << source.first << " " << source.second << "\n";
  }
  return same;
}

std::map<std::string, int> lines_that_differ(const std::string& sealed, const std::string& found) {
  std::map<std::string, int> counts;
  for (const auto& [text, step] : {std::pair(&sealed, -1), std::pair(&found, 1)}) {
    for (size_t at = 0; at < text->size();) {
      const size_t end = std::min(text->find('\n', at), text->size());
      counts[text->substr(at, end - at)] += step;
      at = end + 1;
    }
  }
  std::erase_if(counts, [](const auto& one) { return one.second == 0; });
  return counts;
}

}  // namespace

void tell_differences(const std::string& sealed, const std::string& found) {
  constexpr size_t kShown = 20, kLongest = 400;
  size_t shown = 0;
  const std::map<std::string, int> lines = lines_that_differ(sealed, found);
  for (const auto& [line, count] : lines) {
    if (shown++ == kShown) break;
    std::cout << (count < 0 ? "  sealed  " : "  found   ") << line.substr(0, kLongest) << "\n";
  }
  if (lines.size() > kShown) std::cout << "  … and " << lines.size() - kShown << " more\n";
}

ExitCode rerun_from_source(const Arguments& arguments, const Sealed& sealed, const CompiledPolicy& policy) {
  std::vector<std::string> inputs(arguments.positional().begin() + 1, arguments.positional().end());
  Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  if (inputs.empty()) {
    inputs = sealed.schedule.inputs;
    std::erase_if(inputs, [&](const std::string& input) {
      return std::any_of(settings->project.registers.begin(), settings->project.registers.end(), [&](const RegisterChoice& choice) { return choice.path == input; });
    });
  }
  settings->project.inputs = std::move(inputs);
  Progress progress;
  Prepared prepared{sealed.policies, policy, {}, {}};
  if (!read_sources(*settings, progress, prepared)) return kBadInput;
  if (!same_sources(sealed.run, prepared.sources)) {
    std::cout << "the sources are not those that were sealed\n";
    return kFailure;
  }
  EvaluateOptions options = evaluate_options(*settings);
  options.parameters = sealed.parameters;
  options.complete_kinds = sealed.run.complete_kinds;
  Result<std::string> snapshot = write_snapshot(policy, prepared.sources, options);
  if (!snapshot) return refuse(snapshot.error());
  Sealed again = sealed;
  again.snapshot = std::move(*snapshot);
  Result<Run> run = evaluate_snapshot(policy, again, options_as_of(sealed.run, settings->threads));
  if (!run) return refuse(run.error());
  const Result<ResultsText> found = write_results(*run), then = write_results(sealed.run);
  if (!found) return refuse(found.error());
  if (!then) return refuse(then.error());
  if (found->results == then->results) {
    std::cout << "read again from the source: the same results" << (again.snapshot == sealed.snapshot ? ", and the same snapshot" : "; the snapshot is written otherwise") << "\n";
    return kGood;
  }
  std::cout << "read again from the source: other results\n";
  tell_differences(then->results, found->results);
  return kFailure;
}

}  // namespace sekisho::cli
