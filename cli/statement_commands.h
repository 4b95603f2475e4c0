// What `sekisho statement ACTION` runs; `words` are those after the action.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"

namespace sekisho::cli {

ExitCode statement_new(const Arguments& arguments, const std::vector<std::string>& words);
ExitCode statement_lint(const Arguments& arguments, const std::vector<std::string>& words);
ExitCode statement_import(const Arguments& arguments, const std::vector<std::string>& words);
ExitCode statement_export(const Arguments& arguments, const std::vector<std::string>& words);
ExitCode statement_changes(const Arguments& arguments, const std::vector<std::string>& words);

}  // namespace sekisho::cli
