// Decimal arithmetic in 128 bits, checked on the way back to 64.
#include "engine/value/decimal.h"

#include <limits>

#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

__extension__ typedef __int128 Wide;

// 10^19 times any 64-bit number stays inside 128 bits.
constexpr int kMaxShift = 19;

Wide power_of_ten(int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

std::optional<Decimal> narrowed(Wide digits, int64_t exponent) {
  if (digits == 0) return Decimal{};
  while (digits % 10 == 0) {
    digits /= 10;
    ++exponent;
  }
  if (digits > std::numeric_limits<int64_t>::max() || digits < std::numeric_limits<int64_t>::min()) return std::nullopt;
  if (exponent > std::numeric_limits<int32_t>::max() || exponent < std::numeric_limits<int32_t>::min()) return std::nullopt;
  return Decimal{static_cast<int64_t>(digits), static_cast<int32_t>(exponent)};
}

int digit_count(int64_t digits) {
  int count = 0;
  for (int64_t rest = digits; rest != 0; rest /= 10) ++count;
  return count;
}

int sign(int64_t digits) { return digits < 0 ? -1 : digits > 0 ? 1 : 0; }

}  // namespace

std::optional<Decimal> make_decimal(int64_t digits, int64_t exponent) { return narrowed(digits, exponent); }

std::optional<Decimal> add_decimals(const Decimal& a, const Decimal& b) {
  if (a.digits == 0) return b;
  if (b.digits == 0) return a;
  const Decimal& high = a.exponent >= b.exponent ? a : b;
  const Decimal& low = a.exponent >= b.exponent ? b : a;
  const int64_t shift = int64_t{high.exponent} - low.exponent;
  // The low one's last digit is not zero, so the sum would need at least `shift` digits.
  if (shift > kMaxShift) return std::nullopt;
  return narrowed(Wide{high.digits} * power_of_ten(static_cast<int>(shift)) + low.digits, low.exponent);
}

std::optional<Decimal> multiply_decimals(const Decimal& a, const Decimal& b) {
  return narrowed(Wide{a.digits} * b.digits, int64_t{a.exponent} + b.exponent);
}

std::optional<int64_t> whole_number(const Decimal& value) {
  if (value.digits == 0) return 0;
  if (value.exponent < 0 || value.exponent > kMaxShift) return std::nullopt;
  const Wide whole = Wide{value.digits} * power_of_ten(value.exponent);
  if (whole > std::numeric_limits<int64_t>::max() || whole < std::numeric_limits<int64_t>::min()) return std::nullopt;
  return static_cast<int64_t>(whole);
}

std::strong_ordering compare_decimals(const Decimal& a, const Decimal& b) {
  if (sign(a.digits) != sign(b.digits) || a.digits == 0) return sign(a.digits) <=> sign(b.digits);
  // The place of the first digit decides, unless it is the same: then the exponents differ by less than 19.
  const int64_t a_magnitude = int64_t{a.exponent} + digit_count(a.digits);
  const int64_t b_magnitude = int64_t{b.exponent} + digit_count(b.digits);
  if (a_magnitude != b_magnitude) return a.digits > 0 ? a_magnitude <=> b_magnitude : b_magnitude <=> a_magnitude;
  const int shift = a.exponent - b.exponent;
  const Wide left = Wide{a.digits} * power_of_ten(shift > 0 ? shift : 0);
  const Wide right = Wide{b.digits} * power_of_ten(shift < 0 ? -shift : 0);
  return left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

}  // namespace sekisho
