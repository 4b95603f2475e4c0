// `sekisho statement new`: a statement to fill, out of the catalogue, the packs' rules and what the inputs hold.
#include <filesystem>
#include <iostream>
#include <set>

#include "cli/controls_view.h"
#include "cli/evaluation.h"
#include "cli/statement_commands.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/statement_form.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {

ExitCode statement_new(const Arguments& arguments, const std::vector<std::string>& words) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::string target = statement_path(*settings, arguments, words.empty() ? "" : words[0]);
  if (const Result<void> free = may_write(target, arguments); !free) return refuse(free.error());
  if (!arguments.has("--from")) return refuse({"the first day of the assessment period is missing", "write `sekisho statement new --from 2026-04-01`", {}});
  const Result<StatementDays> days = statement_days(arguments.value("--from"), arguments.value("--to"));
  if (!days) return refuse(days.error());
  Result<std::optional<ControlsView>> view = controls_view(arguments);
  if (!view) return refuse(view.error());
  if (!*view) return kBadInput;
  StatementSeed seed;
  seed.service_id = arguments.value("--service", "my-service");
  seed.from = days->from;
  seed.to = days->to;
  seed.first = arguments.has("--first");
  for (const auto& [control, support] : (*view)->supporters) seed.rules[control].push_back(support.rule->name);
  seed.controls = std::move((*view)->controls);
  {
    Progress progress;
    const auto sources = read_inputs(*settings, progress);
    if (!sources) return kBadInput;
    std::set<std::pair<std::string, std::string>> seen;
    for (const StatementResource& one : statement_resources(*sources)) {
      if (!one.cloud.empty() && !one.region.empty()) seen.insert({one.cloud, one.region});
    }
    seed.seen.assign(seen.begin(), seen.end());
  }
  if (const Result<void> written = write_file_atomically(target, new_statement(seed)); !written) return refuse(written.error());
  if (target == "-") return kGood;
  std::cout << "wrote " << harmless(target) << "\nfill what is empty, then `sekisho statement lint`";
  if (settings->project.statement.empty() && settings->has_project_file) std::cout << "; name it in sekisho.yaml: `statement: " << harmless(std::filesystem::path(target).filename().string()) << "`";
  std::cout << "\n";
  return kGood;
}

}  // namespace sekisho::cli
