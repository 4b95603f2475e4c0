// Bytes to raw resources: the reader of plans, and the digest that every source gets.
#include <benchmark/benchmark.h>

#include "adapters/load.h"
#include "engine/base/sha256.h"
#include "tests/bench/parts/setup.h"

namespace sekisho::bench {
namespace {

void count_bytes(benchmark::State& state, size_t bytes) { state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes)); }

void read_plan(benchmark::State& state) {
  const std::string& text = plan_text();
  for (auto _ : state) {
    Result<std::shared_ptr<const RawSource>> source = adapters::load_bytes("plan.json", text);
    if (!source) {
      state.SkipWithError(source.error().message.c_str());
      return;
    }
    benchmark::DoNotOptimize(*source);
  }
  count_bytes(state, text.size());
}
BENCHMARK(read_plan)->Unit(benchmark::kMillisecond);

void sha256(benchmark::State& state) {
  const std::string& text = plan_text();
  for (auto _ : state) benchmark::DoNotOptimize(sha256_hex(text));
  count_bytes(state, text.size());
}
BENCHMARK(sha256)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sekisho::bench
