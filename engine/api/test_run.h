// Running policy tests one at a time; run_tests() and run_mutations() share it.
#pragma once

#include "engine/check/program.h"
#include "sekisho/api.h"

namespace sekisho {

// One case of a test that has no `from`.
TestOutcome run_case(const Program& program, const Test& test, const TestCase& test_case, int64_t started_at);

// All cases of a test on a file.
std::vector<TestOutcome> run_on_file(const Program& program, const Test& test, const LoadFile& load, int64_t started_at);

}  // namespace sekisho
