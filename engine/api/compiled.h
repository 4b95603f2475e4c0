// Compilation: a checked program, what it points into and what goes with it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/check/program.h"
#include "engine/schema/provider_schema.h"
#include "sekisho/finding.h"

namespace sekisho {

struct Compilation {
  std::unique_ptr<Program> program;
  ProviderSchema provider;                           // empty when it was read from an artifact: only the checker asks it
  std::map<std::string, Bilingual> control_titles;   // of the controls that rules support and the catalogue knows
};

// A text that no run needs: `*_test.seki`.
inline bool is_test_file(const Source& source) { return source.name().ends_with("_test.seki"); }

}  // namespace sekisho
