// `sekisho statement`: the provider's statement (言明書), checked, filled, read from and written for a spreadsheet.
#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/statement_commands.h"
#include "cli/terminal.h"

namespace sekisho::cli {
namespace {

struct Action {
  const char* name;
  size_t least, most;    // words after it
  const char* usage;
  ExitCode (*run)(const Arguments& arguments, const std::vector<std::string>& words);
};

const std::vector<Action>& actions() {
  static const std::vector<Action> kActions = {
      {"new", 0, 1, "--from DATE [FILE]", statement_new},
      {"lint", 0, 1, "[STATEMENT]", statement_lint},
      {"import", 1, 1, "TABLE.csv", statement_import},
      {"export", 0, 1, "-o FORMAT=FILE [STATEMENT]", statement_export},
      {"changes", 0, 1, "[STATEMENT]", statement_changes},
  };
  return kActions;
}

}  // namespace

ExitCode run_statement(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  std::vector<std::string> names;
  for (const Action& action : actions()) names.push_back(action.name);
  if (words.empty()) return refuse({"`statement` does nothing by itself", suggestion("", names, "write one of"), {}});
  const auto action = std::find_if(actions().begin(), actions().end(), [&](const Action& one) { return one.name == words[0]; });
  if (action == actions().end()) return refuse({"`statement` has no `" + words[0] + "`", suggestion(words[0], names, "it has"), {}});
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (rest.size() < action->least || rest.size() > action->most) return refuse({"`statement " + words[0] + "` does not take " + std::to_string(rest.size()) + " names", "write `sekisho statement " + words[0] + " " + action->usage + "`", {}});
  return action->run(arguments, rest);
}

}  // namespace sekisho::cli
