// A suite of the corpus: recorded verdicts, and the list of its rules.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::agreement {

// One recorded verdict.
struct Recorded {
  std::string input;                    // path below the suite's folder
  std::optional<std::string> resource;  // none: the verdict is on the whole file
  std::string rule;
  std::string expect;                   // "pass", "fail", "skip"
  std::map<std::string, std::string> params;  // what the recorded rule was set to, by name, as Seki text; a version is "1.25" of "v1.25"
  std::vector<std::string> companions;  // further files of the case
  bool exempted = false;                // the recorded rule was told to let this resource off
  bool implied = false;                 // a pass that may as well be "not applicable"
};

struct Suite {
  std::string name, folder;
  std::vector<std::string> rules;       // ids, as its rules.jsonl lists them
  std::vector<Recorded> recorded;
};

// Reads rules.jsonl and expected.jsonl of `folder`. Verdicts on a request (an update, who asks) are left out: a snapshot does not hold it.
Result<Suite> read_suite(const std::string& name, const std::string& folder);

}  // namespace sekisho::agreement
