// Scanner: moves over JSON text without making a tree of it.
//
// What is passed over is checked as far as it is looked at: keys, separators, scalars, strings' ends, and that brackets close. A value that is used
// later is parsed strictly then.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sekisho::adapters {

// Past the bracket that closes the one at `at`; npos when there is none, or a backslash stands outside a string. Does not tell [] from {}.
size_t skip_brackets(std::string_view text, size_t at);

// Where the first byte from `at` on is that may not stand in a string without escapes: a quote, a backslash, a control character; else the size.
size_t plain_end(std::string_view text, size_t at);

// Every function moves past what it takes; where it says false or nothing, the text is not what was asked for and the place is of no use any more.
class Scanner {
 public:
  explicit Scanner(std::string_view text, size_t at = 0) : text_(text), at_(at) {}

  std::string_view text() const { return text_; }
  size_t at() const { return at_; }
  void go_to(size_t at) { at_ = at; }
  bool at_end() const { return at_ >= text_.size(); }
  // The next byte. REQUIRES: not at_end().
  char next() const { return text_[at_]; }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool skip_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  // A string without escapes.
  std::optional<std::string_view> plain_string() {
    if (!take('"')) return std::nullopt;
    const size_t start = at_;
    at_ = plain_end(text_, at_);
    if (at_ >= text_.size() || text_[at_] != '"') return std::nullopt;
    return text_.substr(start, at_++ - start);
  }
  // REQUIRES: at the first byte of a string.
  bool skip_string();
  bool skip_number();
  // REQUIRES: at the first byte of a value.
  bool skip_value();

  // Calls visit(key, offset of the value) for each member of the object whose brace was taken; it moves past the value. No key may stand twice and none
  // may be written with escapes: with `ascending`, for objects of many keys, they must be in order; else each is held against those before it.
  template <class Visit>
  bool members(const Visit& visit, bool ascending) {
    skip_space();
    if (take('}')) return true;
    std::string_view last;
    KeysBefore before;
    for (bool first = true;; first = false) {
      skip_space();
      const std::optional<std::string_view> key = plain_string();
      if (!key) return false;
      if (ascending) {
        if (!first && *key <= last) return false;
        last = *key;
      } else {
        if (!before.add(*key)) return false;
      }
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (at_end() || !visit(*key, at_)) return false;
      skip_space();
      if (take(',')) continue;
      return take('}');
    }
  }

  // Calls visit(offset of the value) for each member of the array whose bracket was taken; it moves past the value.
  template <class Visit>
  bool items(const Visit& visit) {
    skip_space();
    if (take(']')) return true;
    while (true) {
      skip_space();
      if (at_end() || !visit(at_)) return false;
      skip_space();
      if (take(',')) continue;
      return take(']');
    }
  }

 private:
  // Keys of one object. Objects have few, and there are very many objects.
  class KeysBefore {
   public:
    // False: it is there already.
    bool add(std::string_view key) {
      if (std::find(few_.begin(), few_.begin() + count_, key) != few_.begin() + count_ || std::find(more_.begin(), more_.end(), key) != more_.end()) return false;
      if (count_ < few_.size()) few_[count_++] = key;
      else more_.push_back(key);
      return true;
    }

   private:
    std::array<std::string_view, 16> few_;
    size_t count_ = 0;
    std::vector<std::string_view> more_;
  };

  bool digits() {
    const size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > start;
  }

  std::string_view text_;
  size_t at_;
};

}  // namespace sekisho::adapters
