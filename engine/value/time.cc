// Durations, periods, dates and timestamps as texts.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <limits>
#include <string>

#include "engine/value/calendar.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

struct Unit {
  std::string_view spelling;
  int64_t size;
};
constexpr Unit kDurationUnits[] = {{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};

// A number and its unit from the front of `text`.
struct Amount {
  int64_t number = 0;
  std::string_view unit;
};

std::optional<Amount> take_amount(std::string_view& text) {
  Amount result;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), result.number);
  if (text.empty() || !is_digit(text[0]) || code != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  result.unit = text.substr(0, letters);
  text.remove_prefix(letters);
  return result;
}

// `width` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (size_t i = 0; i < width; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int32_t> take_date(std::string_view& text) {
  const std::optional<int> year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const std::optional<int> month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const std::optional<int> day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<int64_t> take_time(std::string_view& text) {
  const std::optional<int> hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const std::optional<int> minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const std::optional<int> second = take_number(text, 2);
  if (!second || *second > 60) return std::nullopt;  // 60: a leap second, here the next minute's first
  if (take(text, '.')) {
    if (text.empty() || !is_digit(text[0])) return std::nullopt;
    while (!text.empty() && is_digit(text[0])) text.remove_prefix(1);
  }
  return *hour * 3600 + *minute * 60 + *second;
}

// Seconds east of Greenwich.
std::optional<int64_t> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool west = text.starts_with('-');
  if (!west && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const std::optional<int> minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const int64_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

}  // namespace

std::optional<int64_t> parse_duration(std::string_view text) {
  int64_t total = 0;
  size_t next = 0;  // index of the largest unit still allowed
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const std::optional<Amount> amount = take_amount(text);
    if (!amount) return std::nullopt;
    while (next < std::size(kDurationUnits) && kDurationUnits[next].spelling != amount->unit) ++next;
    if (next == std::size(kDurationUnits)) return std::nullopt;
    int64_t seconds = 0;
    if (__builtin_mul_overflow(amount->number, kDurationUnits[next].size, &seconds)) return std::nullopt;
    if (__builtin_add_overflow(total, seconds, &total)) return std::nullopt;
    ++next;
  }
  // The largest number stands for `forever`.
  if (total == std::numeric_limits<int64_t>::max()) return std::nullopt;
  return total;
}

std::optional<Period> parse_period(std::string_view text) {
  int64_t months = 0;
  int64_t days = 0;
  int stage = 0;  // 0: years may come, 1: months, 2: days, 3: nothing
  bool calendar = false;
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  while (!text.empty()) {
    const std::optional<Amount> amount = take_amount(text);
    if (!amount || amount->number > kMost) return std::nullopt;
    if (amount->unit == "y" && stage < 1) {
      months += amount->number * 12;
      stage = 1;
      calendar = true;
    } else if (amount->unit == "mo" && stage < 2) {
      months += amount->number;
      stage = 2;
      calendar = true;
    } else if (amount->unit == "d" && stage < 3) {
      days = amount->number;
      stage = 3;
    } else {
      return std::nullopt;
    }
  }
  // Days alone are a duration.
  if (!calendar || months > kMost) return std::nullopt;
  return Period{static_cast<int32_t>(months), static_cast<int32_t>(days)};
}

std::optional<int32_t> parse_date(std::string_view text) {
  const std::optional<int32_t> date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<int64_t> parse_timestamp(std::string_view text) {
  const std::optional<int32_t> date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return std::nullopt;
  const std::optional<int64_t> time = take_time(text);
  if (!time) return std::nullopt;
  const std::optional<int64_t> zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return checked_second(*date * kSecondsPerDay + *time - *zone);
}

std::string format_duration(int64_t seconds) {
  if (seconds == std::numeric_limits<int64_t>::max()) return "forever";
  if (seconds == 0) return "0s";
  std::string result = seconds < 0 ? "-" : "";
  uint64_t rest = seconds < 0 ? uint64_t{0} - static_cast<uint64_t>(seconds) : static_cast<uint64_t>(seconds);
  for (const Unit& unit : kDurationUnits) {
    const auto size = static_cast<uint64_t>(unit.size);
    if (rest >= size) result += std::to_string(rest / size) + std::string(unit.spelling);
    rest %= size;
  }
  return result;
}

std::string format_period(Period period) {
  const bool negative = period.months < 0 || (period.months == 0 && period.days < 0);
  const int64_t months = negative ? -int64_t{period.months} : period.months;
  const int64_t days = negative ? -int64_t{period.days} : period.days;
  std::string result = negative ? "-" : "";
  if (months >= 12) result += std::to_string(months / 12) + "y";
  if (months % 12 != 0 || months == 0) result += std::to_string(months % 12) + "mo";
  if (days != 0) result += std::to_string(days) + "d";
  return result;
}

std::string format_date(int32_t days) {
  // Years past 9999 come from no text and no arithmetic of ours; they print with more digits.
  const std::chrono::year_month_day date = std::chrono::sys_days(std::chrono::days(days));
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::string format_timestamp(int64_t utc_seconds) {
  const int64_t day = floor_divide(utc_seconds, kSecondsPerDay);
  const std::optional<int32_t> date = checked_day(day);
  if (!date) return std::to_string(utc_seconds) + "s";
  const auto second = static_cast<int>(utc_seconds - day * kSecondsPerDay);
  char text[40];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
  return format_date(*date) + text;
}

}  // namespace sekisho
