// Registers are read from their raw rows: what people typed, before any rule looked at it.
#include "cli/assessment.h"

#include <algorithm>

#include "cli/catalogue.h"
#include "cli/shipped.h"

namespace sekisho::cli {

Result<std::vector<AssessmentFinding>> assessment_findings(const Prepared& prepared, const Run& run) {
  std::vector<AssessmentFinding> findings;
  for (const auto& source : prepared.sources) {
    if (source->adapter != "register" || source->format != kAssessmentFindingKind || source->stored_rows() != nullptr) continue;
    Result<std::vector<AssessmentFinding>> more = read_assessment_findings(*source, run.evaluated_at);
    if (!more) return more.error();
    findings.insert(findings.end(), more->begin(), more->end());
  }
  const auto rows = run.rows_by_kind.find(kAssessmentFindingKind);
  if (rows == run.rows_by_kind.end() || rows->second <= findings.size()) return findings;
  return Error{"the rows of `" + std::string(kAssessmentFindingKind) + "` stand in a snapshot", "give the register itself: `registers` in sekisho.yaml, or `--register " + std::string(kAssessmentFindingKind) + "=FILE`", {}};
}

Result<GapInput> gap_input(const Prepared& prepared, const Settings& settings, const Run& run) {
  GapInput input;
  input.run = &run;
  Result<std::vector<ControlInfo>> controls = project_controls(settings.project.catalogue);
  if (!controls) return controls.error();
  input.controls = std::move(*controls);
  input.sources = rule_sources(prepared.policy);
  for (const auto& source : prepared.sources) {
    if (source->adapter == "register") input.registers.push_back({source->format, source->source->name(), source->digest});
  }
  Result<std::vector<AssessmentFinding>> findings = assessment_findings(prepared, run);
  if (!findings) return findings.error();
  input.assessment_findings = std::move(*findings);
  return input;
}

}  // namespace sekisho::cli
