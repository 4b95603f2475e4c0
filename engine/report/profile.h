// What a profile changed, as the formats say it.
#pragma once

#include <string>

#include "sekisho/finding.h"
#include "sekisho/json_writer.h"

namespace sekisho {

// "profile": {name, changes} as a member of the object that is open.
void write_profile(JsonWriter& json, const RunProfile& profile);

// One change in a line: "off: REASON", "severity low, was high: REASON", "12h: REASON".
std::string change_text(const RunProfileChange& change);

}  // namespace sekisho
