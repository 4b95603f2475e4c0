// Shrinking: the smallest program and input that still fail, found on the generator's own trees.
#pragma once

#include <functional>

#include "tests/judge/input.h"
#include "tests/judge/term.h"

namespace sekisho::judge {

struct Case {
  Term program;
  Input input;
};

// Makes `failing` smaller as long as `still_fails` says so, at most until `enough` says that time is up.
void shrink(Case& failing, const std::function<bool(const Case&)>& still_fails, const std::function<bool()>& enough);

}  // namespace sekisho::judge
