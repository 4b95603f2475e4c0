// Text literals: escapes and interpolations.
#include "engine/syntax/text_literal.h"

#include <algorithm>
#include <charconv>

namespace sekisho::syntax {
namespace {

void append_utf8(std::string& out, uint32_t code_point) {
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    out += static_cast<char>(0x80 | ((code_point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  }
}

constexpr int kMaxInterpolations = 100;  // of one text; each costs a run of the parser

class Reader {
 public:
  Reader(std::string_view spelling, const SourcePtr& source, uint32_t begin, Diagnostics& diagnostics)
      : text_(spelling.substr(0, spelling.size() - 1)), source_(source), begin_(begin), diagnostics_(diagnostics) {}

  std::vector<TextPiece> read(bool interpolates) {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\')
        read_escape();
      else if (interpolates && text_[at_] == '{')
        read_expression();
      else
        literal_ += text_[at_++];
    }
    flush();
    return std::move(pieces_);
  }

  std::string take_literal() {
    read(false);
    return std::move(literal_kept_);
  }

 private:
  void flush() {
    if (!literal_.empty()) pieces_.push_back({literal_, false, 0, 0});
    literal_kept_ += literal_;
    literal_.clear();
  }

  void report(const char* code, size_t from, size_t to, std::string message, std::string help) {
    diagnostics_.error(code, {source_, place(from), place(to)}, std::move(message), std::move(help));
  }
  uint32_t place(size_t at) const { return static_cast<uint32_t>(std::min(begin_ + at, source_->text().size())); }

  void read_escape() {
    const size_t from = at_++;
    const char escape = at_ < text_.size() ? text_[at_] : '\0';
    switch (escape) {
      case '"':
      case '\\':
      case '{':
      case '}':
        literal_ += escape;
        ++at_;
        return;
      case 'n':
        literal_ += '\n';
        ++at_;
        return;
      case 't':
        literal_ += '\t';
        ++at_;
        return;
      case 'u': return read_code_point(from);
      default: break;
    }
    size_t to = at_ + 1;
    while (to < text_.size() && (text_[to] & 0xC0) == 0x80) ++to;
    report("SK0114", from, std::min(to, text_.size()), "`" + std::string(text_.substr(from, to - from)) + "` is no escape of a text",
           "escapes are \\\" \\\\ \\n \\t \\{ and \\u{1F600}; write a pattern as r\"…\", without escapes");
    at_ = std::min(to, text_.size());
  }

  void read_code_point(size_t from) {
    const size_t close = text_.find('}', at_);
    uint32_t code_point = 0;
    bool good = at_ + 1 < text_.size() && text_[at_ + 1] == '{' && close != std::string_view::npos && close > at_ + 2 && close <= at_ + 8;
    if (good) {
      const char* end = text_.data() + close;
      good = std::from_chars(text_.data() + at_ + 2, end, code_point, 16).ptr == end && code_point != 0 && code_point <= 0x10FFFF &&
             !(code_point >= 0xD800 && code_point <= 0xDFFF);
    }
    if (!good) {
      report("SK0114", from, at_ + 1, "`\\u` wants the number of a character in braces", "as in \\u{1F600}");
      ++at_;
      return;
    }
    append_utf8(literal_, code_point);
    at_ = close + 1;
  }

  void read_expression() {
    const size_t from = at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '{') ++depth;
      if (text_[at_] == '}' && --depth == 0) break;
    }
    if (at_ == text_.size()) {
      report("SK0116", from, from + 1, "`{` opens an expression that is not closed in this text",
             "close it with `}`; a brace itself is written `\\{`");
      return;
    }
    ++at_;
    const std::string_view inside = text_.substr(from + 1, at_ - from - 2);
    if (inside.find_first_not_of(" \t") == std::string_view::npos) {
      report("SK0116", from, at_, "nothing stands between these braces", "write an expression, or `\\{` for a brace itself");
      return;
    }
    flush();
    if (++expressions_ > kMaxInterpolations) {
      if (expressions_ == kMaxInterpolations + 1) {
        report("SK0116", from, at_, "more than " + std::to_string(kMaxInterpolations) + " expressions in one text",
               "divide the text, or write `\\{` for a brace itself");
      }
      return;
    }
    pieces_.push_back({{}, true, place(from + 1), place(at_ - 1)});
  }

  std::string_view text_;
  const SourcePtr& source_;
  uint32_t begin_;
  Diagnostics& diagnostics_;
  size_t at_ = 1;
  int expressions_ = 0;
  std::string literal_, literal_kept_;
  std::vector<TextPiece> pieces_;
};

}  // namespace

std::string unescape(std::string_view spelling, const SourcePtr& source, uint32_t begin, Diagnostics& diagnostics) {
  return Reader(spelling, source, begin, diagnostics).take_literal();
}

std::vector<TextPiece> split_interpolations(std::string_view spelling, const SourcePtr& source, uint32_t begin, Diagnostics& diagnostics) {
  return Reader(spelling, source, begin, diagnostics).read(true);
}

}  // namespace sekisho::syntax
