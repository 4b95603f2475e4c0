// LentText: a text of its own, or one that somebody else keeps, for what is mostly the latter and of which there are very many.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace sekisho {

// As a const std::string.
class LentText {
 public:
  LentText() = default;
  LentText(std::string text) : own_(text.empty() ? nullptr : std::make_unique<std::string>(std::move(text))), text_(own_ == nullptr ? &kNone : own_.get()) {}
  LentText(const char* text) : LentText(std::string(text)) {}
  LentText(const LentText& other) : own_(other.own_ == nullptr ? nullptr : std::make_unique<std::string>(*other.own_)), text_(own_ == nullptr ? other.text_ : own_.get()) {}
  LentText(LentText&&) noexcept = default;
  LentText& operator=(const LentText& other) { return *this = LentText(other); }
  LentText& operator=(LentText&&) noexcept = default;
  // REQUIRES: `text` outlives it and all copies.
  static LentText of(const std::string& text) {
    LentText lent;
    lent.text_ = &text;
    return lent;
  }

  const std::string& str() const { return *text_; }
  operator const std::string&() const { return *text_; }
  operator std::string_view() const { return *text_; }
  bool operator==(const LentText& other) const { return *text_ == *other.text_; }
  bool operator==(std::string_view other) const { return *text_ == other; }
  bool operator==(const std::string& other) const { return *text_ == other; }
  friend std::ostream& operator<<(std::ostream& out, const LentText& text) { return out << *text.text_; }

 private:
  inline static const std::string kNone;
  std::unique_ptr<std::string> own_;
  const std::string* text_ = &kNone;
};

}  // namespace sekisho
