// Fuzz target: any bytes as a policy file. Parser, checker and formatter answer with diagnostics; each has a place that can be printed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "sekisho/api.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho;
  const auto source = std::make_shared<Source>("policy.seki", std::string(reinterpret_cast<const char*>(data), size));
  PolicySet policies;
  policies.packs.push_back(source);
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) render(diagnostic, false);
  if (policy) describe(*policy);
  Diagnostics unused;
  format_policy(source, unused);
  return 0;
}
