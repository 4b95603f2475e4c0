// What a command works with: its options over the project file over the defaults.
#pragma once

#include <map>

#include "cli/artifact_cache.h"
#include "cli/options.h"
#include "cli/project.h"
#include "sekisho/api.h"

namespace sekisho::cli {

struct Settings {
  Project project;                     // after the command line has had its say
  bool has_project_file = false;
  std::string lock_file;               // sekisho.lock beside the project file
  bool locked = false;                 // packs have to be those of the lock file
  std::vector<std::string> rules;
  std::string adapter;
  Cache cache = Cache::kUse;
  std::map<std::string, std::string> template_parameters;
  int threads = 0;            // 0: one a processor
  std::optional<int64_t> evaluated_at;
};

// Options a command does not have are as if not given. `inputs`: the command's own, where it takes inputs.
Result<Settings> settings_of(const Arguments& arguments, const std::vector<std::string>& inputs);

// The packs in use: the project's, or the default one.
std::vector<std::string> packs_of(const Settings& settings);

// `--threads`; 0: not given.
Result<int> threads_of(const Arguments& arguments);

EvaluateOptions evaluate_options(const Settings& settings);

// The clock, read once.
int64_t now();

}  // namespace sekisho::cli
