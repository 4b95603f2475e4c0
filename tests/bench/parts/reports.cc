// A run to the bytes of a report.
#include <benchmark/benchmark.h>

#include "sekisho/report.h"
#include "tests/bench/parts/setup.h"

namespace sekisho::bench {
namespace {

void write_report(benchmark::State& state, std::string (*report)(const Run&, bool)) {
  const Run& run = finished_run();
  size_t bytes = 0;
  for (auto _ : state) {
    std::string text = report(run, true);
    bytes = text.size();
    benchmark::DoNotOptimize(text);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes));
  state.counters["findings/s"] = benchmark::Counter(static_cast<double>(state.iterations() * run.findings.size()), benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(write_report, csv, report_csv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(write_report, json, report_json)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sekisho::bench
