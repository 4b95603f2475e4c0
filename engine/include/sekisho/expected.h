// Expected: which accounts and inputs a run has to cover. What nobody expected is not missed; so the list says who made it and why something may be left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho {

// `state` is empty until look_for_expected().
using Expected = std::vector<RunExpected>;

// Which of `expected` the run's sources show: an account that a resource of theirs is in, an input by its path or a folder above. What none shows is not_seen,
// or excluded where a reason says so. Sets run.expected.
void look_for_expected(const Expected& expected, Run& run);

// Whether a source is the input of that path, or in that folder.
bool shows_input(const RunSource& source, const std::string& path);

// Those that no input showed and no reason excuses.
std::vector<const RunExpected*> not_seen(const Run& run);

// "account 123456789012 (production): closed in March", for those in that state.
std::vector<std::string> expected_texts(const Run& run, std::string_view state);

}  // namespace sekisho
