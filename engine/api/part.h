// Pieces: a run's rules by what they range over, taken up by one thread after the other. Threads share sources and program, nothing else.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/run.h"
#include "sekisho/api.h"

namespace sekisho {

// Rules over one population, and which part of its subjects: number `range` of `ranges` equal ones.
struct Piece {
  std::vector<size_t> positions;                 // of its rules in Run::rules
  size_t range = 0, ranges = 1;
};

// What came of one rule over a piece's subjects.
struct RuleOutcomes {
  RunRule info;
  std::vector<Finding> findings;
  std::vector<Verdict> verdicts;                 // of all its subjects, in their order
};

// One thread's, with rows and columns of its own.
struct Part {
  std::unique_ptr<Evaluation> evaluation;
  std::map<std::string, std::vector<Subject>> subjects;                // by what rules range over; by source and id
  std::vector<std::pair<size_t, std::vector<RuleOutcomes>>> outcomes;  // by piece, in the order in which they were taken up; then by its positions
  std::string disagreement;                      // of the two engines, if there is one: nothing of the run may be told then
};

// All rules (indexes into the program, in the run's order), what is likely to take longest first; a population that would keep one of `threads` busy
// while others wait is in several pieces. What came out does not depend on the split.
std::vector<Piece> pieces_of(const Program& program, const std::vector<int>& order, const std::vector<std::shared_ptr<const RawSource>>& sources, size_t threads);

// What all parts share.
struct PartInput {
  const CompiledPolicy& policy;
  const Query& query;
  const std::vector<int>& order;
  const std::vector<Value>& parameters;
  int64_t evaluated_at;
  const std::vector<std::shared_ptr<const RawSource>>& sources;
  const MapOptions& maps;
  const EvaluateOptions& options;
};

// Takes up one piece after the other until none is left. `next`: the next piece that nobody has taken up. `progress` may be empty.
void work_out(Part& part, const PartInput& input, const std::vector<Piece>& pieces, std::atomic<size_t>& next, const std::function<void(size_t done, size_t total)>& progress);

// What came of all pieces, by position: the same as of one piece for each population, in one thread. REQUIRES that no part has a disagreement.
std::vector<RuleOutcomes> joined(std::vector<Part>& parts, const PartInput& input, const std::vector<Piece>& pieces);

}  // namespace sekisho
