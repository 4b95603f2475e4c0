// What the process tells its caller (design section 4).
#pragma once

namespace sekisho::cli {

enum ExitCode {
  kGood = 0,
  kFailure = 1,    // a rule failed, a test failed, a file would be laid out differently
  kUndecided = 2,  // nothing failed, something could not be decided
  kBadInput = 3,   // rules, input or options that cannot be used
  kOurError = 4    // a bug of ours
};

}  // namespace sekisho::cli
