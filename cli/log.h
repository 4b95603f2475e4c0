// The log on standard error for `--verbose`: what is done, with times. Silent otherwise.
#pragma once

#include <string>

namespace sekisho::cli {

void log_to_standard_error();               // from now on
void log_step(const std::string& text);

}  // namespace sekisho::cli
