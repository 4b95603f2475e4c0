// Compilation: a checked program and what it points into.
#pragma once

#include <memory>
#include <optional>

#include "engine/check/program.h"
#include "engine/schema/catalogue.h"
#include "engine/schema/provider_schema.h"

namespace sekisho {

struct Compilation {
  std::unique_ptr<Program> program;
  ProviderSchema provider;
  std::optional<Catalogue> catalogue;
};

}  // namespace sekisho
