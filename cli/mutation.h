// `sekisho test --mutate`.
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "sekisho/mutation.h"

namespace sekisho::cli {

// Runs mutations of what `wanted` files declare and tells what survived. kFailure below `--at-least`, or when a survivor is missing from the
// file of `--survivors`; kBadInput when a test fails from the start, or the file names something that is no survivor.
ExitCode run_mutation(const CompiledPolicy& policy, const Arguments& arguments, const std::function<bool(const std::string& file)>& wanted, const LoadFile& load);

}  // namespace sekisho::cli
