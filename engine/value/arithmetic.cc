// Comparison, sum, difference and product of known scalars. Whatever leaves the range of its type is nullopt.
#include "engine/value/arithmetic.h"

#include <limits>

#include "engine/value/calendar.h"
#include "engine/value/decimal.h"

namespace sekisho {
namespace {

constexpr int64_t kForever = std::numeric_limits<int64_t>::max();

Decimal as_number(const Value& value) {
  if (value.kind() == ValueKind::kDecimal) return value.as_decimal();
  return *make_decimal(value.as_int(), 0);
}

std::optional<Value> decimal_value(std::optional<Decimal> decimal) {
  if (!decimal) return std::nullopt;
  return Value::decimal(*decimal);
}

std::optional<Value> integer_sum(int64_t a, int64_t b) {
  int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return Value::integer(sum);
}

std::optional<int64_t> negated(int64_t value) {
  if (value == std::numeric_limits<int64_t>::min()) return std::nullopt;
  return -value;
}

std::optional<Decimal> negated(const Decimal& value) {
  const std::optional<int64_t> digits = negated(value.digits);
  if (!digits) return std::nullopt;
  return make_decimal(*digits, value.exponent);
}

std::optional<Period> negated(const Period& value) {
  constexpr int32_t kLeast = std::numeric_limits<int32_t>::min();
  if (value.months == kLeast || value.days == kLeast) return std::nullopt;
  return Period{-value.months, -value.days};
}

std::optional<Value> duration_value(int64_t seconds) {
  if (seconds == kForever) return std::nullopt;
  return Value::duration(seconds);
}

std::optional<Value> add_durations(int64_t a, int64_t b) {
  if (a == kForever || b == kForever) return Value::forever();
  int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return duration_value(sum);
}

// A date is its day's first second: half a day later is still that day, half a day earlier is the day before.
std::optional<Value> move_date(int64_t date, int64_t seconds) {
  if (seconds == kForever) return std::nullopt;
  const std::optional<int32_t> day = checked_day(date + floor_divide(seconds, kSecondsPerDay));
  if (!day) return std::nullopt;
  return Value::date(*day);
}

std::optional<Value> move_date(int64_t date, const Period& period) {
  const std::optional<int32_t> day = checked_add_period(static_cast<int32_t>(date), period);
  if (!day) return std::nullopt;
  return Value::date(*day);
}

std::optional<Value> move_timestamp(int64_t instant, int64_t seconds) {
  int64_t moved = 0;
  if (seconds == kForever || __builtin_add_overflow(instant, seconds, &moved)) return std::nullopt;
  const std::optional<int64_t> checked = checked_second(moved);
  if (!checked) return std::nullopt;
  return Value::timestamp(*checked);
}

// The calendar's day moves, the time of day in Japan stays (design: zone Asia/Tokyo unless set).
std::optional<Value> move_timestamp(int64_t utc_seconds, Period period) {
  constexpr int64_t kJapanOffset = 9 * 3600;
  const int64_t local = utc_seconds + kJapanOffset;
  const int64_t day = floor_divide(local, kSecondsPerDay);
  const std::optional<int32_t> moved = checked_add_period(static_cast<int32_t>(day), period);
  if (!moved) return std::nullopt;
  const std::optional<int64_t> second = checked_second(int64_t{*moved} * kSecondsPerDay + (local - day * kSecondsPerDay) - kJapanOffset);
  return second ? std::optional(Value::timestamp(*second)) : std::nullopt;
}

std::optional<Value> add_periods(const Period& a, const Period& b) {
  Period sum;
  if (__builtin_add_overflow(a.months, b.months, &sum.months)) return std::nullopt;
  if (__builtin_add_overflow(a.days, b.days, &sum.days)) return std::nullopt;
  return Value::period(sum);
}

std::optional<Value> scale_duration(int64_t seconds, int64_t factor) {
  if (seconds == kForever) return factor > 0 ? std::optional(Value::forever()) : std::nullopt;
  int64_t product = 0;
  if (__builtin_mul_overflow(seconds, factor, &product)) return std::nullopt;
  return duration_value(product);
}

std::optional<Value> scale_period(const Period& period, int64_t factor) {
  Period product;
  if (__builtin_mul_overflow(period.months, factor, &product.months)) return std::nullopt;
  if (__builtin_mul_overflow(period.days, factor, &product.days)) return std::nullopt;
  return Value::period(product);
}

}  // namespace

std::partial_ordering compare_scalars(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) {
    if (a.kind() == ValueKind::kInt && b.kind() == ValueKind::kInt) return a.as_int() <=> b.as_int();
    return compare_decimals(as_number(a), as_number(b));
  }
  if (a.kind() != b.kind()) return std::partial_ordering::unordered;
  switch (a.kind()) {
    case ValueKind::kDuration:
    case ValueKind::kDate:
    case ValueKind::kTimestamp: return a.as_int() <=> b.as_int();
    case ValueKind::kVersion: return compare_versions(a.as_text(), b.as_text());
    case ValueKind::kEnum: return a.ordinal() <=> b.ordinal();
    case ValueKind::kText: return a.as_text() <=> b.as_text();
    default: return std::partial_ordering::unordered;
  }
}

