// Calendar: the range of days the language knows, and checked steps inside it.
#pragma once

#include <cstdint>
#include <optional>

#include "sekisho/value.h"

namespace sekisho {

// 0000-01-01 to 9999-12-31: what RFC 3339 can write. Arithmetic that leaves it is an overflow.
inline constexpr int32_t kFirstDay = -719528;
inline constexpr int32_t kLastDay = 2932896;
inline constexpr int64_t kSecondsPerDay = 86400;

int64_t floor_divide(int64_t value, int64_t divisor);  // REQUIRES: divisor > 0
std::optional<int32_t> checked_day(int64_t day);
std::optional<int64_t> checked_second(int64_t utc_seconds);
std::optional<int32_t> checked_add_period(int32_t date, Period period);

}  // namespace sekisho
