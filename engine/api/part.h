// Part: some of a run's rules, worked out on their own. Parts share sources and program, nothing else, so each can have a thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/api/run.h"
#include "sekisho/api.h"

namespace sekisho {

// What came of one rule.
struct RuleOutcomes {
  RunRule info;
  std::vector<Finding> findings;
};

struct Part {
  std::vector<size_t> positions;                 // of its rules in Run::rules
  std::unique_ptr<Evaluation> evaluation;
  std::vector<RuleOutcomes> outcomes;            // by positions
  std::string disagreement;                      // of the two engines, if there is one: nothing of the run may be told then
};

// Splits rules (indexes into the program, in the run's order) by what they range over, so that parts have about the same to do: at most `count` parts, at
// least one. What came out does not depend on the split.
std::vector<Part> split(const Program& program, const std::vector<int>& order, const std::vector<std::shared_ptr<const RawSource>>& sources, size_t count);

// What a part needs, the same for all.
struct PartInput {
  const CompiledPolicy& policy;
  const std::vector<int>& order;
  const std::vector<Value>& parameters;
  int64_t evaluated_at;
  const std::vector<std::shared_ptr<const RawSource>>& sources;
  const MapOptions& maps;
  const EvaluateOptions& options;
};

constexpr size_t kFewResources = 2000;   // below it a second thread costs more than it saves

// As many as the options say, or as the machine has.
size_t threads_of(const EvaluateOptions& options);

// Maps what the part's rules need and decides them. `progress` may be empty.
void work_out(Part& part, const PartInput& input, const std::function<void(size_t done, size_t total)>& progress);

}  // namespace sekisho
