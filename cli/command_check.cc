// `sekisho check`: inputs against rules, reports out, and an exit code that a pipeline can act on.
#include <algorithm>
#include <iostream>

#include "adapters/load.h"
#include "adapters/dump.h"
#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/gate.h"
#include "cli/log.h"
#include "cli/outputs.h"
#include "cli/saved_runs.h"
#include "cli/terminal.h"
#include "sekisho/expected.h"
#include "sekisho/file.h"
#include "sekisho/obligation.h"
#include "sekisho/raw.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kStages = {"tokens", "tree", "program", "query", "raw", "snapshot", "verdicts", "findings"};

// Rules below the threshold have no say, whether they fail or cannot be decided; nor has what a valid waiver covers.
ExitCode exit_code_of(const Run& run, const Project& project) {
  const int threshold = project.fail_on.empty() ? 0 : severity_rank_of(project.fail_on);
  bool undecided = false;
  for (const RunRule& rule : run.rules) {
    if (severity_rank_of(rule.severity) < threshold) continue;
    if (rule.fail > rule.waived_fail) return kFailure;
    undecided = undecided || rule.unknown > rule.waived_unknown;
  }
  if (!undecided || project.unknown == "pass") return kGood;
  return project.unknown == "fail" ? kFailure : kUndecided;
}

Result<std::optional<SavedRun>> read_named_run(const Arguments& arguments, const std::string& option, bool with_names) {
  if (!arguments.has(option)) return std::optional<SavedRun>{};
  Result<SavedRun> saved = load_saved_run(arguments.value(option), with_names);
  if (!saved) return saved.error();
  return std::optional<SavedRun>(std::move(*saved));
}

// The earlier run that `--gate new --against RUN` names, or none.
Result<std::optional<SavedRun>> read_against(const Arguments& arguments) {
  if (!arguments.has("--gate") && !arguments.has("--against")) return std::optional<SavedRun>{};
  if (!arguments.has("--gate") || !arguments.has("--against")) return Error{"`--gate` and `--against` belong together", "write `--gate new --against RUN`", {}};
  const Result<std::string> gate = one_of("--gate", arguments.value("--gate"), {"new"});
  if (!gate) return gate.error();
  return read_named_run(arguments, "--against", false);
}

// What the gate found goes to standard error, so that no report changes its form.
ExitCode pass_gate(const SavedRun& against, Run& run, const Settings& settings, bool ignore_paths) {
  const SavedRun now{"this run", false, std::move(run)};
  const NewTrouble trouble = new_trouble(compare(against, now, {ignore_paths}), settings.project.fail_on);
  std::cerr << gate_line(trouble, against.path, language_of(settings.project.language));
  return exit_code_of(trouble, settings.project.unknown);
}

// No rule that found a resource of its kind is no failure, and nothing undecided: it is told, lest somebody takes it for more.
void tell_when_nothing_was_checked(const Run& run, Language language) {
  if (std::any_of(run.rules.begin(), run.rules.end(), [](const RunRule& rule) { return rule.pass + rule.fail + rule.unknown + rule.not_applicable > 0; })) return;
  std::cerr << (language == Language::kJapanese ? "注意: 何も確認していません。どのルールにも対象のリソースがありませんでした\n" : "note: nothing was checked, no rule found a resource of its kind\n");
}

// Whether the run saw only the part of a plan that came before an error: whatever its verdicts, that is not good.
bool saw_a_part(const Run& run, Language language) {
  const bool japanese = language == Language::kJapanese;
  bool broken_off = false;
  for (const RunSource& source : run.sources) {
    if (std::find(source.notes.begin(), source.notes.end(), kBrokenOff) == source.notes.end()) continue;
    broken_off = true;
    std::cerr << (japanese ? "判定不能: `" : "undecided: `") << harmless(source.path) << "`: " << (japanese ? "プランの作成がエラーで終わっており、欠けているリソースがあり得ます" : std::string(kBrokenOff)) << "\n";
  }
  return broken_off;
}

ExitCode print_dump(const std::string& word, const Prepared& prepared, const EvaluateOptions& options) {
  const Result<std::string> stage = one_of("--dump", word, kStages);
  if (!stage) return refuse(stage.error());
  if (*stage == "raw") {
    std::string raw;
    for (const auto& source : prepared.sources) raw += adapters::dump_raw(*source);
    const Result<void> shown = write_file_atomically("-", raw);
    return shown ? kGood : refuse(shown.error());
  }
  const Result<std::string> text = dump(*stage, prepared.texts, prepared.policy, prepared.sources, options);
  if (!text) return refuse(text.error());
  const Result<void> written = write_file_atomically("-", *text);
  return written ? kGood : refuse(written.error());
}

}  // namespace

ExitCode run_check(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, arguments.positional());
  if (!settings) return refuse(settings.error());
  const Result<std::vector<Output>> outputs = outputs_of(arguments);
  if (!outputs) return refuse(outputs.error());
  const Result<std::optional<SavedRun>> against = read_against(arguments);
  if (!against) return refuse(against.error());
  const Result<std::optional<SavedRun>> obligations = read_named_run(arguments, "--obligations", true);
  if (!obligations) return refuse(obligations.error());
  const TextOptions text = text_options(arguments, *settings);
  if (arguments.has("--verbose")) log_to_standard_error();
  // Never taken apart: the process ends after this, and millions of small pieces would take as long as the work itself.
  std::optional<Run>& run = *new std::optional<Run>;
  {
    Progress progress;
    const std::optional<Prepared>& prepared = *new const std::optional<Prepared>(prepare(*settings, progress));
    if (!prepared) return kBadInput;
    EvaluateOptions options = evaluate_options(*settings);
    options.findings = findings_wanted(*outputs, text, {!prepared->waivers.empty() || against->has_value() || obligations->has_value(), against->has_value(), obligations->has_value(), obligations->has_value()});
    options.progress = [&](size_t done, size_t total) { progress.count(done, total); };
    progress.stage("evaluating");
    if (arguments.has("--dump")) return print_dump(arguments.value("--dump"), *prepared, options);
    Result<Run> evaluated = evaluate_prepared(*prepared, *settings, options);
    if (!evaluated) return refuse(evaluated.error());
    run = std::move(*evaluated);
    if (*obligations) discharge_obligations(**obligations, *run);
  }
  if (Result<void> written = write_reports(*run, *outputs, arguments.has("--all"), text, settings->threads); !written) return refuse(written.error());
  const bool told = std::any_of(outputs->begin(), outputs->end(), [](const Output& output) { return output.file == "-"; });
  if (!told) std::cerr << closing_line(*run, text.language);
  // What is left to show, and what nobody showed: with or without a gate, none of it is good.
  tell_when_nothing_was_checked(*run, text.language);
  const bool open = saw_a_part(*run, text.language) || !not_seen(*run).empty() || std::any_of(run->obligations.begin(), run->obligations.end(), [](const RunObligation& one) { return one.state == "open" || one.state == "unmatched"; });
  const ExitCode code = *against ? pass_gate(**against, *run, *settings, arguments.has("--ignore-paths")) : exit_code_of(*run, settings->project);
  if (code != kGood || !open || settings->project.unknown == "pass") return code;
  return settings->project.unknown == "fail" ? kFailure : kUndecided;
}

}  // namespace sekisho::cli
