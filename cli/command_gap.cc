// `sekisho gap`: what stands behind each control, what is missing, and what to do first.
#include <algorithm>
#include <iostream>

#include "cli/assessment.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/terminal.h"
#include "sekisho/expected.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kGapFormats = {"text", "json", "csv", "xlsx", "html"};
const std::vector<std::string> kEvidenceFormats = {"text", "json", "csv"};

// No population that the inputs are not known to hold wholly may hide something: nobody can tell.
bool may_hide(const GapReport& report, const GapControl& control) {
  return control.own == ControlState::kNoPopulation &&
         std::any_of(control.rules.begin(), control.rules.end(), [&](const GapRule& rule) { return !report.run->rules[rule.rule].complete; });
}

ExitCode exit_code_of(const GapReport& report, const Project& project) {
  bool undecided = !report.unknown_controls.empty() || !not_seen(*report.run).empty();
  for (const GapControl& control : report.controls) {
    if (control.own == ControlState::kGap || control.own == ControlState::kDocumentMissing) return kFailure;
    undecided = undecided || control.own == ControlState::kUndetermined || may_hide(report, control);
  }
  if (!undecided || project.unknown == "pass") return kGood;
  return project.unknown == "fail" ? kFailure : kUndecided;
}

Result<std::string> render(const GapReport& report, bool evidence, const Output& output, TextOptions options) {
  if (output.format == "json") return evidence ? report_evidence_json(report) : report_gap_json(report);
  if (output.format == "csv") return evidence ? report_evidence_csv(report) : report_gap_csv(report);
  if (output.format == "xlsx") return report_gap_xlsx(report);
  if (output.format == "html") return report_gap_html(report, options.language);
  if (output.file != "-") {
    options.colour = false;
    options.width = TextOptions{}.width;
  }
  return evidence ? report_evidence_text(report, options) : report_gap_text(report, options);
}

Result<void> compare(GapReport& report, const std::vector<std::string>& paths) {
  std::vector<SourcePtr> earlier;
  for (const std::string& path : paths) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    earlier.push_back(std::make_shared<const Source>(path, std::move(*bytes)));
  }
  return compare_gap(report, earlier);
}

}  // namespace

ExitCode run_gap(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, arguments.positional());
  if (!settings) return refuse(settings.error());
  const Result<std::vector<Output>> outputs = outputs_of(arguments, arguments.has("--evidence-list") ? kEvidenceFormats : kGapFormats);
  if (!outputs) return refuse(outputs.error());
  const Result<std::optional<Statement>> statement = project_statement(*settings, arguments);
  if (!statement) return refuse(statement.error());
  std::optional<Prepared> prepared;
  std::optional<Run> run;
  {
    Progress progress;
    prepared = prepare(*settings, progress);
    if (!prepared) return kBadInput;
    EvaluateOptions options = evaluate_options(*settings);
    options.findings.passes = options.findings.witness = false;
    progress.stage("evaluating");
    Result<Run> evaluated = evaluate_prepared(*prepared, *settings, options);
    if (!evaluated) return refuse(evaluated.error());
    run = std::move(*evaluated);
  }
  Result<GapInput> input = gap_input(*prepared, *settings, *statement, *run);
  if (!input) return refuse(input.error());
  GapReport report = assess_gap(std::move(*input));
  if (arguments.has("--since")) {
    if (const Result<void> compared = compare(report, arguments.values("--since")); !compared) return refuse(compared.error());
  }
  std::vector<FileContent> files;
  for (const Output& output : *outputs) {
    if (output.format == "xlsx" && output.file == "-") return refuse({"a workbook is not for standard output", "write `-o xlsx=FILE`", {}});
    Result<std::string> rendered = render(report, arguments.has("--evidence-list"), output, text_options(arguments, *settings));
    if (!rendered) return refuse(rendered.error());
    files.push_back({output.file, std::move(*rendered)});
  }
  if (const Result<void> written = write_outputs(files); !written) return refuse(written.error());
  return exit_code_of(report, settings->project);
}

}  // namespace sekisho::cli
