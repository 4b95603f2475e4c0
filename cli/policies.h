// Which policy texts a command uses: the shipped ones, the user's, or both.
#pragma once

#include <string>
#include <vector>

#include "cli/artifact_cache.h"
#include "sekisho/api.h"

namespace sekisho::cli {

struct PolicyChoice {
  std::vector<std::string> packs;   // paths or names of shipped packs; empty: the default pack
  std::vector<std::string> maps;    // folders or files
  bool tests = false;               // *_test.seki of the packs too
  std::string catalogue = "";       // a list of controls beside the shipped one
  std::string lock_file = "";       // names the commits of packs from Git; where there is none, their REF is asked
};

// Reads every text. A user's file that declares a package which is shipped too replaces the shipped files of that package.
// Errors: no such path or pack, nothing there, unreadable, no UTF-8.
Result<PolicySet> read_policies(const PolicyChoice& choice);

// The policy, from an artifact where there is a fresh one (cli/artifact_cache.h) and it may be used, with errors shown on standard error.
// Nullopt: shown, exit code 3.
std::optional<CompiledPolicy> compile_and_show(const PolicySet& policies, Cache cache = Cache::kUse);
// The last line after errors.
void show_error_count(const Diagnostics& diagnostics);

// All `.seki` paths below the given ones, for commands that take paths. Error when there is none.
Result<std::vector<std::string>> seki_files(const std::vector<std::string>& paths);

// Reads one policy text.
Result<SourcePtr> read_policy(const std::string& path);

}  // namespace sekisho::cli
