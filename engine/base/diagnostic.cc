// Collecting diagnostics, and drawing them with the source line and a caret.
#include "sekisho/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr int kMaxColumns = 100;  // a line that a terminal and a CI log show unbroken

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.span.begin == b.span.begin && a.span.end == b.span.end && a.span.source == b.span.source && a.code == b.code &&
         a.message == b.message;
}

const std::string& source_name(const Diagnostic& diagnostic) {
  static const std::string kNone;
  return diagnostic.span.source == nullptr ? kNone : diagnostic.span.source->name();
}

const char* word(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kNote: break;
  }
  return "note";
}

const char* colour_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return "\033[1;31m";
    case Severity::kWarning: return "\033[1;33m";
    case Severity::kNote: break;
  }
  return "\033[1;36m";
}

struct Painter {
  bool colour;
  std::string paint(const char* with, const std::string& text) const { return colour ? with + text + "\033[0m" : text; }
};

// A line cut into what a terminal shows before, under and after the span.
struct Excerpt {
  std::string before;
  std::string marked;
  std::string after;
};

// A tab is one space here, so that the caret stands right whatever the terminal's tab stops are.
std::string shown(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '\t', ' ');
  return harmless(spaced);
}

// The longest head of `text` that fits into `columns`.
std::string head(const std::string& text, int columns) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    width += character_width(point.value);
    if (width > columns) return text.substr(0, at);
    at += point.length;
  }
  return text;
}

// The longest tail of `text` that fits into `columns`.
std::string tail(const std::string& text, int columns) {
  int surplus = display_width(text) - columns;
  size_t at = 0;
  while (surplus > 0 && at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    surplus -= character_width(point.value);
    at += point.length;
  }
  return text.substr(at);
}

void cut(Excerpt& excerpt) {
  int before = display_width(excerpt.before);
  int marked = display_width(excerpt.marked);
  int after = display_width(excerpt.after);
  if (before + marked + after <= kMaxColumns) return;
  const std::string kDots = "…";
  if (marked > kMaxColumns - 40) {
    excerpt.marked = head(excerpt.marked, kMaxColumns - 41) + kDots;
    marked = display_width(excerpt.marked);
  }
  const int room = kMaxColumns - marked;
  // What one side does not need, the other may have.
  const int before_room = std::max(room / 2, room - after);
  if (before > before_room) {
    excerpt.before = kDots + tail(excerpt.before, before_room - 1);
    before = display_width(excerpt.before);
  }
  const int after_room = room - before;
  if (after > after_room) excerpt.after = head(excerpt.after, after_room - 1) + kDots;
}

Excerpt excerpt_of(const Span& span, LineColumn place) {
  const std::string_view line = span.source->line(place.line);
  const std::string& text = span.source->text();
  const size_t line_start = static_cast<size_t>(line.data() - text.data());
  const size_t begin = std::min<size_t>(std::max<size_t>(span.begin, line_start) - line_start, line.size());
  // A span over several lines is marked to the end of its first.
  const size_t end = std::min(std::max<size_t>(span.end, span.begin) - line_start, line.size());
  Excerpt excerpt;
  excerpt.before = shown(line.substr(0, begin));
  excerpt.marked = shown(line.substr(begin, std::max(end, begin) - begin));
  excerpt.after = shown(line.substr(std::max(end, begin)));
  cut(excerpt);
  return excerpt;
}

// What a failure of the world (without a code) points into is mostly an input: plans, states, exports, manifests and what is given in the place of a
// register hold secrets anywhere, and one line may be all of them. So may JSON that is given in the place of a project file.
bool is_private(const Diagnostic& diagnostic) {
  if (!diagnostic.code.empty()) return false;
  const std::string_view text = diagnostic.span.source->view();
  const size_t start = text.find_first_not_of(" \t\r\n");
  return !diagnostic.span.source->is_authored() || (start != std::string_view::npos && (text[start] == '{' || text[start] == '['));
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  const bool known = std::any_of(all_.begin(), all_.end(), [&](const Diagnostic& other) { return same(diagnostic, other); });
  if (!known) all_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string code, Span span, std::string message, std::string help) {
  add({std::move(code), Severity::kError, std::move(message), std::move(help), std::move(span)});
}

void Diagnostics::warning(std::string code, Span span, std::string message, std::string help) {
  add({std::move(code), Severity::kWarning, std::move(message), std::move(help), std::move(span)});
}

bool Diagnostics::has_errors() const {
  return std::any_of(all_.begin(), all_.end(), [](const Diagnostic& one) { return one.severity == Severity::kError; });
}

size_t Diagnostics::error_count() const {
  return static_cast<size_t>(
      std::count_if(all_.begin(), all_.end(), [](const Diagnostic& one) { return one.severity == Severity::kError; }));
}

void Diagnostics::sort() {
  std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(source_name(a), a.span.begin, a.code) < std::tie(source_name(b), b.span.begin, b.code);
  });
}

std::string render(const Diagnostic& diagnostic, bool colour) {
  const Painter painter{colour};
  const char* const strong = colour_of(diagnostic.severity);
  std::string title = word(diagnostic.severity);
  if (!diagnostic.code.empty()) title += "[" + diagnostic.code + "]";
  std::string result;
  std::string margin = "  ";
  if (diagnostic.span.source != nullptr) {
    const Source& source = *diagnostic.span.source;
    const LineColumn place = source.line_column(diagnostic.span.begin);
    const std::string number = std::to_string(place.line);
    margin = std::string(number.size() + 1, ' ');
    result += harmless(source.name()) + ":" + number + ":" + std::to_string(place.column) + ": ";
    result += painter.paint(strong, title + ":") + " " + harmless(diagnostic.message) + "\n";
    if (!is_private(diagnostic)) {
      const Excerpt excerpt = excerpt_of(diagnostic.span, place);
      result += number + " | " + excerpt.before + excerpt.marked + excerpt.after + "\n";
      const std::string carets(static_cast<size_t>(std::max(1, display_width(excerpt.marked))), '^');
      result += margin + "| " + std::string(static_cast<size_t>(display_width(excerpt.before)), ' ') + painter.paint(strong, carets) + "\n";
    }
  } else {
    result += painter.paint(strong, title + ":") + " " + harmless(diagnostic.message) + "\n";
  }
  if (!diagnostic.help.empty()) result += margin + "= help: " + harmless(diagnostic.help) + "\n";
  return result;
}

}  // namespace sekisho
