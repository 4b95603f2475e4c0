// `sekisho report`: views of a sealed run, made from the bundle alone.
#include <iostream>

#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/sealed_run.h"
#include "cli/terminal.h"
#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/views.h"
#include "sekisho/workbook.h"

namespace sekisho::cli {
namespace {

const std::vector<std::pair<std::string, OscalModel>> kOscal = {{"oscal-catalog", OscalModel::kCatalog},
                                                                {"oscal-profile", OscalModel::kProfile},
                                                                {"oscal-component-definition", OscalModel::kComponentDefinition},
                                                                {"oscal-assessment-plan", OscalModel::kAssessmentPlan},
                                                                {"oscal-assessment-results", OscalModel::kAssessmentResults},
                                                                {"oscal-poam", OscalModel::kPlanOfAction}};

std::vector<std::string> formats() {
  std::vector<std::string> all = {"text", "json", "csv", "sarif", "junit", "html", "xlsx", "ocsf"};
  for (const auto& [name, model] : kOscal) all.push_back(name);
  return all;
}

// The language of pages and texts is asked for, and never taken from the machine: the same bundle gives the same bytes everywhere.
Result<std::string> render(const Verification& opened, const Output& output, bool all, Language language) {
  for (const auto& [name, model] : kOscal) {
    if (output.format == name) return view_oscal(model, *opened.sealed, opened.root);
  }
  if (output.format == "ocsf") return view_ocsf(*opened.sealed, opened.root);
  if (output.format == "xlsx") return run_workbook(opened.sealed->run);
  TextOptions options;
  options.language = language;
  options.all = all;
  return render_report(opened.sealed->run, output, all, options);
}

}  // namespace

ExitCode run_report(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one bundle", "write `sekisho report BUNDLE -o FORMAT=FILE`", {}});
  const Result<std::vector<Output>> outputs = outputs_of(arguments, formats());
  if (!outputs) return refuse(outputs.error());
  const std::string& path = arguments.positional()[0];
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return refuse(bytes.error());
  const Verification opened = open_bundle(*bytes);
  if (!opened.refusals.empty()) {
    show_refusals(path, opened);
    return kFailure;
  }
  const Result<Language> language = language_asked_for(arguments);
  if (!language) return refuse(language.error());
  std::vector<FileContent> files;
  for (const Output& output : *outputs) {
    Result<std::string> content = render(opened, output, arguments.has("--all"), *language);
    if (!content) return refuse(content.error());
    files.push_back({output.file, std::move(*content)});
  }
  if (const Result<void> written = write_outputs(files); !written) return refuse(written.error());
  return kGood;
}

}  // namespace sekisho::cli
