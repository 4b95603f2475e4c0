// What the measured parts work on: a plan, the shipped policies, a finished run. Each is made once a process.
#pragma once

#include <memory>
#include <string>

#include "sekisho/api.h"

namespace sekisho::bench {

// Path of the plan: $SEKISHO_BENCH_PLAN, else the fixture `demo`.
std::string plan_path();

// The plan's text.
const std::string& plan_text();

// The shipped kinds, maps and packs, as texts of the source tree.
const PolicySet& shipped_policies();

const CompiledPolicy& compiled_policies();
const std::shared_ptr<const RawSource>& loaded_plan();

// Options under which the whole ISMAP pack is evaluated.
EvaluateOptions whole_pack();

const Run& finished_run();

}  // namespace sekisho::bench
