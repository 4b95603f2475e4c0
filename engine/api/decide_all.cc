// Threads, and the blocks that they take up.
#include "engine/api/decide_all.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "engine/api/part.h"
#include "engine/base/parallel.h"

namespace sekisho {
namespace {

constexpr size_t kBlocksPerThread = 16;   // nobody waits long for the last one
constexpr size_t kMostInPiece = 250;      // resources whose values are there at once

size_t blocks_of(size_t threads) { return threads == 1 ? 1 : threads * kBlocksPerThread; }

void refuse_disagreement(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    if (!part.disagreement.empty()) throw std::logic_error(part.disagreement);
  }
}

size_t pieces_of(size_t resources, size_t blocks) { return std::max<size_t>(1, (resources / blocks + kMostInPiece - 1) / kMostInPiece); }

}  // namespace

std::shared_ptr<const Evaluation> decide_all(const RunInput& input, Run& run) {
  const EvaluateOptions& options = input.options;
  const size_t threads = run.resources >= kFewResources ? thread_count(options.threads) : 1, blocks = blocks_of(threads);
  MapOptions map_options = input.map_options;
  map_options.threads = threads;
  const auto parts = std::make_shared<std::vector<Part>>(threads);
  Part& first = parts->front();
  first.evaluation = std::make_unique<Evaluation>(*input.policy.program, input.parameters, input.evaluated_at, input.sources, input.query, map_options, options.engine == Engine::kColumns);
  if (threads > 1) first.evaluation->settle();
  RunSubjects subjects{ranks_of(first.evaluation->snapshot, threads), {}, {}};
  const PartInput shared{input.policy, input.order, options, *first.evaluation, subjects, blocks, pieces_of(run.resources, blocks)};
  std::atomic<size_t> next{0};
  in_parallel(threads, [&](size_t part) { work_out((*parts)[part], shared, next, part == 0 ? options.progress : nullptr); });
  refuse_disagreement(*parts);
  std::vector<BlockOutcomes> told;
  if (tells_first_only(shared)) {
    told = first_to_tell(*parts, shared);
    next = 0;
    in_parallel(threads, [&](size_t part) { tell_first((*parts)[part], shared, told, next); });
    refuse_disagreement(*parts);
  }
  join(*parts, told, shared, run);
  return {parts, first.evaluation.get()};
}

}  // namespace sekisho
