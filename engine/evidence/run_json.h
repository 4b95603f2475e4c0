// Parts of a run that reports and sealed results write alike. Their members and the order of these are part of both forms: a change of one is a change of
// `schema_version` and of kResultsVersion.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/json_writer.h"

namespace sekisho {

// {en, ja} as a member of the object that is open.
void write_text(JsonWriter& json, std::string_view key, const Bilingual& text);

void write_place(JsonWriter& json, const FindingPlace& place);
void write_places(JsonWriter& json, const std::vector<FindingPlace>& places);   // an array

// A time as RFC 3339, or null, as a member of the object that is open.
void write_time(JsonWriter& json, std::string_view key, const std::optional<int64_t>& time);

// "parameters": [{name, value}]
void write_parameters(JsonWriter& json, const Run& run);

// "profile": {name, changes}
void write_profile(JsonWriter& json, const RunProfile& profile);

// "supports": [{catalogue, control, title, because}]
void write_supports(JsonWriter& json, const RunRule& rule);

// All members of a waiver but its id, which each form names its own way.
void write_waiver_members(JsonWriter& json, const RunWaiver& waiver);

}  // namespace sekisho
