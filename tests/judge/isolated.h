// Runs work in a process of its own: an engine that stops on a bug of its own, or never ends, must not take the judge with it.
#pragma once

#include <functional>

namespace sekisho::judge {

struct Ending {
  // kStopped: ended by a signal or by a failed CHECK (exit code 4). kTookTooLong: ended by us.
  enum class How { kReturned, kStopped, kTookTooLong } how = How::kReturned;
  int code = 0;   // what `work` returned; 3 when there could be no process
};

// How `work` ended. `too_long` is asked about a hundred times a second; when it says so, the process and those it started are killed.
// Standard error is thrown away with `quiet`.
Ending run_isolated(const std::function<int()>& work, bool quiet, const std::function<bool()>& too_long);

}  // namespace sekisho::judge
