// Gathers the shipped sources; tests of rules stay outside.
#include "tests/agreement/policies.h"

#include <iostream>

#include "sekisho/file.h"

namespace sekisho::agreement {
namespace {

// Adds every `*.suffix` below `folder` but the tests. False, with a message, when something cannot be read.
bool add_files(const std::string& folder, const std::string& suffix, std::vector<SourcePtr>& sources) {
  const Result<std::vector<std::string>> paths = list_files(folder, suffix);
  if (!paths) {
    std::cerr << "error: " << paths.error().message << "\n";
    return false;
  }
  for (const std::string& path : *paths) {
    if (path.ends_with("_test.seki")) continue;
    Result<std::string> text = read_file(path);
    if (!text) {
      std::cerr << "error: " << text.error().message << "\n";
      return false;
    }
    sources.push_back(std::make_shared<const Source>(path, std::move(*text)));
  }
  return true;
}

}  // namespace

std::optional<CompiledPolicy> compile_shipped(const std::string& root) {
  PolicySet policies;
  std::vector<SourcePtr> catalogue;
  if (!add_files(root + "/policies", ".seki", policies.shipped) || !add_files(root + "/adapters", ".seki", policies.shipped) ||
      !add_files(root + "/adapters/terraform/schema", ".json", policies.provider_schemas) ||
      !add_files(root + "/policies/ismap/catalogue/controls.csv", ".csv", catalogue)) {
    return std::nullopt;
  }
  if (!catalogue.empty()) policies.catalogue = catalogue.front();
  policies.catalogue_edition = "2022-04";
  Diagnostics diagnostics;
  std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  if (policy) return policy;
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError) std::cerr << render(diagnostic, false);
  }
  return std::nullopt;
}

}  // namespace sekisho::agreement
