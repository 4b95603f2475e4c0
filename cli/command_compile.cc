// `sekisho compile`: a pack's artifact, written where `check` looks for it or where the user wants it.
#include <filesystem>
#include <iostream>

#include "cli/artifact_cache.h"
#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/settings.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/artifact.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

// Whether something else than an artifact lies there, which nobody asked us to replace.
bool is_taken(const std::string& path) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code) || std::filesystem::file_size(path, code) == 0) return false;
  const Result<std::string> there = read_file(path);
  return !there || !looks_like_artifact(*there);
}

// Where the artifact goes: a file, a folder, or the cache. An Error when there is no place.
Result<std::string> target(const std::string& wanted, const std::string& key) {
  std::error_code code;
  if (!wanted.empty()) return std::filesystem::is_directory(wanted, code) ? (std::filesystem::path(wanted) / artifact_name(key)).string() : wanted;
  const std::string folder = cache_folder();
  if (folder.empty()) return Error{"there is no folder for artifacts: neither XDG_CACHE_HOME nor HOME is set", "name a file with `--output`", {}};
  std::filesystem::create_directories(folder, code);
  if (code) return Error{"cannot make the folder `" + folder + "`: " + code.message(), "name a file with `--output`", {}};
  return folder + "/" + artifact_name(key);
}

}  // namespace

ExitCode run_compile(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::vector<std::string>& packs = arguments.positional().empty() ? settings->project.packs : arguments.positional();
  const Result<PolicySet> texts = read_policies({packs, settings->project.maps, false, settings->project.catalogue});
  if (!texts) return refuse(texts.error());
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> policy = compile_or_recall(*texts, Cache::kUse, diagnostics);
  diagnostics.sort();
  const bool colour = use_colour(arguments.value("--color", "auto"), Stream::kError);
  for (const Diagnostic& one : diagnostics.all()) {
    // As `lint` does: warnings about what we ship are not the user's.
    if (one.severity == Severity::kError || !is_shipped(one)) show(one, colour);
  }
  if (!policy) {
    show_error_count(diagnostics);
    return kBadInput;
  }
  const std::optional<std::string> key = artifact_key(*texts);
  if (!key) return refuse({"this build of sekisho carries no build id, so it cannot know its own artifacts again", "link it with `--build-id`", {}});
  const std::optional<std::string> bytes = write_artifact(*policy, *texts, *key, diagnostics);
  if (!bytes) return refuse({"the policies hold tests, which artifacts do not", "leave `*_test.seki` out; a folder's are left out by themselves", {}});
  const Result<std::string> path = target(arguments.value("--output"), *key);
  if (!path) return refuse(path.error());
  if (arguments.has("--output") && is_taken(*path)) return refuse({"`" + *path + "` is there already, and is no artifact", "name another file", {}});
  const Result<void> written = write_file_atomically(*path, *bytes);
  if (!written) return refuse(written.error());
  if (*path != "-") std::cout << *path << "\n";
  return kGood;
}

}  // namespace sekisho::cli
