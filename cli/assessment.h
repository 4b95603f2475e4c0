// What the ISMAP office's commands work on: everything that stands behind controls, read and evaluated.
#pragma once

#include <optional>

#include "cli/evaluation.h"
#include "cli/settings.h"
#include "sekisho/gap.h"

namespace sekisho::cli {

// Rows of the registers of kind `assessment.finding` among the sources, by their status at the time of evaluation. Error: rows that came out of a snapshot,
// which cannot be read row by row.
Result<std::vector<AssessmentFinding>> assessment_findings(const Prepared& prepared, const Run& run);

// Everything that assess_gap() needs but the run's findings: those are in `run`, which must outlive it.
Result<GapInput> gap_input(const Prepared& prepared, const Settings& settings, const Run& run);

}  // namespace sekisho::cli
