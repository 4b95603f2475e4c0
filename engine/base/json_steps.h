// JsonSteps: over JSON that stands as JsonWriter writes it, byte for byte. Of lines of which there are very many nearly all do: they need no tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho {

// Each step goes on behind what it takes. False: it is not there, or stands otherwise; then the place is of no use any more, but for literally(), which stays.
class JsonSteps {
 public:
  explicit JsonSteps(std::string_view text) : text_(text) {}

  bool literally(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }
  // A whole number that is not negative and below 2^53.
  bool number(uint64_t& out);
  // A string, as it is written: what needs an escape has the one that JsonWriter gives it, and nothing else has one.
  bool string(std::string_view& written);
  // Whether the last string has any; else what it says is what is written.
  bool escaped() const { return escaped_; }
  // What such a string says.
  static std::string unescaped(std::string_view written);

  size_t at() const { return at_; }
  bool is_at_end() const { return at_ == text_.size(); }

 private:
  // Past an escape that JsonWriter would write.
  bool escape();

  std::string_view text_;
  size_t at_ = 0;
  bool escaped_ = false;
};

}  // namespace sekisho
