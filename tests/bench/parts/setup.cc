// Gathers the inputs of the measured parts; what cannot be had stops the program, since a figure over nothing would be worse than none.
#include "tests/bench/parts/setup.h"

#include <cstdlib>
#include <iostream>

#include "adapters/load.h"
#include "sekisho/file.h"

namespace sekisho::bench {
namespace {

[[noreturn]] void stop(const std::string& message) {
  std::cerr << "error: " << message << "\n";
  std::exit(3);
}

template <typename T>
T take(Result<T> result) {
  if (!result) stop(result.error().message);
  return std::move(*result);
}

void add_files(const std::string& path, const std::string& suffix, std::vector<SourcePtr>& sources) {
  for (const std::string& file : take(list_files(std::string(SEKISHO_ROOT) + path, suffix))) {
    if (!file.ends_with("_test.seki")) sources.push_back(std::make_shared<const Source>(file, take(read_file(file))));
  }
}

PolicySet read_shipped() {
  PolicySet policies;
  add_files("/policies", ".seki", policies.shipped);
  for (const char* folder : {"/adapters/azure/maps", "/adapters/google/maps", "/adapters/terraform/maps"}) add_files(folder, ".seki", policies.shipped);
  add_files("/adapters/terraform/schema", ".json", policies.provider_schemas);
  std::vector<SourcePtr> catalogue;
  add_files("/policies/ismap/catalogue/controls.csv", ".csv", catalogue);
  if (!catalogue.empty()) policies.catalogue = catalogue.front();
  policies.catalogue_edition = "2022-04";
  return policies;
}

CompiledPolicy compile_shipped() {
  Diagnostics diagnostics;
  std::optional<CompiledPolicy> policy = compile(shipped_policies(), diagnostics);
  if (policy) return std::move(*policy);
  for (const Diagnostic& diagnostic : diagnostics.all()) std::cerr << render(diagnostic, false);
  stop("the shipped policies do not compile");
}

}  // namespace

std::string plan_path() {
  const char* given = std::getenv("SEKISHO_BENCH_PLAN");
  return given ? given : std::string(SEKISHO_ROOT) + "/tests/fixtures/terraform/demo/plan.json";
}

const std::string& plan_text() {
  static const std::string text = take(read_file(plan_path()));
  return text;
}

const PolicySet& shipped_policies() {
  static const PolicySet policies = read_shipped();
  return policies;
}

const CompiledPolicy& compiled_policies() {
  static const CompiledPolicy policy = compile_shipped();
  return policy;
}

const std::shared_ptr<const RawSource>& loaded_plan() {
  static const std::shared_ptr<const RawSource> source = take(adapters::load_bytes(plan_path(), plan_text()));
  return source;
}

EvaluateOptions whole_pack() {
  EvaluateOptions options;
  options.packages = {"ismap"};
  return options;
}

const Run& finished_run() {
  static const Run run = take(evaluate(compiled_policies(), {loaded_plan()}, whole_pack()));
  return run;
}

}  // namespace sekisho::bench
