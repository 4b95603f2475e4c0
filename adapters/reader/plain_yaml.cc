// scan_plain_yaml: one pass over the lines, by indentation. Whatever is not surely understood ends it.
#include "adapters/reader/plain_yaml.h"

#include <algorithm>
#include <string>

namespace sekisho::adapters {
namespace {

constexpr size_t kMaxKey = 1000;         // libyaml takes keys of 1024 characters
constexpr int kMaxDepth = 100;
constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";

class PlainScanner {
 public:
  PlainScanner(std::string_view text, YamlSink& sink) : text_(text), sink_(sink) {}

  bool run() {
    if (std::any_of(text_.begin(), text_.end(), [](char c) { return (c < ' ' && c != '\n') || c == '\x7f'; })) return false;   // bytes above ASCII are negative
    next_token();
    while (!ended_) {
      if (marker_ && !after_marker()) return false;
      sink_.document_begins();
      if (at_an_end()) sink_.scalar({}, at_, true, true);
      else if (!node(-1)) return false;
      sink_.document_ends(at_);
      if (!ended_ && !marker_) return false;
      if (!sink_.good()) return false;
    }
    return true;
  }

 private:
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
  bool at_an_end() const { return ended_ || marker_; }
  bool blank_follows(size_t ahead) const { return peek(ahead) == ' ' || peek(ahead) == '\n'; }
  bool at_entry() const { return peek() == '-' && blank_follows(1); }
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  // From a line's begin or end to the next token of any line; says where its line has it, and whether it ends the document.
  void next_token() {
    for (;;) {
      if (at_ < text_.size() && text_[at_] == '\n') ++at_;
      line_ = at_;
      skip_spaces();
      if (at_ >= text_.size()) {
        ended_ = true;
        return;
      }
      if (text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      else if (text_[at_] != '\n') break;
    }
    column_ = static_cast<int>(at_ - line_);
    marker_ = column_ == 0 && (text_.substr(at_, 3) == "---" || text_.substr(at_, 3) == "...") && blank_follows(3);
  }

  // Only blanks and a comment stand behind a value.
  bool rest_is_blank() {
    const size_t before = at_;
    skip_spaces();
    return at_ >= text_.size() || text_[at_] == '\n' || (text_[at_] == '#' && at_ > before);
  }
  bool end_line() {
    if (!rest_is_blank()) return false;
    if (at_ < text_.size() && text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    next_token();
    return true;
  }

  bool after_marker() {
    if (peek() == '.') return false;
    at_ += 3;
    marker_ = false;
    return end_line();
  }

  // A value whose token is further right than `parent`.
  bool node(int parent) {
    if (depth_ >= kMaxDepth) return false;
    ++depth_;
    const bool good = at_entry() ? list(column_) : peek() == '{' || peek() == '[' ? flow() && ends_within(parent) : scalar_or_mapping(parent);
    --depth_;
    return good;
  }

  // The line ends, and the next token is not part of what stood here (a plain scalar may go on in a line that is further right).
  bool ends_within(int parent) { return end_line() && (at_an_end() || column_ <= parent); }

  struct Scalar {
    std::string_view text;
    size_t offset = 0;
    bool plain = true, stands = true;
  };

  void give(const Scalar& scalar) { sink_.scalar(scalar.text, scalar.offset, scalar.plain, scalar.stands); }

  bool scalar_or_mapping(int parent) {
    const int column = column_;
    Scalar first;
    if (!scan_scalar(first, false)) return false;
    if (at_colon()) return mapping(column, first);
    give(first);
    return ends_within(parent);
  }

  // Behind a key.
  bool at_colon() {
    const size_t before = at_;
    skip_spaces();
    if (peek() == ':' && at_ < text_.size() && blank_follows(1)) return true;
    at_ = before;
    return false;
  }

  bool mapping(int column, Scalar key) {
    sink_.collection_begins(false, key.offset);
    for (;;) {
      if (at_ - key.offset > kMaxKey || (key.plain && key.text == "<<") || !sink_.good()) return false;
      give(key);
      ++at_;
      if (!mapped(column)) return false;
      if (at_an_end() || column_ < column) break;
      if (column_ > column || at_entry() || !scan_scalar(key, false) || !at_colon()) return false;
    }
    sink_.collection_ends();
    return true;
  }

  // The value of a key, behind the colon.
  bool mapped(int column) {
    const size_t begin = at_;
    if (!rest_is_blank()) return peek() == '|' ? literal(column) : peek() != '-' || !blank_follows(1) ? inline_value(column) : false;
    at_ = begin;
    if (!end_line()) return false;
    if (!at_an_end() && column_ > column) return node(column);
    if (!at_an_end() && column_ == column && at_entry()) return list(column);
    sink_.scalar({}, begin, true, true);
    return true;
  }

  bool inline_value(int column) {
    if (peek() == '{' || peek() == '[') return flow() && ends_within(column);
    Scalar value;
    if (!scan_scalar(value, false)) return false;
    give(value);
    return ends_within(column);
  }

  bool list(int column) {
    if (depth_ >= kMaxDepth) return false;
    ++depth_;
    sink_.collection_begins(true, at_);
    do {
      ++at_;
      const size_t begin = at_;
      if (!rest_is_blank()) {
        column_ = static_cast<int>(at_ - line_);
        if (peek() == '|' ? !literal(column) : !node(column)) return false;
      } else {
        at_ = begin;
        if (!end_line()) return false;
        if (at_an_end() || column_ <= column) sink_.scalar({}, begin, true, true);
        else if (!node(column)) return false;
      }
      if (!at_an_end() && column_ > column) return false;
    } while (!at_an_end() && column_ == column && at_entry() && sink_.good());
    sink_.collection_ends();
    --depth_;
    return sink_.good();
  }

  bool scan_scalar(Scalar& into, bool in_flow) {
    into = {{}, at_, true, true};
    if (peek() == '"') return scan_double_quoted(into);
    if (peek() == '\'') return scan_single_quoted(into);
    if (at_ >= text_.size() || (kIndicators.find(peek()) != std::string_view::npos && (peek() != '-' || blank_follows(1) || (in_flow && std::string_view(",[]{}").find(peek(1)) != std::string_view::npos)))) return false;
    size_t end = at_;
    for (; end < text_.size() && text_[end] != '\n'; ++end) {
      const char c = text_[end], next = end + 1 < text_.size() ? text_[end + 1] : '\n';
      if (c == ':' && (next == ' ' || next == '\n')) break;
      if (c == '#' && text_[end - 1] == ' ') break;
      if (!in_flow) continue;
      if (c == ',' || c == ']' || c == '}') break;
      if (c == '[' || c == '{' || c == '?' || (c == ':' && std::string_view(",[]{}").find(next) != std::string_view::npos)) return false;
    }
    while (text_[end - 1] == ' ') --end;
    at_ = end;
    into.text = text_.substr(into.offset, end - into.offset);
    return true;
  }

  bool scan_single_quoted(Scalar& into) {
    into.plain = false;
    decoded_.clear();
    for (size_t end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      if (text_[end] != '\'') {
        decoded_ += text_[end];
        continue;
      }
      if (end + 1 < text_.size() && text_[end + 1] == '\'') {
        into.stands = false;
        decoded_ += text_[end++];
        continue;
      }
      into.text = into.stands ? text_.substr(at_ + 1, end - at_ - 1) : std::string_view(decoded_);
      at_ = end + 1;
      return true;
    }
    return false;
  }

  bool scan_double_quoted(Scalar& into) {
    into.plain = false;
    decoded_.clear();
    for (size_t end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      char c = text_[end];
      if (c == '"') {
        into.text = into.stands ? text_.substr(at_ + 1, end - at_ - 1) : std::string_view(decoded_);
        at_ = end + 1;
        return true;
      }
      if (c == '\\') {
        into.stands = false;
        constexpr std::string_view kEscapes = "\"\\/nt", kMeant = "\"\\/\n\t";
        const size_t which = end + 1 < text_.size() ? kEscapes.find(text_[++end]) : std::string_view::npos;
        if (which == std::string_view::npos) return false;
        c = kMeant[which];
      }
      decoded_ += c;
    }
    return false;
  }

  // One that begins and ends on this line.
  bool flow() {
    if (depth_ >= kMaxDepth) return false;
    ++depth_;
    const bool list = peek() == '[';
    const char closing = list ? ']' : '}';
    sink_.collection_begins(list, at_);
    ++at_;
    for (;;) {
      skip_spaces();
      if (peek() == closing) break;
      if (!(list ? flow_value() : flow_pair()) || !sink_.good()) return false;
      skip_spaces();
      if (peek() == ',') ++at_;
      else if (peek() != closing) return false;
    }
    ++at_;
    sink_.collection_ends();
    --depth_;
    return true;
  }

  bool flow_value() {
    if (peek() == '{' || peek() == '[') return flow();
    Scalar value;
    if (!scan_scalar(value, true)) return false;
    give(value);
    return true;
  }

  bool flow_pair() {
    Scalar key;
    if (!scan_scalar(key, true) || at_ - key.offset > kMaxKey || (key.plain && key.text == "<<")) return false;
    give(key);
    skip_spaces();
    if (peek() != ':' || (key.plain && peek(1) != ' ')) return false;
    ++at_;
    skip_spaces();
    return peek() != ',' && peek() != '}' && flow_value();
  }

  // `|`, `|-`, `|+` below `parent`: the lines as they stand, without their indentation.
  bool literal(int parent) {
    const size_t offset = at_++;
    const char chomping = peek() == '-' || peek() == '+' ? text_[at_++] : ' ';
    if (!rest_is_blank()) return false;
    at_ = text_.find('\n', at_);
    if (at_ == std::string_view::npos) return false;
    ++at_;
    std::string content, empty_lines;
    size_t indent = 0;
    for (;;) {
      const size_t end = text_.find('\n', at_), first = std::min(text_.find_first_not_of(' ', at_), text_.size());
      if (end == std::string_view::npos && at_ < text_.size()) return false;   // a last line without its end, or blanks that may be content
      if (end == std::string_view::npos) break;
      if (first == end) {
        if (indent == 0 ? end != at_ : end - at_ > indent) return false;   // blanks that may be content
        empty_lines += '\n';
      } else {
        if (indent == 0 && static_cast<int>(first - at_) <= parent) return false;
        if (indent == 0) indent = first - at_;
        if (indent == 0 || first - at_ < indent) break;
        content += empty_lines;
        empty_lines.clear();
        content += text_.substr(at_ + indent, end - at_ - indent);
        content += '\n';
      }
      at_ = end + 1;
    }
    if (content.empty()) return false;
    if (chomping == '-') content.pop_back();
    if (chomping == '+') content += empty_lines;
    sink_.scalar(content, offset, false, false);
    next_token_here();
    return at_an_end() || column_ <= parent;
  }

  // At a line's begin, which may be an empty line.
  void next_token_here() {
    line_ = at_;
    next_token();
  }

  std::string_view text_;
  YamlSink& sink_;
  std::string decoded_;
  size_t at_ = 0, line_ = 0;
  int column_ = 0, depth_ = 0;
  bool ended_ = false, marker_ = false;
};

}  // namespace

bool scan_plain_yaml(std::string_view text, YamlSink& sink) { return PlainScanner(text, sink).run(); }

}  // namespace sekisho::adapters
