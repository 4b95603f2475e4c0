// The raw resources of a test case as a source of their own, as a reader would make it.
#pragma once

#include <memory>

#include "engine/check/program.h"
#include "sekisho/raw.h"

namespace sekisho {

// Null when the case has no raw resources. Every resource is about to be created; what the case writes is configured, what it leaves out is not.
// `unknown refers X.a` is known after apply and names X by configuration; `unknown unconfigured` was left out by the author.
// Its populations are complete but those the case opens.
std::shared_ptr<const RawSource> make_test_source(const TestCase& test_case);

}  // namespace sekisho
