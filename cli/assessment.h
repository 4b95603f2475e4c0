// What the ISMAP office's commands work on: everything that stands behind controls, read and evaluated.
#pragma once

#include <optional>

#include "cli/evaluation.h"
#include "cli/settings.h"
#include "sekisho/gap.h"
#include "sekisho/statement.h"

namespace sekisho::cli {

// Rows of the registers of kind `assessment.finding` among the sources, by their status at the time of evaluation. Error: rows that came out of a snapshot,
// which cannot be read row by row.
Result<std::vector<AssessmentFinding>> assessment_findings(const Prepared& prepared, const Run& run);

// The statement that `--statement` or sekisho.yaml names, else statement.yaml beside it; nullopt: there is none. What is wrong with its form is shown, and an
// Error: half a statement would leave controls out.
Result<std::optional<Statement>> project_statement(const Settings& settings, const Arguments& arguments);

// Everything that assess_gap() needs but the run's findings: those are in `run`, which must outlive it.
Result<GapInput> gap_input(const Prepared& prepared, const Settings& settings, const std::optional<Statement>& statement, const Run& run);

}  // namespace sekisho::cli
