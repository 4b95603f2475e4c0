// Asks the system once for each question, and shows errors in the form of diagnostics.
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace sekisho::cli {
namespace {

constexpr int kDefaultWidth = 100;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int descriptor_of(Stream stream) { return stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO; }

}  // namespace

bool is_terminal(Stream stream) { return ::isatty(descriptor_of(stream)) == 1; }

int terminal_width() {
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

bool use_colour(const std::string& when, Stream stream) {
  if (when == "always") return true;
  if (when == "never" || !environment("NO_COLOR").empty() || environment("TERM") == "dumb") return false;
  return is_terminal(stream);
}

Language language_of(const std::string& word) {
  if (!word.empty()) return word == "ja" ? Language::kJapanese : Language::kEnglish;
  // POSIX: the first of these that is set decides.
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = environment(name);
    if (!value.empty()) return value.starts_with("ja") ? Language::kJapanese : Language::kEnglish;
  }
  return Language::kEnglish;
}

Result<Language> language_asked_for(const Arguments& arguments) {
  const Result<std::string> word = one_of("--lang", arguments.value("--lang", "en"), {"en", "ja"});
  if (!word) return word.error();
  return *word == "ja" ? Language::kJapanese : Language::kEnglish;
}

void show(const Diagnostic& diagnostic, bool colour) { std::cerr << render(diagnostic, colour); }

void show(const Error& error) {
  show({"", Severity::kError, error.message, error.help, error.span.value_or(Span{})}, use_colour("auto", Stream::kError));
}

std::string counted(size_t number, const char* one, const char* many) { return std::to_string(number) + " " + (number == 1 ? one : many); }

ExitCode refuse(const Error& error) {
  show(error);
  return kBadInput;
}

}  // namespace sekisho::cli
