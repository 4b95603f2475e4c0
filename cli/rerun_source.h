// `rerun --from-source`: reads a bundle's source files again with today's readers, and tells what differs.
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"
#include "sekisho/bundle.h"

namespace sekisho::cli {

// The inputs of the schedule, from where the process runs, or those named behind the bundle. Registers, adapters and parameters of templates come from the
// project file or the options, as in `seal`. kFailure: a file is not the one that was sealed, or results differ.
ExitCode rerun_from_source(const Arguments& arguments, const Sealed& sealed, const CompiledPolicy& policy);

// Lines of results.ndjson that only one of two runs has, the first of them, on standard output.
void tell_differences(const std::string& sealed, const std::string& found);

}  // namespace sekisho::cli
