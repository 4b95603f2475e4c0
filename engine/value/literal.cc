// Numbers, truth values, versions, quantities and quoted texts. Times are in time.cc, networks in network.cc.
#include "engine/value/literal.h"

#include <algorithm>
#include <charconv>

#include "engine/value/decimal.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr int64_t kMaxExponent = 1'000'000'000;  // keeps every sum of exponents inside 64 bits

// How a number may be spelt: JSON's way, or Kubernetes' (`.5`, `5.`, `+5`).
enum class Spelling { kJson, kQuantity };

struct Digits {
  bool negative = false;
  std::string significant;  // without leading and trailing zeros; empty for zero
  int64_t exponent = 0;     // of the last significant digit
};

// Takes sign, digits and fraction from the front of `text`; nullopt when there are none.
std::optional<Digits> take_digits(std::string_view& text, Spelling spelling) {
  Digits result;
  if (!text.empty() && (text[0] == '-' || (text[0] == '+' && spelling == Spelling::kQuantity))) {
    result.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  size_t whole = 0;
  while (whole < text.size() && is_digit(text[whole])) ++whole;
  result.significant = text.substr(0, whole);
  text.remove_prefix(whole);
  size_t fraction = 0;
  if (!text.empty() && text[0] == '.') {
    while (fraction + 1 < text.size() && is_digit(text[fraction + 1])) ++fraction;
    result.significant += text.substr(1, fraction);
    text.remove_prefix(fraction + 1);
    if (spelling == Spelling::kJson && (whole == 0 || fraction == 0)) return std::nullopt;
  }
  if (whole + fraction == 0) return std::nullopt;
  const size_t first = result.significant.find_first_not_of('0');
  if (first == std::string::npos) {
    result.significant.clear();
    return result;
  }
  const size_t last = result.significant.find_last_not_of('0');
  result.exponent = static_cast<int64_t>(result.significant.size() - 1 - last) - static_cast<int64_t>(fraction);
  result.significant = result.significant.substr(first, last + 1 - first);
  return result;
}

// The whole of `text` as an exponent, sign included.
std::optional<int64_t> exponent_of(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value > kMaxExponent || value < -kMaxExponent) return std::nullopt;
  return value;
}

std::optional<Decimal> decimal_of(const Digits& digits, int64_t exponent) {
  if (digits.significant.empty()) return Decimal{};
  const std::string signed_digits = (digits.negative ? "-" : "") + digits.significant;
  int64_t value = 0;
  const auto [end, code] = std::from_chars(signed_digits.data(), signed_digits.data() + signed_digits.size(), value);
  if (code != std::errc() || end != signed_digits.data() + signed_digits.size()) return std::nullopt;
  return make_decimal(value, digits.exponent + exponent);
}

struct Suffix {
  std::string_view spelling;
  int decimal_exponent;  // power of ten
  int binary_exponent;   // power of two
};
constexpr Suffix kSuffixes[] = {
    {"", 0, 0},    {"n", -9, 0},   {"u", -6, 0},   {"m", -3, 0},   {"k", 3, 0},    {"M", 6, 0},    {"G", 9, 0},   {"T", 12, 0},
    {"P", 15, 0},  {"E", 18, 0},   {"Ki", 0, 10},  {"Mi", 0, 20},  {"Gi", 0, 30},  {"Ti", 0, 40},  {"Pi", 0, 50}, {"Ei", 0, 60},
};

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const std::optional<Digits> digits = take_digits(text, Spelling::kJson);
  if (!digits) return std::nullopt;
  if (text.empty()) return decimal_of(*digits, 0);
  if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
  const std::optional<int64_t> exponent = exponent_of(text.substr(1));
  if (!exponent) return std::nullopt;
  return decimal_of(*digits, *exponent);
}

std::optional<int64_t> parse_int(std::string_view text) {
  const std::optional<Decimal> decimal = parse_decimal(text);
  if (!decimal || decimal->exponent < 0) return std::nullopt;
  return whole_number(*decimal);
}

std::optional<bool> parse_bool(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

bool is_version(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '+'; });
}

std::optional<Decimal> parse_quantity(std::string_view text) {
  const std::optional<Digits> digits = take_digits(text, Spelling::kQuantity);
  if (!digits) return std::nullopt;
  if (text.size() > 1 && (text[0] == 'e' || text[0] == 'E') && text[1] != 'i') {
    const std::optional<int64_t> exponent = exponent_of(text.substr(1));
    if (!exponent) return std::nullopt;
    return decimal_of(*digits, *exponent);
  }
  for (const Suffix& suffix : kSuffixes) {
    if (text != suffix.spelling) continue;
    const std::optional<Decimal> number = decimal_of(*digits, suffix.decimal_exponent);
    if (!number || suffix.binary_exponent == 0) return number;
    return multiply_decimals(*number, Decimal{int64_t{1} << suffix.binary_exponent, 0});
  }
  return std::nullopt;
}

std::string format_decimal(Decimal value) {
  if (value.digits == 0) return "0";
  std::string digits = std::to_string(value.digits);
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  constexpr int kMaxZeros = 40;  // past that an exponent reads better, and memory stays bounded
  if (value.exponent > kMaxZeros || value.exponent < -kMaxZeros) {
    digits += "e" + std::to_string(value.exponent);
  } else if (value.exponent >= 0) {
    digits.append(static_cast<size_t>(value.exponent), '0');
  } else {
    const size_t fraction = static_cast<size_t>(-value.exponent);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    digits.insert(digits.size() - fraction, ".");
  }
  return (negative ? "-" : "") + digits;
}

std::string quote(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  result.reserve(text.size() + 2);
  result += '"';
  for (size_t at = 0; at < text.size();) {
    size_t plain = at;
    while (plain < text.size() && text[plain] >= 0x20 && text[plain] < 0x7F && text[plain] != '"' && text[plain] != '\\') ++plain;
    result.append(text, at, plain - at);
    if ((at = plain) == text.size()) break;
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    const char32_t c = point.value;
    if (c == '"' || c == '\\') {
      result += '\\';
      result += static_cast<char>(c);
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c < 0x20 || (c >= 0x7F && harmless(text.substr(at - point.length, point.length)) == "\uFFFD")) {
      std::string digits;
      for (char32_t rest = c; rest != 0 || digits.empty(); rest >>= 4) digits.insert(digits.begin(), kDigits[rest & 15]);
      result += "\\u{" + digits + "}";
    } else {
      append_utf8(result, c);
    }
  }
  result += '"';
  return result;
}

}  // namespace sekisho
