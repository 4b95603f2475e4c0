// `sekisho statement lint`: the form first, then the seventeen rules; what was not looked at is told.
#include <algorithm>
#include <iostream>

#include "cli/evaluation.h"
#include "cli/statement_commands.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

void print(Diagnostics& diagnostics, bool colour) {
  diagnostics.sort();
  for (const Diagnostic& one : diagnostics.all()) std::cout << render(one, colour) << "\n";
}

// By option, else the latest capture time, else the clock, as an evaluation has it.
int64_t evaluated_at(const Settings& settings, const std::vector<std::shared_ptr<const RawSource>>& sources) {
  if (settings.evaluated_at) return *settings.evaluated_at;
  std::optional<int64_t> latest;
  for (const auto& source : sources) {
    if (source->captured_at) latest = std::max(latest.value_or(*source->captured_at), *source->captured_at);
  }
  return latest.value_or(now());
}

}  // namespace

ExitCode statement_lint(const Arguments& arguments, const std::vector<std::string>& words) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::string path = statement_path(*settings, arguments, words.empty() ? "" : words[0]);
  Result<StatementFile> file = read_statement_file(*settings, path);
  if (!file) return refuse(file.error());
  const bool colour = use_colour(arguments.value("--color", "auto"), Stream::kOutput);
  Diagnostics& diagnostics = file->diagnostics;
  if (diagnostics.has_errors()) {
    print(diagnostics, colour);
    std::cout << counted(diagnostics.error_count(), "error", "errors") << " in the form of " << harmless(path) << "; the rules were not looked at\n";
    return kBadInput;
  }
  StatementFacts facts;
  std::optional<std::vector<std::shared_ptr<const RawSource>>> sources;
  {
    Progress progress;
    sources = read_inputs(*settings, progress);
  }
  if (!sources) return kBadInput;
  facts.inputs_given = !settings->project.inputs.empty();
  facts.resources = statement_resources(*sources);
  facts.evaluated_at = evaluated_at(*settings, *sources);
  facts.controls = std::move(file->controls);
  facts.full_catalogue = !settings->project.catalogue.empty();
  const std::vector<Bilingual> not_looked_at = lint_statement(file->statement, facts, diagnostics);
  print(diagnostics, colour);
  const bool japanese = language_of(settings->project.language) == Language::kJapanese;
  for (const Bilingual& one : not_looked_at) std::cout << (japanese ? "確認していない事項: " + one.ja : "not looked at: " + one.en) << "\n";
  const size_t errors = diagnostics.error_count(), warnings = diagnostics.all().size() - errors;
  if (japanese) std::cout << harmless(path) << ": エラー " << errors << " 件、警告 " << warnings << " 件\n";
  else std::cout << counted(errors, "error", "errors") << ", " << counted(warnings, "warning", "warnings") << " in " << harmless(path) << "\n";
  return errors > 0 || (arguments.has("--strict") && warnings > 0) ? kFailure : kGood;
}

}  // namespace sekisho::cli
