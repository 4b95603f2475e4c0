// `sekisho test`: the tests that stand beside the rules.
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "adapters/load.h"
#include "cli/commands.h"
#include "cli/mutation.h"
#include "cli/policies.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

// What the tests below a path need: a single test file needs the rules beside it, so the pack is its folder.
std::string pack_of(const std::string& path) {
  if (!path.ends_with("_test.seki")) return path;
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Whether `file` is one of the paths or lies below one.
bool wanted(const std::string& file, const std::vector<std::string>& paths) {
  const std::string lexical = std::filesystem::path(file).lexically_normal().string();
  for (const std::string& path : paths) {
    std::string prefix = std::filesystem::path(path).lexically_normal().string();
    if (lexical == prefix || prefix == "." || prefix == "./") return true;
    if (!prefix.ends_with('/')) prefix += '/';
    if (lexical.starts_with(prefix)) return true;
  }
  return false;
}

void show_failure(const TestOutcome& outcome, bool colour) {
  const std::string word = colour ? "\033[1;31mfailed\033[0m" : "failed";
  std::cout << word << "  " << harmless(outcome.subject) << ": " << harmless(outcome.title) << "\n";
  if (outcome.span.source != nullptr) {
    const LineColumn place = outcome.span.source->line_column(outcome.span.begin);
    std::cout << "        " << harmless(outcome.span.source->name()) << ":" << place.line << ":" << place.column << "\n";
  }
  std::cout << "        expected " << harmless(outcome.expected) << ", got " << harmless(outcome.got) << "\n";
  for (size_t at = 0; at < outcome.detail.size();) {
    const size_t end = std::min(outcome.detail.find('\n', at), outcome.detail.size());
    if (end > at) std::cout << "        " << harmless(outcome.detail.substr(at, end - at)) << "\n";
    at = end + 1;
  }
}

}  // namespace

ExitCode run_test(const Arguments& arguments) {
  if (!arguments.has("--mutate")) {
    for (const char* option : {"--at-least", "--survivors", "--json"}) {
      if (arguments.has(option)) return refuse({"`" + std::string(option) + "` goes with `--mutate`", "add `--mutate`, or leave it out", {}});
    }
  }
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  std::vector<std::string> paths = arguments.positional().empty() ? settings->project.packs : arguments.positional();
  if (paths.empty()) return refuse({"nothing to test", "name a folder or a `_test.seki` file, or `packs` in sekisho.yaml", {}});
  PolicyChoice choice{{}, settings->project.maps, true, settings->project.catalogue};
  std::set<std::string> packs;
  for (const std::string& path : paths) packs.insert(pack_of(path));
  choice.packs.assign(packs.begin(), packs.end());
  const Result<PolicySet> texts = read_policies(choice);
  if (!texts) return refuse(texts.error());
  const std::optional<CompiledPolicy> policy = compile_and_show(*texts, Cache::kIgnore);   // artifacts hold no tests
  if (!policy) return kBadInput;
  std::map<std::string, Result<std::shared_ptr<const RawSource>>> loaded;
  const LoadFile load = [&](const std::string& path) {
    const auto at = loaded.find(path);
    return at != loaded.end() ? at->second : loaded.emplace(path, adapters::load(path)).first->second;
  };
  if (arguments.has("--mutate")) {
    return run_mutation(*policy, arguments, [&](const std::string& file) { return wanted(file, paths); }, load);
  }
  size_t passed = 0;
  size_t failed = 0;
  const bool colour = use_colour(arguments.value("--color", "auto"), Stream::kOutput);
  for (const TestOutcome& outcome : run_tests(*policy, arguments.value("--filter"), load, now())) {
    if (outcome.span.source != nullptr && !wanted(outcome.span.source->name(), paths)) continue;
    ++(outcome.passed ? passed : failed);
    if (!outcome.passed) show_failure(outcome, colour);
  }
  if (passed + failed == 0) {
    const std::string filter = arguments.value("--filter");
    return refuse({filter.empty() ? "no tests found" : "no test holds `" + filter + "`", "tests stand in files named `*_test.seki`", {}});
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? kGood : kFailure;
}

}  // namespace sekisho::cli
