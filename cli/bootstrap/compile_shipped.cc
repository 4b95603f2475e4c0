// compile_shipped FILE: compiles the shipped kinds, maps and default pack, for the build to put into the program.
#include <iostream>

#include "cli/shipped.h"
#include "sekisho/artifact.h"
#include "sekisho/file.h"

int main(int count, char** words) {
  using namespace sekisho;
  if (count != 2) return 3;
  const PolicySet policies = cli::shipped_policies({cli::kDefaultPack});
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  for (const Diagnostic& one : diagnostics.all()) std::cerr << render(one, false);
  if (!policy) return 1;
  const std::optional<std::string> bytes = write_artifact(*policy, policies, "", diagnostics);
  if (!bytes) {
    std::cerr << "the shipped policies hold what no artifact can\n";
    return 4;
  }
  const Result<void> written = write_file_atomically(words[1], *bytes);
  if (!written) std::cerr << written.error().message << "\n";
  return written ? 0 : 3;
}
