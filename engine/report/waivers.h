// Waivers, as the formats say them.
#pragma once

#include <string>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/json_writer.h"
#include "sekisho/report.h"

namespace sekisho {

// The valid one that covers the finding, or null.
const RunWaiver* waiver_of(const Run& run, const Finding& finding);

// Those that are not simply valid, in the run's order: expired, unused, about to expire …
std::vector<const RunWaiver*> waivers_to_tell(const Run& run);

// "waivers": [ … ] as a member of the object that is open.
void write_waivers(JsonWriter& json, const Run& run);

// One line in both languages, for formats that have no choice: "W-1 until 2026-10-01T00:00:00Z, owner …, approved by … (SEC-1): REASON / 理由".
std::string waiver_text(const RunWaiver& waiver);

// The same in one language, for people.
std::string waiver_text(const RunWaiver& waiver, Language language);

// "expired" for the stable key `expired`.
std::string waiver_state_word(const RunWaiver& waiver, Language language);

}  // namespace sekisho
