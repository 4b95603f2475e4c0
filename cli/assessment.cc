// Registers are read from their raw rows: what people typed, before any rule looked at it.
#include "cli/assessment.h"

#include "cli/catalogue.h"
#include "cli/shipped.h"

namespace sekisho::cli {

Result<std::vector<AssessmentFinding>> assessment_findings(const Prepared& prepared, const Run& run) {
  std::vector<AssessmentFinding> findings;
  for (const auto& source : prepared.sources) {
    if (source->adapter != "register" || source->format != kAssessmentFindingKind) continue;
    if (source->stored_rows() != nullptr && !source->resources.empty()) {
      const std::string kind = kAssessmentFindingKind;
      return Error{"the findings of `" + kind + "` stand in a snapshot, out of which they cannot be read", "make the snapshot without them, and give the register itself: `--register " + kind + "=FILE`", {}};
    }
    Result<std::vector<AssessmentFinding>> more = read_assessment_findings(*source, run.evaluated_at);
    if (!more) return more.error();
    findings.insert(findings.end(), more->begin(), more->end());
  }
  return findings;
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
