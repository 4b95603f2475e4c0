// JsonWriter: a streaming JSON writer for reports. What it writes is always valid JSON in valid UTF-8.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

// Appends one JSON value to a text. Calls must nest as JSON does: a key before each value of an object, each end for its
// begin; anything else is a bug of ours and stops the process.
class JsonWriter {
 public:
  // `pretty`: two spaces a level, one value a line, no line end after the last; empty arrays and objects stay on one line.
  // `out` must outlive the writer.
  explicit JsonWriter(std::string* out, bool pretty = false) : out_(out), pretty_(pretty) {}

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);
  // Control characters, quotes and backslashes are escaped; each byte that is no UTF-8 becomes U+FFFD.
  void string(std::string_view text);
  void number(int64_t value);
  // REQUIRES: `token` is a JSON number, for numbers that 64 bits do not hold.
  void number_token(std::string_view token);
  void boolean(bool value);
  void null();

  // A key and its value in one line of code.
  void member(std::string_view name, std::string_view text);
  void member(std::string_view name, const char* text);
  template <std::integral Number>
  void member(std::string_view name, Number value) {
    key(name);
    if constexpr (std::same_as<Number, bool>) {
      boolean(value);
    } else {
      number(static_cast<int64_t>(value));
    }
  }
  // A key and an array of texts: any range of them.
  template <typename Texts>
  void texts(std::string_view name, const Texts& list) {
    key(name);
    begin_array();
    for (const std::string& text : list) string(text);
    end_array();
  }

 private:
  struct Level {
    bool object = false;
    bool empty = true;
    bool key_given = false;
  };
  void before_value();
  void begin(char bracket, bool object);
  void end(char bracket, bool object);
  void line_end();

  std::string* out_;
  bool pretty_;
  bool done_ = false;
  std::vector<Level> levels_;
};

}  // namespace sekisho
