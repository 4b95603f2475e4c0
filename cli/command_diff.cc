// `sekisho diff EARLIER LATER`: what became of each failure and unknown between two saved runs.
#include <iostream>

#include "cli/commands.h"
#include "cli/gate.h"
#include "cli/outputs.h"
#include "cli/saved_runs.h"
#include "cli/terminal.h"
#include "sekisho/comparison_report.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {

ExitCode run_diff(const Arguments& arguments) {
  if (arguments.positional().size() != 2) return refuse({"expected two saved runs", "write `sekisho diff EARLIER LATER`; `sekisho check --all -o json=FILE` saves one", {}});
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const Result<SavedRun> earlier = load_saved_run(arguments.positional()[0]);
  if (!earlier) return refuse(earlier.error());
  const Result<SavedRun> later = load_saved_run(arguments.positional()[1]);
  if (!later) return refuse(later.error());
  // The other way round what broke would read as mended.
  if (later->run.evaluated_at < earlier->run.evaluated_at) {
    std::cerr << "note: `" << harmless(earlier->path) << "` was evaluated after `" << harmless(later->path) << "`; write the earlier run first\n";
  }
  const Comparison comparison = compare(*earlier, *later, {arguments.has("--ignore-paths")});
  const bool json = arguments.has("--json");
  const std::string report = json ? report_comparison_json(*earlier, *later, comparison) : report_comparison_text(*earlier, *later, comparison, text_options(arguments, *settings));
  if (const Result<void> written = write_file_atomically("-", report); !written) return refuse(written.error());
  return exit_code_of(new_trouble(comparison, settings->project.fail_on), settings->project.unknown);
}

}  // namespace sekisho::cli
