// `sekisho adapters --test NAME FILE…`: whether an external adapter keeps to the protocol.
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"

namespace sekisho::cli {

ExitCode test_adapter(const Arguments& arguments);

}  // namespace sekisho::cli
