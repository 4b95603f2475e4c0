// Policies for tests of artifacts: the shipped ones and every pack of tests/, compiled from their texts.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/artifact.h"
#include "sekisho/file.h"

namespace sekisho {

inline std::vector<SourcePtr> read_sources(const std::string& below) {
  std::vector<SourcePtr> sources;
  const Result<std::vector<std::string>> files = list_files(std::string(SEKISHO_ROOT) + "/" + below, ".seki");
  for (const std::string& file : *files) {
    if (!file.ends_with("_test.seki")) sources.push_back(std::make_shared<const Source>(file, *read_file(file)));
  }
  return sources;
}

// Kinds and maps, with `packs`, each a folder or file of the project.
inline PolicySet policy_set(const std::vector<std::string>& packs) {
  PolicySet policies;
  for (const char* folder : {"policies/schema", "adapters/azure/maps", "adapters/google/maps", "adapters/terraform/maps"}) {
    for (SourcePtr& source : read_sources(folder)) policies.shipped.push_back(std::move(source));
  }
  for (const std::string& pack : packs) {
    for (SourcePtr& source : read_sources(pack)) policies.packs.push_back(std::move(source));
  }
  const std::string schema = std::string(SEKISHO_ROOT) + "/adapters/terraform/schema/aws-5.100.0.json", controls = std::string(SEKISHO_ROOT) + "/policies/ismap/catalogue/controls.csv";
  policies.provider_schemas.push_back(std::make_shared<const Source>(schema, *read_file(schema)));
  policies.catalogue = std::make_shared<const Source>(controls, *read_file(controls));
  policies.catalogue_edition = "2022-04";
  return policies;
}

// A compiled set with its artifact.
struct Compiled {
  PolicySet policies;
  Diagnostics diagnostics;
  CompiledPolicy policy;
  std::string key, bytes;
};

inline Compiled compile_set(PolicySet policies) {
  Compiled compiled;
  compiled.policies = std::move(policies);
  std::optional<CompiledPolicy> policy = compile(compiled.policies, compiled.diagnostics);
  EXPECT_TRUE(policy) << (compiled.diagnostics.all().empty() ? "" : render(compiled.diagnostics.all().front(), false));
  if (!policy) return compiled;
  compiled.policy = std::move(*policy);
  compiled.key = *artifact_key(compiled.policies);
  compiled.bytes = *write_artifact(compiled.policy, compiled.policies, compiled.key, compiled.diagnostics);
  return compiled;
}

inline const Compiled& built_in() {
  static const Compiled compiled = compile_set(policy_set({"policies/ismap"}));
  return compiled;
}

inline std::optional<CompiledPolicy> read_back(const Compiled& compiled, const std::string& bytes, Diagnostics& diagnostics) {
  return read_artifact(std::make_shared<const std::string>(bytes), compiled.policies, compiled.key, diagnostics);
}

}  // namespace sekisho
