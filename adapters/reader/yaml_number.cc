// yaml_number.
#include "adapters/reader/yaml_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace sekisho::adapters {

std::optional<std::string> yaml_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '_') digits += c;
  }
  std::string_view rest = digits;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest.empty() || rest.front() == '_') return {};
  const auto all = [](std::string_view part, std::string_view allowed) { return !part.empty() && part.find_first_not_of(allowed) == std::string_view::npos; };
  const auto based = [&](std::string_view part, int base) -> std::optional<std::string> {
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, base);
    if (error != std::errc() || end != part.data() + part.size()) return {};
    return (negative ? "-" : "") + std::to_string(value);
  };
  if (rest.starts_with("0x") && all(rest.substr(2), "0123456789abcdefABCDEF")) return based(rest.substr(2), 16);
  if (rest.starts_with("0o") && all(rest.substr(2), "01234567")) return based(rest.substr(2), 8);
  if (rest.starts_with("0b") && all(rest.substr(2), "01")) return based(rest.substr(2), 2);
  if (rest.size() > 1 && rest.front() == '0' && all(rest.substr(1), "01234567")) return based(rest.substr(1), 8);
  const std::string sign = negative ? "-" : "";
  if (all(rest, "0123456789")) return rest.size() > 1 && rest.front() == '0' ? std::nullopt : std::optional<std::string>(sign + std::string(rest));
  // digits [. digits] [e digits], as JSON has them or with one side of the point left out
  size_t at = rest.find_first_not_of("0123456789");
  std::string whole(rest.substr(0, at)), fraction, exponent;
  if (rest[at] == '.') {
    const size_t end = std::min(rest.find_first_not_of("0123456789", at + 1), rest.size());
    fraction = rest.substr(at + 1, end - at - 1);
    at = end;
  }
  if (whole.empty() && fraction.empty()) return {};
  if (at < rest.size()) {
    if (rest[at] != 'e' && rest[at] != 'E') return {};
    std::string_view power = rest.substr(at + 1);
    if (!power.empty() && (power.front() == '-' || power.front() == '+')) power.remove_prefix(1);
    if (!all(power, "0123456789")) return {};
    exponent = rest.substr(at);
  }
  if (whole.size() > 1 && whole.front() == '0') return {};   // a version or an id, not a number
  return sign + (whole.empty() ? "0" : whole) + (fraction.empty() ? "" : "." + fraction) + exponent;
}

}  // namespace sekisho::adapters
