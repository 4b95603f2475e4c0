// Source: a text that positions point into (a policy file, an input file), and Span: a place in it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/shared_text.h"

namespace sekisho {

// 1-based line, 1-based column counted in Unicode code points.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

// An immutable text with a name. Positions are byte offsets into `text()`.
class Source {
 public:
  // `authored`: it is what an author writes for this program, not an input: lines of it may be shown where something is wrong.
  Source(std::string name, std::string text, bool authored = false);
  // A text that lies in the program's own file (cli/embed.cmake) and is read from there when it is needed. REQUIRES: no byte order mark.
  static std::shared_ptr<const Source> embedded(std::string name, std::string_view text);
  const std::string& name() const { return name_; }   // the path as the user gave it, or `<standard input>`
  SharedText shared_name() const { return name_; }    // the same, for what very many places have in common
  const std::string& text() const;                    // UTF-8, without byte order mark
  std::string_view view() const { return is_embedded() ? embedded_ : std::string_view(text_); }  // the same, without a copy of an embedded one
  bool is_authored() const { return authored_; }
  bool is_embedded() const { return embedded_.data() != nullptr; }
  LineColumn line_column(size_t offset) const;        // an offset past the end gives the end
  // Gets ready for line_column() now, in one pass; `passed` is told on the way how many bytes are gone through, at last all of them.
  void find_lines(const std::function<void(size_t bytes)>& passed) const;
  std::string_view line(uint32_t line) const;         // 1-based, without its line end; empty past the end

 private:
  SharedText name_;
  bool authored_ = false;
  std::string_view embedded_;
  mutable std::string text_;                          // of an embedded text: copied when first asked
  mutable std::once_flag copied_, lines_found_, points_counted_;
  mutable std::vector<uint32_t> line_starts_;         // filled when first asked
  mutable std::vector<uint32_t> block_points_;        // code points before each block of bytes; the same
};

using SourcePtr = std::shared_ptr<const Source>;

// Bytes [begin, end) of a source. An empty span marks a point.
struct Span {
  SourcePtr source;
  uint32_t begin = 0;
  uint32_t end = 0;
};

}  // namespace sekisho
