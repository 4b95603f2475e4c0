// `sekisho lint`: everything the checker has to say about policies.
#include <iostream>

#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/settings.h"
#include "cli/shipped.h"
#include "cli/terminal.h"

namespace sekisho::cli {
ExitCode run_lint(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::vector<std::string>& paths = arguments.positional().empty() ? settings->project.packs : arguments.positional();
  if (paths.empty()) return refuse({"nothing to lint", "name a folder or a `.seki` file, or `packs` in sekisho.yaml", {}});
  const Result<PolicySet> texts = read_policies({paths, settings->project.maps, true, settings->project.catalogue});
  if (!texts) return refuse(texts.error());
  Diagnostics diagnostics;
  (void)compile(*texts, diagnostics);
  diagnostics.sort();
  size_t warnings = 0;
  const bool colour = use_colour(arguments.value("--color", "auto"), Stream::kOutput);
  for (const Diagnostic& one : diagnostics.all()) {
    // What we ship is ours to mend; only an error there keeps the user's policies from working.
    if (one.severity != Severity::kError && is_shipped(one)) continue;
    std::cout << render(one, colour) << "\n";
    if (one.severity == Severity::kWarning) ++warnings;
  }
  const size_t errors = diagnostics.error_count();
  const size_t files = texts->packs.size() + texts->maps.size();
  std::cout << counted(errors, "error", "errors") << ", " << counted(warnings, "warning", "warnings") << " in " << counted(files, "file", "files") << "\n";
  return errors > 0 || (arguments.has("--strict") && warnings > 0) ? kFailure : kGood;
}

}  // namespace sekisho::cli
