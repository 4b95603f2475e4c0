// What a profile changed, as the formats say it.
#pragma once

#include <string>

#include "sekisho/finding.h"

namespace sekisho {

// One change in a line: "off: REASON", "severity low, was high: REASON", "12h: REASON".
std::string change_text(const RunProfileChange& change);

}  // namespace sekisho
