// Regular expressions: RE2 behind one door (the only user of the regex library).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho {

class Pattern {
 public:
  // Compiles once; `error` gets RE2's words when it is no expression (no back references, no look-around).
  static std::shared_ptr<const Pattern> compile(const std::string& text, std::string* error);
  // Compiles when first used. REQUIRES: `text` compiled before, as one that an artifact holds did.
  static std::shared_ptr<const Pattern> later(std::string text);
  ~Pattern();
  bool matches(std::string_view text) const;                     // somewhere in the text
  // Named groups of the first match in the expression's order; a group that took no part is nullopt. No match: nullopt.
  std::optional<std::vector<std::pair<std::string, std::optional<std::string>>>> capture(std::string_view text) const;
  std::vector<std::string> group_names() const;
  const std::string& text() const { return text_; }

 private:
  struct Compiled;
  Pattern(std::string text, std::unique_ptr<Compiled> compiled);
  const Compiled& compiled() const;
  std::string text_;
  mutable std::unique_ptr<Compiled> compiled_;
  mutable std::once_flag compiled_once_;
};

}  // namespace sekisho
