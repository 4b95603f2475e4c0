// One rule's block in the text report.
#pragma once

#include <vector>

#include "engine/report/layout.h"
#include "sekisho/report.h"

namespace sekisho {

// Heading, then failures, then what could not be decided, then (with `all`) the rest. `findings` are the rule's own, in the run's order.
void write_rule(Page& page, const Run& run, const RunRule& rule, const std::vector<const Finding*>& findings, const TextOptions& options);

// Whether write_rule has anything to say under the options.
bool worth_showing(const RunRule& rule, const TextOptions& options);

}  // namespace sekisho
