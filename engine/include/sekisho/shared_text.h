// SharedText: a text that very many things have in common, kept once for all of them until the process ends.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace sekisho {

class SharedText;
template <class T>
concept IsText = std::convertible_to<const T&, std::string_view> && !std::same_as<T, SharedText>;

// As a const std::string. For words of which there are few: types, adapters, accounts. Any thread may make one.
class SharedText {
 public:
  SharedText() : text_(&kNone) {}
  SharedText(std::string_view text) : text_(text.empty() ? &kNone : &kept(text)) {}
  SharedText(const std::string& text) : SharedText(std::string_view(text)) {}
  SharedText(const char* text) : SharedText(std::string_view(text)) {}

  const std::string& str() const { return *text_; }
  operator const std::string&() const { return *text_; }
  operator std::string_view() const { return *text_; }
  bool empty() const { return text_->empty(); }
  size_t size() const { return text_->size(); }
  const char* data() const { return text_->data(); }
  bool starts_with(std::string_view text) const { return text_->starts_with(text); }
  bool ends_with(std::string_view text) const { return text_->ends_with(text); }
  size_t find(std::string_view text, size_t from = 0) const { return text_->find(text, from); }
  size_t find(char c, size_t from = 0) const { return text_->find(c, from); }
  size_t rfind(char c) const { return text_->rfind(c); }
  std::string substr(size_t from, size_t count = std::string::npos) const { return text_->substr(from, count); }

  friend bool operator==(const SharedText& a, const SharedText& b) { return a.text_ == b.text_; }
  template <IsText Text>
  friend bool operator==(const SharedText& a, const Text& b) { return std::string_view(*a.text_) == std::string_view(b); }
  friend bool operator<(const SharedText& a, const SharedText& b) { return *a.text_ < *b.text_; }
  template <IsText Text>
  friend std::string operator+(const SharedText& a, const Text& b) { return std::string(*a.text_).append(std::string_view(b)); }
  template <IsText Text>
  friend std::string operator+(const Text& a, const SharedText& b) { return std::string(std::string_view(a)).append(*b.text_); }
  friend std::string operator+(const SharedText& a, const SharedText& b) { return *a.text_ + *b.text_; }
  friend std::string operator+(const SharedText& a, char b) { return *a.text_ + b; }

 private:
  static const std::string& kept(std::string_view text);
  static const std::string kNone;
  const std::string* text_;   // one for each content
};

}  // namespace sekisho
