// Policy texts to a checked program, and a program over a plan to findings.
#include <benchmark/benchmark.h>

#include "tests/bench/parts/setup.h"

namespace sekisho::bench {
namespace {

void compile_pack(benchmark::State& state) {
  const PolicySet& policies = shipped_policies();
  size_t bytes = 0;
  for (const SourcePtr& source : policies.shipped) bytes += source->text().size();
  for (auto _ : state) {
    Diagnostics diagnostics;
    std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
    if (!policy) {
      state.SkipWithError("the shipped policies do not compile");
      return;
    }
    benchmark::DoNotOptimize(*policy);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes));
}
BENCHMARK(compile_pack)->Unit(benchmark::kMillisecond);

void map_and_evaluate(benchmark::State& state) {
  const CompiledPolicy& policy = compiled_policies();
  const std::vector<std::shared_ptr<const RawSource>> sources = {loaded_plan()};
  size_t resources = 0;
  for (auto _ : state) {
    Result<Run> run = evaluate(policy, sources, whole_pack());
    if (!run) {
      state.SkipWithError(run.error().message.c_str());
      return;
    }
    resources = run->resources;
    benchmark::DoNotOptimize(*run);
  }
  state.counters["resources/s"] = benchmark::Counter(static_cast<double>(state.iterations() * resources), benchmark::Counter::kIsRate);
}
BENCHMARK(map_and_evaluate)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sekisho::bench
