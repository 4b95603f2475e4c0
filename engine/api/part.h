// Blocks: a run's resources, some at a time under all rules, taken up by one thread after the other. Threads share sources and program, nothing else.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/run.h"
#include "engine/finding/collect.h"
#include "sekisho/api.h"

namespace sekisho {

struct VerdictCounts {
  size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0, vacuous = 0, applicability_unknown = 0;
};

// What came of one rule over a block's subjects.
struct BlockOutcomes {
  VerdictCounts counts;
  std::vector<std::pair<uint32_t, Finding*>> findings;  // with the numbers of their subjects among all of the rule, which stand by source and id
  std::vector<std::pair<uint32_t, PlainVerdict>> plain; // with the same numbers
  std::vector<Verdict> verdicts;                        // of the block's subjects, in the order of its pieces
  std::vector<std::pair<uint32_t, Columns::Decided>> to_tell;   // by number of the subject: what may have to be shown and is no finding yet
};

// What some rules range over.
struct Subjects {
  std::vector<Subject> all;                             // by source and id
  std::vector<std::vector<uint32_t>> by_piece;          // their numbers; each block has as many pieces
};

// Those of a run, by what rules range over: worked out by the thread that asks first.
struct RunSubjects {
  std::vector<uint32_t> ranks;                          // of the snapshot's rows, by their numbers
  std::mutex lock;
  std::map<std::string, Subjects> of;
};

// How rows stand by source and id, those of one id alike: populations overlap, and one comparison of numbers for each is less than one of texts.
std::vector<uint32_t> ranks_of(const Snapshot& snapshot, size_t threads);

// What came of a block: by rule, in the run's order.
struct Block {
  size_t number;
  std::vector<BlockOutcomes> outcomes;
};

struct PartInput;

// One thread's, with columns of its own.
struct Part {
  std::unique_ptr<Evaluation> evaluation;        // null until it starts, but for the first, which maps the rows for all
  std::vector<Block> blocks;                     // that it took up
  Findings::Store findings;                      // of all of them
  Shared shared;                                 // of its evaluation
  std::string disagreement;                      // of the two engines, if there is one: nothing of the run may be told then
  // Of what was worked out and can be again.
  void let_go(const PartInput& input);
};

// What all parts share.
struct PartInput {
  const CompiledPolicy& policy;
  const std::vector<int>& order;
  const EvaluateOptions& options;
  Evaluation& mapped;                                   // the first part's, whose rows all share
  RunSubjects& subjects;
  size_t blocks;                                        // at least one; what came out does not depend on it
  size_t pieces;                                        // of each block, at least one; values are let go of when one is done; the same holds
};

constexpr size_t kFewResources = 4000;   // below it a second thread, which has to know the same, costs more than it saves

// Of each rule only the first findings are told: when all blocks are decided, so that nobody tells what another block has earlier.
inline bool tells_first_only(const PartInput& input) { return input.options.findings.per_rule != 0; }

// Takes up one block after the other until none is left; where all findings are told, those of the block are. `next`: the next block that nobody has taken up. `progress` may be empty.
void work_out(Part& part, const PartInput& input, std::atomic<size_t>& next, const std::function<void(size_t done, size_t total)>& progress);

// What is to be told of each rule's first findings. REQUIRES that all blocks are decided.
std::vector<BlockOutcomes> first_to_tell(const std::vector<Part>& parts, const PartInput& input);
// Tells some rules' first findings after others until none are left. `next`: the next rules that nobody has taken up.
void tell_first(Part& part, const PartInput& input, std::vector<BlockOutcomes>& first, std::atomic<size_t>& next);

// Puts what came of all blocks into the run: its rules in their order, and their findings, with those of `first`. REQUIRES that no part has a disagreement.
void join(std::vector<Part>& parts, const std::vector<BlockOutcomes>& first, const PartInput& input, Run& run);

}  // namespace sekisho
