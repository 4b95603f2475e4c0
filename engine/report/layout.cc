// Columns are counted as a terminal shows them: a Japanese character takes two.
#include "engine/report/layout.h"

#include <algorithm>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr int kMaxProse = 110;  // longer lines of prose tire the eye, however wide the terminal is

// The largest prefix of `text` within `columns`, in bytes.
size_t fitting(std::string_view text, int columns) {
  int used = 0;
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    used += character_width(point.value);
    if (used > columns) break;
    at += point.length;
  }
  return at;
}

// Characters that must not begin a line in Japanese typesetting.
bool clings(char32_t value) {
  static constexpr std::u32string_view kClinging = U"、。，．・：；？！ー）」』】〕｝〉》…,.)";
  return kClinging.find(value) != std::u32string_view::npos;
}

// Where `text`, which is too long, breaks: the last space or border of a wide character within `end`; `end` when there is none.
size_t break_before(std::string_view text, size_t end) {
  size_t best = 0;
  bool wide_before = false;
  for (size_t at = 0; at <= end && at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool wide = character_width(point.value) == 2;
    const bool border = point.value == U' ' || ((wide || wide_before) && !clings(point.value));
    if (at > 0 && border) best = at;
    wide_before = wide;
    at += point.length;
  }
  return best == 0 ? std::max<size_t>(end, code_point_at(text, 0).length) : best;
}

const char* escape_of(Style style) {
  switch (style) {
    case Style::kPlain: break;
    case Style::kStrong: return "\033[1m";
    case Style::kFaint: return "\033[2m";
    case Style::kFail: return "\033[1;31m";
    case Style::kUnknown: return "\033[1;33m";
    case Style::kPass: return "\033[32m";
  }
  return "";
}

}  // namespace

std::string cut_to(std::string_view text, int columns) {
  if (display_width(text) <= columns) return std::string(text);
  return std::string(text.substr(0, fitting(text, std::max(0, columns - 1)))) + "…";
}

std::string padded(std::string_view text, int columns) {
  return std::string(text) + std::string(static_cast<size_t>(std::max(0, columns - display_width(text))), ' ');
}

std::string padded_left(std::string_view text, int columns) {
  return std::string(static_cast<size_t>(std::max(0, columns - display_width(text))), ' ') + std::string(text);
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  std::vector<std::string> lines;
  columns = std::max(columns, 2);
  for (size_t fits = fitting(text, columns); fits < text.size(); fits = fitting(text, columns)) {
    const size_t at = break_before(text, fits);
    std::string_view head = text.substr(0, at);
    while (head.ends_with(' ')) head.remove_suffix(1);
    lines.emplace_back(head);
    text.remove_prefix(at);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

std::string Page::paint(const std::string& text, Style style) const {
  if (!colour_ || style == Style::kPlain || text.empty()) return text;
  return escape_of(style) + text + "\033[0m";
}

void Page::line(int indent, const std::vector<Part>& parts) {
  int left = width_ - indent;
  std::string result(static_cast<size_t>(indent), ' ');
  for (const Part& part : parts) {
    const std::string text = cut_to(harmless(part.text), left);
    left -= display_width(text);
    result += paint(text, part.style);
    if (left <= 0) break;
  }
  while (result.ends_with(' ')) result.pop_back();
  out_ += result + "\n";
}

void Page::paragraph(int indent, std::string_view text, Style style, const Part& first) {
  const std::string head = harmless(first.text);
  const int hanging = indent + display_width(head);
  const std::string margin(static_cast<size_t>(hanging), ' ');
  bool at_first = true;
  for (const std::string& one : wrap(harmless(text), std::min(width_, kMaxProse) - hanging)) {
    out_ += at_first ? std::string(static_cast<size_t>(indent), ' ') + paint(head, first.style) : margin;
    out_ += paint(one, style) + "\n";
    at_first = false;
  }
}

void Page::gap() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

}  // namespace sekisho
