// From settings to everything that an evaluation needs: policies compiled, inputs read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/progress.h"
#include "cli/settings.h"
#include "sekisho/waiver.h"

namespace sekisho::cli {

struct Prepared {
  PolicySet texts;
  CompiledPolicy policy;
  std::vector<std::shared_ptr<const RawSource>> sources;
  std::vector<Waiver> waivers;
};

// The inputs alone, as `settings` names them. Nullopt: every trouble was shown on standard error.
std::optional<std::vector<std::shared_ptr<const RawSource>>> read_inputs(const Settings& settings, Progress& progress);

// Nullopt: every trouble was shown on standard error, exit code 3. No rules and no inputs are troubles, too.
std::optional<Prepared> prepare(const Settings& settings, Progress& progress);

// Adds the sources that the settings name, for a policy that is there already. False: every trouble was shown.
bool read_sources(const Settings& settings, Progress& progress, Prepared& prepared);

// evaluate(), with the packs named as the user named them, and the waivers applied. What is to be said about waivers is in the run.
Result<Run> evaluate_prepared(const Prepared& prepared, const Settings& settings, const EvaluateOptions& options);

}  // namespace sekisho::cli
