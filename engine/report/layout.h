// Lines that fit a terminal: wrapping, cutting and padding by columns, and colours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

enum class Style { kPlain, kStrong, kFaint, kFail, kUnknown, kPass };

// `text` cut to `columns`, with "…" where something is missing.
std::string cut_to(std::string_view text, int columns);

// `text` filled with spaces to `columns`; on the left, or on the right for numbers.
std::string padded(std::string_view text, int columns);
std::string padded_left(std::string_view text, int columns);

// `text` broken into lines of at most `columns`: at spaces, and between wide characters, which need none.
// A word longer than a line is broken. At least one line.
std::vector<std::string> wrap(std::string_view text, int columns);

// A piece of one line.
struct PagePart {
  std::string text;
  Style style = Style::kPlain;
};

inline constexpr int kNarrowest = 40;   // columns; below it a line holds no thought

// A text report under construction. Everything given to it is made harmless for terminals.
class Page {
 public:
  Page(int width, bool colour) : width_(width), colour_(colour) {}
  int width() const { return width_; }

  using Part = PagePart;
  // One line: parts with a style each, cut at the page's width.
  void line(int indent, const std::vector<Part>& parts);
  // A text over as many lines as it needs, all indented. `first`, where given, stands before the first line; the others hang below its end.
  void paragraph(int indent, std::string_view text, Style style = Style::kPlain, const Part& first = {});
  void gap();  // one empty line, never two
  std::string take() { return std::move(out_); }

 private:
  std::string paint(const std::string& text, Style style) const;
  std::string out_;
  int width_;
  bool colour_;
};

}  // namespace sekisho
