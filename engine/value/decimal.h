// Decimals: exact numbers of up to 64 bits of digits. What does not fit is nullopt, never rounded.
#pragma once

#include <cstdint>
#include <optional>

#include "sekisho/value.h"

namespace sekisho {

// Drops trailing zeros, so that equal numbers are equal structures. nullopt when the exponent does not fit.
std::optional<Decimal> make_decimal(int64_t digits, int64_t exponent);
std::optional<Decimal> add_decimals(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply_decimals(const Decimal& a, const Decimal& b);
// nullopt when it has a fraction or does not fit.
std::optional<int64_t> whole_number(const Decimal& value);

}  // namespace sekisho
