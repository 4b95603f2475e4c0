// The table of commands, and the way from the command line to one of them.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"

namespace sekisho::cli {

struct Command {
  std::string name;
  std::string usage;                   // what follows the name: "[INPUT…]"
  std::string summary;                 // one line
  std::vector<Option> options;         // besides --help
  ExitCode (*run)(const Arguments& arguments);
};

const std::vector<Command>& commands();

// `words` without the program's name.
ExitCode run(const std::vector<std::string>& words);

// Help of all commands, or of one.
std::string overview();
std::string help_of(const Command& command);

// One function a file: command_check.cc and so on.
ExitCode run_check(const Arguments& arguments);
ExitCode run_test(const Arguments& arguments);
ExitCode run_lint(const Arguments& arguments);
ExitCode run_compile(const Arguments& arguments);
ExitCode run_fmt(const Arguments& arguments);
ExitCode run_diff(const Arguments& arguments);
ExitCode run_history(const Arguments& arguments);
ExitCode run_sample(const Arguments& arguments);
ExitCode run_explain(const Arguments& arguments);
ExitCode run_snapshot(const Arguments& arguments);
ExitCode run_lock(const Arguments& arguments);
ExitCode run_seal(const Arguments& arguments);
ExitCode run_verify(const Arguments& arguments);
ExitCode run_report(const Arguments& arguments);
ExitCode run_rerun(const Arguments& arguments);
ExitCode run_adapters(const Arguments& arguments);
ExitCode run_schema(const Arguments& arguments);
ExitCode run_controls(const Arguments& arguments);
ExitCode run_calendar(const Arguments& arguments);
ExitCode run_gap(const Arguments& arguments);
ExitCode run_statement(const Arguments& arguments);
ExitCode run_init(const Arguments& arguments);
ExitCode run_help(const Arguments& arguments);

}  // namespace sekisho::cli
