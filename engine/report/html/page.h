// One HTML page that needs nothing else: no network, no other file, readable without scripts, in English and Japanese at once.
//
// Everything that comes from a user or a cloud goes through html_text() or both(): no string of theirs is ever markup. The page's own style
// and script are named by their digests in its content security policy, and nothing else may run.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekisho/finding.h"
#include "sekisho/report.h"

namespace sekisho {

// `text` as the content of an element or of a quoted attribute. Control characters and marks that turn the writing direction are shown as U+FFFD.
std::string html_text(std::string_view text);

// A sentence in the language that the reader chose; told once when both are the same or one is missing.
std::string both(const Bilingual& text);

// How good a state looks: what colours and symbols stand for. They never stand alone; a word is always beside them.
enum class HtmlTone { kBad, kOpen, kGood, kNone };
std::string_view html_class(HtmlTone tone);

// Small pieces: a heading, a text in the type of programs, a word on the colour of its tone, a number on a tile, a line of a list of facts.
std::string html_heading(const Bilingual& text);
std::string html_code(std::string_view text);
std::string html_mark(HtmlTone tone, const Bilingual& text);
std::string html_tile(HtmlTone tone, size_t number, const Bilingual& text);
std::string html_fact(const Bilingual& name, const std::string& markup);

// The field and the choices that script.inc filters by: "filter-text", and "filter-NAME" of each choice ("state", "severity"). Shown when scripts run.
struct HtmlChoice {
  std::string name;
  Bilingual label;
  std::vector<std::pair<std::string, Bilingual>> options;   // value and text; "all" comes before them
};
std::string html_filter(const Bilingual& label, const std::vector<HtmlChoice>& choices);

// A square of the heat map.
struct HeatCell {
  std::string id;          // "9.2.3"
  HtmlTone tone = HtmlTone::kNone;
  Bilingual state, title;  // "fail"; the control's title
  std::string href;        // "#control-9.2.3"; none: no link
};
struct HeatRow {
  Bilingual name;
  std::vector<HeatCell> cells;
};
std::string heat_map(const std::vector<HeatRow>& rows);

// A table whose columns sort when scripts run. Cells are markup made by the functions above; `value`, when there is one, is what a column sorts by.
struct HtmlCell {
  std::string markup;
  std::string value;
};
struct HtmlColumn {
  Bilingual name;
  bool number = false;
};
std::string html_table(const Bilingual& caption, const std::vector<HtmlColumn>& columns, const std::vector<std::vector<HtmlCell>>& rows);

// The whole page around `content`. `language`: what is shown at first.
std::string html_page(const Bilingual& title, Language language, std::string_view content);

}  // namespace sekisho
