// A real run for property tests: the shipped policies over a plan of tests/fixtures.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "adapters/include/adapters/load.h"
#include "engine/api/run.h"
#include "sekisho/api.h"
#include "sekisho/file.h"

namespace sekisho {

inline std::string root_path(const std::string& below) { return std::string(SEKISHO_ROOT) + "/" + below; }

inline SourcePtr read_source(const std::string& path) {
  Result<std::string> text = read_file(path);
  return text ? std::make_shared<const Source>(path, *text) : nullptr;
}

// Kinds, maps and the packs in `policies/`, without tests.
inline PolicySet shipped_policies() {
  PolicySet policies;
  for (const char* folder : {"policies", "adapters/azure/maps", "adapters/google/maps", "adapters/terraform/maps"}) {
    Result<std::vector<std::string>> files = list_files(root_path(folder), ".seki");
    for (const std::string& file : *files) {
      if (!file.ends_with("_test.seki")) policies.shipped.push_back(read_source(file));
    }
  }
  policies.provider_schemas.push_back(read_source(root_path("adapters/terraform/schema/aws-5.100.0.json")));
  policies.catalogue = read_source(root_path("policies/ismap/catalogue/controls.csv"));
  policies.catalogue_edition = "2022-04";
  return policies;
}

inline const CompiledPolicy& shipped() {
  static const CompiledPolicy policy = [] {
    Diagnostics diagnostics;
    std::optional<CompiledPolicy> compiled = compile(shipped_policies(), diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity == Severity::kError) std::fprintf(stderr, "%s", render(diagnostic, false).c_str());
    }
    if (!compiled) {
      std::fprintf(stderr, "the shipped policies do not check: these tests cannot run\n");
      std::abort();
    }
    return *compiled;
  }();
  return policy;
}

inline std::vector<int> all_rules(const Program& program) {
  std::vector<int> rules;
  for (size_t i = 0; i < program.rules.size(); ++i) rules.push_back(static_cast<int>(i));
  return rules;
}

inline std::unique_ptr<Evaluation> evaluate_fixture(const std::string& name, bool with_columns = false) {
  auto source = adapters::load(root_path("tests/fixtures/terraform/" + name));
  const Program& program = *shipped().program;
  Query query = build_query(program, all_rules(program));
  return std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), (*source)->captured_at.value_or(0),
                                      std::vector<std::shared_ptr<const RawSource>>{*source}, query, MapOptions{}, with_columns);
}

}  // namespace sekisho
