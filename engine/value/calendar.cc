// Days, months and periods in the proleptic Gregorian calendar.
#include "engine/value/calendar.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

// The calendar repeats after 400 years.
constexpr int kCycleMonths = 4800;
constexpr int64_t kCycleDays = 146097;

// Day on which each month of a cycle begins, counted from the cycle's first.
const std::array<int32_t, kCycleMonths + 1>& month_starts() {
  static const std::array<int32_t, kCycleMonths + 1> kStarts = [] {
    std::array<int32_t, kCycleMonths + 1> starts{};
    const sys_days first = sys_days(year(2000) / month(1) / day(1));
    for (int i = 0; i <= kCycleMonths; ++i) {
      const sys_days start = sys_days(year(2000 + i / 12) / month(static_cast<unsigned>(i % 12 + 1)) / day(1));
      starts[static_cast<size_t>(i)] = static_cast<int32_t>((start - first).count());
    }
    return starts;
  }();
  return kStarts;
}

int64_t start_of(int64_t month_index) {
  return month_index / kCycleMonths * kCycleDays + month_starts()[static_cast<size_t>(month_index % kCycleMonths)];
}

int64_t length_of(int64_t month_index) { return start_of(month_index + 1) - start_of(month_index); }

// The most days that `months` >= 0 months take: from the first of some month.
int64_t longest_days(int64_t months) {
  int64_t longest = 0;
  for (int64_t from = 0; from < kCycleMonths; ++from) longest = std::max(longest, start_of(from + months) - start_of(from));
  return longest;
}

// The fewest: from the last of some month, where the end may be clamped.
int64_t shortest_days(int64_t months) {
  int64_t shortest = start_of(months);
  for (int64_t from = 0; from < kCycleMonths; ++from) {
    const int64_t clamped = std::max<int64_t>(0, length_of(from) - length_of(from + months));
    shortest = std::min(shortest, start_of(from + months) - start_of(from) - clamped);
  }
  return shortest;
}

}  // namespace

int64_t floor_divide(int64_t value, int64_t divisor) {
  const int64_t quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

std::optional<int32_t> checked_day(int64_t day_number) {
  if (day_number < kFirstDay || day_number > kLastDay) return std::nullopt;
  return static_cast<int32_t>(day_number);
}

std::optional<int64_t> checked_second(int64_t utc_seconds) {
  if (!checked_day(floor_divide(utc_seconds, kSecondsPerDay))) return std::nullopt;
  return utc_seconds;
}

std::optional<int32_t> checked_add_period(int32_t date, Period period) {
  if (!checked_day(date)) return std::nullopt;
  const year_month_day from = sys_days(days(date));
  const int64_t months = int64_t{static_cast<int>(from.year())} * 12 + static_cast<unsigned>(from.month()) - 1 + period.months;
  const int64_t target_year = floor_divide(months, 12);
  // One year of slack: the days may bring it back.
  if (target_year < -1 || target_year > 10000) return std::nullopt;
  const year y(static_cast<int>(target_year));
  const month m(static_cast<unsigned>(months - target_year * 12 + 1));
  const day last = year_month_day(y / m / std::chrono::last).day();
  const sys_days clamped = sys_days(y / m / std::min(from.day(), last));
  return checked_day(int64_t{clamped.time_since_epoch().count()} + period.days);
}

int32_t add_period(int32_t date, Period period) {
  const int32_t from = std::clamp(date, kFirstDay, kLastDay);
  if (const std::optional<int32_t> day_number = checked_add_period(from, period)) return *day_number;
  const bool back = period.months < 0 || (period.months == 0 && period.days < 0);
  return back ? kFirstDay : kLastDay;
}

int64_t add_period_to_timestamp(int64_t utc_seconds, Period period, int zone_offset_seconds) {
  const int64_t earliest = kFirstDay * kSecondsPerDay;
  const int64_t latest = kLastDay * kSecondsPerDay + kSecondsPerDay - 1;
  const int64_t local = std::clamp(utc_seconds, earliest, latest) + zone_offset_seconds;
  const int64_t local_day = floor_divide(local, kSecondsPerDay);
  const int64_t second_of_day = local - local_day * kSecondsPerDay;
  const auto clamped_day = static_cast<int32_t>(std::clamp<int64_t>(local_day, kFirstDay, kLastDay));
  const int64_t moved = add_period(clamped_day, period) * kSecondsPerDay + second_of_day - zone_offset_seconds;
  return std::clamp(moved, earliest, latest);
}

int64_t longest_seconds(Period period) {
  const int64_t months = period.months;
  const int64_t month_days = months >= 0 ? longest_days(months) : -shortest_days(-months);
  return (month_days + period.days) * kSecondsPerDay;
}

int64_t shortest_seconds(Period period) {
  const int64_t months = period.months;
  const int64_t month_days = months >= 0 ? shortest_days(months) : -longest_days(-months);
  return (month_days + period.days) * kSecondsPerDay;
}

int32_t date_of(int64_t utc_seconds, int zone_offset_seconds) {
  const int64_t earliest = kFirstDay * kSecondsPerDay;
  const int64_t latest = kLastDay * kSecondsPerDay + kSecondsPerDay - 1;
  const int64_t day_number = floor_divide(std::clamp(utc_seconds, earliest, latest) + zone_offset_seconds, kSecondsPerDay);
  return static_cast<int32_t>(std::clamp<int64_t>(day_number, kFirstDay, kLastDay));
}

}  // namespace sekisho
