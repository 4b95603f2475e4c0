// One run of another program: bytes in, bytes out, within limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::adapters::external {

struct Limits {
  std::chrono::milliseconds time;
  size_t output;                       // bytes of standard output
};

struct Outcome {
  std::string output;
  std::string errors;                  // the first kilobytes of standard error
  int exit_code = 0;
};

// Runs `command` (found in PATH, no shell) in a process group of its own and waits for it. `environment` is set beside what we have ourselves.
// A program that does not read all its input may do so. Error, and the whole group is killed: it cannot be started, a signal ends it, it writes more than
// the limit, or it takes longer. What its descendants leave running is killed, too.
Result<Outcome> run_process(const std::vector<std::string>& command, std::string_view input, const Limits& limits, const std::vector<std::pair<std::string, std::string>>& environment = {});

}  // namespace sekisho::adapters::external
