// Inputs as a recorded tool saw them: regula's resource views, which no adapter of ours reads, are written as the Terraform state that they stand for.
#pragma once

#include <memory>
#include <string>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::agreement {

// Reads `path` by the adapters; a view (`*.resource_view.json`: resources by address, attributes as the author wrote them, addresses in place of ids) as a state.
Result<std::shared_ptr<const RawSource>> load_input(const std::string& path);

}  // namespace sekisho::agreement