std::optional<Value> add_scalars(const Value& a, const Value& b) {
  const ValueKind left = a.kind();
  const ValueKind right = b.kind();
  if (left == ValueKind::kInt && right == ValueKind::kInt) return integer_sum(a.as_int(), b.as_int());
  if (is_number(a) && is_number(b)) return decimal_value(add_decimals(as_number(a), as_number(b)));
  if (left == ValueKind::kText && right == ValueKind::kText) return Value::text(a.as_text() + b.as_text());
  if (left == ValueKind::kDuration && right == ValueKind::kDuration) return add_durations(a.as_int(), b.as_int());
  if (left == ValueKind::kPeriod && right == ValueKind::kPeriod) return add_periods(a.as_period(), b.as_period());
  if (left == ValueKind::kDate && right == ValueKind::kDuration) return move_date(a.as_int(), b.as_int());
  if (left == ValueKind::kDate && right == ValueKind::kPeriod) return move_date(a.as_int(), b.as_period());
  if (left == ValueKind::kTimestamp && right == ValueKind::kDuration) return move_timestamp(a.as_int(), b.as_int());
  if (left == ValueKind::kTimestamp && right == ValueKind::kPeriod) return move_timestamp(a.as_int(), b.as_period());
  const bool commuted = right == ValueKind::kDate || right == ValueKind::kTimestamp;
  const bool span_first = left == ValueKind::kDuration || left == ValueKind::kPeriod;
  return commuted && span_first ? add_scalars(b, a) : std::nullopt;
}

std::optional<Value> subtract_scalars(const Value& a, const Value& b) {
  const ValueKind left = a.kind();
  const ValueKind right = b.kind();
  if (left == ValueKind::kInt && right == ValueKind::kInt) {
    int64_t difference = 0;
    if (__builtin_sub_overflow(a.as_int(), b.as_int(), &difference)) return std::nullopt;
    return Value::integer(difference);
  }
  if (is_number(a) && is_number(b)) {
    const std::optional<Decimal> minus = negated(as_number(b));
    return minus ? decimal_value(add_decimals(as_number(a), *minus)) : std::nullopt;
  }
  if (left == ValueKind::kDate && right == ValueKind::kDate) return Value::duration((a.as_int() - b.as_int()) * kSecondsPerDay);
  if (left == ValueKind::kTimestamp && right == ValueKind::kTimestamp) {
    int64_t difference = 0;
    if (__builtin_sub_overflow(a.as_int(), b.as_int(), &difference)) return std::nullopt;
    return duration_value(difference);
  }
  if (right == ValueKind::kDuration) {
    if (b.as_int() == kForever) return std::nullopt;
    const std::optional<int64_t> minus = negated(b.as_int());
    const bool movable = left == ValueKind::kDuration || left == ValueKind::kDate || left == ValueKind::kTimestamp;
    return minus && movable ? add_scalars(a, Value::duration(*minus)) : std::nullopt;
  }
  if (right == ValueKind::kPeriod) {
    const std::optional<Period> minus = negated(b.as_period());
    const bool movable = left == ValueKind::kPeriod || left == ValueKind::kDate || left == ValueKind::kTimestamp;
    return minus && movable ? add_scalars(a, Value::period(*minus)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Value> multiply_scalars(const Value& a, const Value& b) {
  const ValueKind left = a.kind();
  const ValueKind right = b.kind();
  if (left == ValueKind::kInt && right == ValueKind::kInt) {
    int64_t product = 0;
    if (__builtin_mul_overflow(a.as_int(), b.as_int(), &product)) return std::nullopt;
    return Value::integer(product);
  }
  if (is_number(a) && is_number(b)) return decimal_value(multiply_decimals(as_number(a), as_number(b)));
  if (right == ValueKind::kInt && left == ValueKind::kDuration) return scale_duration(a.as_int(), b.as_int());
  if (right == ValueKind::kInt && left == ValueKind::kPeriod) return scale_period(a.as_period(), b.as_int());
  const bool commuted = left == ValueKind::kInt && (right == ValueKind::kDuration || right == ValueKind::kPeriod);
  return commuted ? multiply_scalars(b, a) : std::nullopt;
}

}  // namespace sekisho
