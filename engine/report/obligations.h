// Obligations, as the formats say them.
#pragma once

#include <string>

#include "sekisho/finding.h"
#include "sekisho/json_writer.h"
#include "sekisho/report.h"

namespace sekisho {

struct ObligationCounts {
  size_t met = 0, broken = 0, open = 0, unmatched = 0, lapsed = 0;
};
ObligationCounts obligation_counts(const Run& run);

// "obligations": {of, list} or null, as a member of the object that is open.
void write_obligations(JsonWriter& json, const Run& run);

// "still open" for the stable key `open`; why one is open or not matched; "found as arn:aws:s3:::logs (name logs)": empty where the
// address is the same.
std::string obligation_state_word(const RunObligation& obligation, Language language);
std::string obligation_why_words(const RunObligation& obligation, Language language);
std::string obligation_match_words(const RunObligation& obligation, Language language);

}  // namespace sekisho
