// Order of versions: "1.9" < "1.10-rc2" < "1.10-rc10" < "1.10" = "1.10.0" < "1.10+build".
#include <algorithm>
#include <string_view>

#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

// Takes the digits at the front, without leading zeros: numbers of any length compare by length, then bytes.
std::string_view take_digits(std::string_view& text) {
  size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  while (digits.starts_with('0')) digits.remove_prefix(1);
  return digits;
}

std::strong_ordering compare_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

// Takes `1` or, further on, `.1`; empty digits (zero) when the numeric parts are over.
std::string_view take_part(std::string_view& text, bool first) {
  if (first) return take_digits(text);
  if (text.size() < 2 || text[0] != '.' || !is_digit(text[1])) return {};
  text.remove_prefix(1);
  return take_digits(text);
}

bool has_part(std::string_view text) { return text.size() >= 2 && text[0] == '.' && is_digit(text[1]); }

// Runs of digits by number, everything else by bytes.
std::strong_ordering compare_naturally(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view left = take_digits(a);
      const std::string_view right = take_digits(b);
      if (const auto digits = compare_digits(left, right); digits != 0) return digits;
      continue;
    }
    if (a[0] != b[0]) return static_cast<unsigned char>(a[0]) <=> static_cast<unsigned char>(b[0]);
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return !a.empty() <=> !b.empty();
}

// What comes before a release, the release, what comes after it.
int stage(std::string_view suffix) { return suffix.empty() ? 1 : suffix[0] == '+' ? 2 : 0; }

}  // namespace

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  if (a.starts_with('v')) a.remove_prefix(1);
  if (b.starts_with('v')) b.remove_prefix(1);
  bool first = true;
  do {
    const std::string_view left = take_part(a, first);
    const std::string_view right = take_part(b, first);
    if (const auto parts = compare_digits(left, right); parts != 0) return parts;
    first = false;
  } while (has_part(a) || has_part(b));
  if (stage(a) != stage(b)) return stage(a) <=> stage(b);
  return compare_naturally(a, b);
}

}  // namespace sekisho
