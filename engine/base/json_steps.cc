// Strings are gone over in runs of what stands as it is.
#include "engine/base/json_steps.h"

#include <algorithm>

#include "engine/base/json_string.h"

namespace sekisho {
namespace {

int value_of(char digit) { return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1; }

}  // namespace

bool JsonSteps::number(uint64_t& out) {
  constexpr uint64_t kMost = uint64_t{1} << 53;
  const size_t begin = at_;
  out = 0;
  for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
    out = out * 10 + static_cast<uint64_t>(text_[at_] - '0');
    if (out >= kMost) return false;
  }
  return at_ > begin && (at_ == begin + 1 || text_[begin] != '0');
}

bool JsonSteps::string(std::string_view& written) {
  escaped_ = false;
  if (!literally("\"")) return false;
  const size_t begin = at_;
  while (true) {
    at_ += json_plain_prefix(text_.substr(at_));
    if (at_ >= text_.size()) return false;
    if (text_[at_] == '"') break;
    if (!escape()) return false;
    escaped_ = true;
  }
  written = text_.substr(begin, at_++ - begin);
  return true;
}

bool JsonSteps::escape() {
  if (text_[at_] != '\\' || text_.size() - at_ < 2) return false;
  const char letter = text_[at_ + 1];
  if (letter != 'u') {
    at_ += 2;
    return letter == '"' || letter == '\\' || letter == 'n' || letter == 'r' || letter == 't';
  }
  const std::string_view digits = text_.substr(at_ + 2, 4);
  if (digits.size() < 4 || !digits.starts_with("00")) return false;
  const int high = value_of(digits[2]), low = value_of(digits[3]), value = high * 16 + low;
  at_ += 6;
  return high >= 0 && low >= 0 && (value < 0x20 || value == 0x7F) && value != '\n' && value != '\r' && value != '\t';
}

std::string JsonSteps::unescaped(std::string_view written) {
  std::string text;
  text.reserve(written.size());
  for (size_t at = 0; at < written.size();) {
    const size_t escape = std::min(written.find('\\', at), written.size());
    text.append(written, at, escape - at);
    if (escape == written.size()) break;
    const char letter = written[escape + 1];
    at = escape + (letter == 'u' ? 6 : 2);
    switch (letter) {
      case 'n': text += '\n'; break;
      case 'r': text += '\r'; break;
      case 't': text += '\t'; break;
      case 'u': text += static_cast<char>(value_of(written[escape + 4]) * 16 + value_of(written[escape + 5])); break;
      default: text += letter;
    }
  }
  return text;
}

}  // namespace sekisho
