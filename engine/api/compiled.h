// Compilation: a checked program and what it points into.
#pragma once

#include <memory>
#include <string>

#include "engine/check/program.h"
#include "engine/schema/provider_schema.h"
#include "sekisho/source.h"

namespace sekisho {

struct Compilation {
  std::unique_ptr<Program> program;
  ProviderSchema provider;
  SourcePtr catalogue;           // may be null
  std::string catalogue_edition;
};

}  // namespace sekisho
