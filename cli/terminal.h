// What the process knows of its surroundings: terminal, colours, language, and how errors are shown.
#pragma once

#include <string>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "sekisho/diagnostic.h"
#include "sekisho/report.h"
#include "sekisho/result.h"

namespace sekisho::cli {

enum class Stream { kOutput, kError };

bool is_terminal(Stream stream);
// Columns of the terminal on standard output; 100 when there is none.
int terminal_width();
// `when`: auto, always, never.
bool use_colour(const std::string& when, Stream stream);

// `word` (en or ja) where it is given, else the locale's.
Language language_of(const std::string& word);

// What `--lang` says, English without it: of what a bundle gives the language is never taken from the machine, so that it is the same everywhere.
// Error: neither en nor ja.
Result<Language> language_asked_for(const Arguments& arguments);

// "1 error", "2 errors".
std::string counted(size_t number, const char* one, const char* many);

// Shows the error on standard error; the exit code is for the caller to return.
ExitCode refuse(const Error& error);
void show(const Error& error);
void show(const Diagnostic& diagnostic, bool colour);

}  // namespace sekisho::cli
