// decide_all: every rule of a run over all its resources, in several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/run.h"
#include "sekisho/api.h"

namespace sekisho {

// What a run is made of. All of it outlives the call.
struct RunInput {
  const CompiledPolicy& policy;
  const std::vector<int>& order;                         // its rules, as indexes into the program
  const EvaluateOptions& options;
  const std::vector<Value>& parameters;
  int64_t evaluated_at;
  const std::vector<std::shared_ptr<const RawSource>>& sources;
  const Query& query;
  const MapOptions& map_options;
};

// Puts the rules in their order and their findings into `run`, whose resources are counted. Gives what they were worked out in: the rows, and all threads' workings.
// Throws what is our own bug: that the two engines disagree.
std::shared_ptr<const Evaluation> decide_all(const RunInput& input, Run& run);

}  // namespace sekisho
