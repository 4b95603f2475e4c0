// Diagnostics: what an author wrote wrongly, many per run, each with code, place, expectation and remedy.
#pragma once

#include <string>
#include <vector>

#include "sekisho/source.h"

namespace sekisho {

enum class Severity { kError, kWarning, kNote };

// One message. `code` is stable ("SK0203", listed in engine/check/codes.def with an explanation in both languages).
// `message` is English, lower case, no full stop, names in backticks: what was found and what was expected.
// `help` says what to do; with a near-miss suggestion it reads "did you mean `x`?".
struct Diagnostic {
  std::string code;
  Severity severity = Severity::kError;
  std::string message;
  std::string help;
  Span span;
};

// Collects diagnostics of one run. Duplicates (same code, span, message) are kept once.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void error(std::string code, Span span, std::string message, std::string help = "");
  void warning(std::string code, Span span, std::string message, std::string help = "");
  bool has_errors() const;
  size_t error_count() const;
  const std::vector<Diagnostic>& all() const { return all_; }
  // By source name, offset, code.
  void sort();

 private:
  std::vector<Diagnostic> all_;
};

// `name:line:column: error[SK0203]: message`, the source line, a caret under the span, `= help: …`. Ends with a newline.
std::string render(const Diagnostic& diagnostic, bool colour);

// The closest of `candidates` to `word` when close enough to be a slip of the fingers, else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sekisho
