// Runs work in a process of its own: an engine that stops on a bug of its own must not take the judge with it.
#pragma once

#include <functional>
#include <optional>

namespace sekisho::judge {

// The exit code of `work`; nullopt when the process was ended by a signal or by a failed CHECK (exit code 4).
// Standard error is thrown away with `quiet`.
std::optional<int> run_isolated(const std::function<int()>& work, bool quiet);

}  // namespace sekisho::judge
