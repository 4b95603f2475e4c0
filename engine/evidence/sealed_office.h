// assessment.json and due.json.
#pragma once

#include <string>
#include <string_view>

#include "engine/evidence/refusal.h"
#include "sekisho/sealed_office.h"

namespace sekisho::evidence {

inline constexpr char kAssessmentPath[] = "assessment.json";
inline constexpr char kDuePath[] = "due.json";

inline constexpr std::string_view kFindingKind = "assessment.finding";   // of rows

// The day in Japan, as in "2026-03-31".
std::string day_of_evaluation(int64_t evaluated_at);

std::string write_assessment(const std::vector<SealedFinding>& findings);

std::string write_due_list(const SealedDueList& list);
// Refusals: no strict JSON, not as written.
Checked<SealedDueList> read_due_list(const std::string& bytes);

}  // namespace sekisho::evidence
