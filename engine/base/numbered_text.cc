// NumberedText.
#include "sekisho/numbered_text.h"

#include <charconv>

namespace sekisho {
namespace {

constexpr std::string_view kDigits = "0123456789";

}  // namespace

NumberedText::NumberedText(std::string_view text) : before_(std::string_view()) {
  const size_t last = text.find_last_of(kDigits);
  const size_t before = last == std::string_view::npos ? last : text.find_last_not_of(kDigits, last);
  const size_t first = before == std::string_view::npos ? 0 : before + 1;
  uint32_t number = kNone;
  const bool is_number = last != std::string_view::npos && (text[first] != '0' || first == last) && std::from_chars(text.data() + first, text.data() + last + 1, number).ec == std::errc() && number != kNone;
  number_ = is_number ? number : kNone;
  before_ = is_number ? text.substr(0, first) : text;
  if (is_number) behind_ = text.substr(last + 1);
}

std::string NumberedText::str() const {
  std::string text;
  append_to(text);
  return text;
}

void NumberedText::append_to(std::string& out) const {
  out += before_.str();
  if (number_ != kNone) out.append(std::to_string(number_)).append(behind_.str());
}

}  // namespace sekisho
