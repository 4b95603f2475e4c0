// Reports: a run in one format. Same run, same bytes; nothing here decides anything.
#pragma once

#include <string>

#include "sekisho/file.h"
#include "sekisho/finding.h"

namespace sekisho {

enum class Language { kEnglish, kJapanese };

struct TextOptions {
  Language language = Language::kEnglish;
  bool colour = false;
  bool all = false;       // passes and not_applicable too, and no limit
  int width = 100;        // columns of the terminal
  size_t limit = 5;       // findings of one verdict shown a rule before "… and 263 more"; 0: no limit
};

std::string report_text(const Run& run, const TextOptions& options);
std::string report_json(const Run& run, bool all);   // keys: see the head of engine/report/json.cc
std::string report_csv(const Run& run, bool all);    // header verdict,rule,resource,…; RFC 4180 with LF; cells that a spreadsheet would run are made harmless
void write_csv(const Run& run, bool all, const TakePiece& take, size_t threads = 1);   // the same, some lines at a time
std::string report_sarif(const Run& run);            // SARIF 2.1.0: fail as error/warning/note by severity, unknown as kind "review"
std::string report_junit(const Run& run);            // a suite a rule, a case a resource; unknown is skipped with its reason
std::string report_html(const Run& run, Language language);   // one page that needs nothing else; `language` is shown first, both are there

// `sekisho explain`: every finding of the run in full, whatever its verdict, with the rule's own text (given by the caller, who has the policies).
std::string report_explanation(const Run& run, const std::string& rule_text, const TextOptions& options);

// "pass", or 合格.
std::string verdict_word(Verdict verdict, Language language);

// One line: what came out. The last line of the text report.
std::string closing_line(const Run& run, Language language);

}  // namespace sekisho
