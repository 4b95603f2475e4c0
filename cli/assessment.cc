// Registers are read from their raw rows: what people typed, before any rule looked at it.
#include "cli/assessment.h"

#include <filesystem>

#include "cli/catalogue.h"
#include "cli/shipped.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"

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

Result<std::optional<Statement>> project_statement(const Settings& settings, const Arguments& arguments) {
  const std::string path = statement_path(settings, arguments, arguments.value("--statement"));
  std::error_code ignored;
  const bool named = arguments.has("--statement") || !settings.project.statement.empty();
  if (!named && !std::filesystem::exists(path, ignored)) return std::optional<Statement>{};
  Result<StatementFile> file = read_statement_file(settings, path);
  if (!file) return file.error();
  file->diagnostics.sort();
  for (const Diagnostic& diagnostic : file->diagnostics.all()) show(diagnostic, use_colour(arguments.value("--color", "auto"), Stream::kError));
  if (file->diagnostics.has_errors()) return Error{"the statement `" + path + "` cannot be read", "`sekisho statement lint` says the same and more", {}};
  return std::optional<Statement>(std::move(file->statement));
}

Result<GapInput> gap_input(const Prepared& prepared, const Settings& settings, const std::optional<Statement>& statement, const Run& run) {
  GapInput input;
  input.run = &run;
  if (statement) input.statement = gap_statement(*statement);
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
