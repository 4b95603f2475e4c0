// Durations, periods, dates, timestamps and calendar arithmetic.
#include <gtest/gtest.h>

#include <limits>

#include "engine/value/arithmetic.h"
#include "engine/value/calendar.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr int64_t kDay = kSecondsPerDay;

TEST(TimeTest, Durations) {
  const std::pair<const char*, std::optional<int64_t>> cases[] = {
      {"90d", 90 * kDay}, {"12h", 43200}, {"30m", 1800}, {"15s", 15}, {"1d12h", 129600}, {"1d2h3m4s", 93784}, {"0d", 0}, {"36h", 129600},
      {"", {}}, {"1", {}}, {"d", {}}, {"1w", {}}, {"12h1d", {}}, {"1d1d", {}}, {"-1d", {}}, {"1d ", {}}, {"1 d", {}}, {"1.5h", {}}, {"1mo", {}},
      {"1y", {}}, {"1D", {}}, {"106751991167300d", 106751991167300 * kDay}, {"106751991167301d", {}}, {"9223372036854775807s", {}},
      {"9223372036854775806s", std::numeric_limits<int64_t>::max() - 1}, {"99999999999999999999s", {}},
  };
  for (const auto& [text, seconds] : cases) EXPECT_EQ(parse_duration(text), seconds) << text;
  EXPECT_EQ(format_duration(3 * kDay), "3d");
  EXPECT_EQ(format_duration(36 * 3600), "1d12h");
  EXPECT_EQ(format_duration(0), "0s");
  EXPECT_EQ(format_duration(-90), "-1m30s");
  EXPECT_EQ(format_duration(std::numeric_limits<int64_t>::max()), "forever");
  EXPECT_EQ(format_duration(std::numeric_limits<int64_t>::min()), "-106751991167300d15h30m8s");
}

TEST(TimeTest, Periods) {
  const std::pair<const char*, std::optional<Period>> cases[] = {
      {"3mo", Period{3, 0}}, {"1y", Period{12, 0}}, {"1y4mo", Period{16, 0}}, {"1y4mo10d", Period{16, 10}}, {"1y10d", Period{12, 10}},
      {"0mo10d", Period{0, 10}}, {"18mo", Period{18, 0}}, {"10d", {}}, {"", {}}, {"4mo1y", {}}, {"1y1y", {}}, {"1m", {}}, {"-1y", {}},
      {"2147483647mo", Period{2147483647, 0}}, {"2147483648mo", {}}, {"2147483647y", {}}, {"1y2147483647mo", {}},
  };
  for (const auto& [text, period] : cases) EXPECT_EQ(parse_period(text), period) << text;
  EXPECT_EQ(format_period({16, 10}), "1y4mo10d");
  EXPECT_EQ(format_period({12, 0}), "1y");
  EXPECT_EQ(format_period({0, 0}), "0mo");
  EXPECT_EQ(format_period({-3, 0}), "-3mo");
}

TEST(TimeTest, Dates) {
  const std::pair<const char*, std::optional<int32_t>> cases[] = {
      {"1970-01-01", 0}, {"1969-12-31", -1}, {"2026-01-31", 20484}, {"2000-02-29", 11016}, {"1900-02-29", {}}, {"2100-02-29", {}}, {"2024-02-29", 19782},
      {"2023-02-29", {}}, {"2023-04-31", {}}, {"2023-00-01", {}}, {"2023-13-01", {}}, {"2023-01-00", {}}, {"2023-1-1", {}}, {"20230101", {}},
      {"2023-01-01 ", {}}, {"-2023-01-01", {}}, {"", {}}, {"0000-01-01", kFirstDay}, {"9999-12-31", kLastDay}, {"10000-01-01", {}}, {"２０２３-01-01", {}},
  };
  for (const auto& [text, day] : cases) {
    EXPECT_EQ(parse_date(text), day) << text;
    if (day) { EXPECT_EQ(format_date(*day), text); }
  }
  // Past every text, still no crash.
  EXPECT_FALSE(format_date(std::numeric_limits<int32_t>::max()).empty());
  EXPECT_FALSE(format_date(std::numeric_limits<int32_t>::min()).empty());
}

TEST(TimeTest, Timestamps) {
  const std::pair<const char*, std::optional<int64_t>> cases[] = {
      {"1970-01-01T00:00:00Z", 0}, {"2026-04-01T00:00:00Z", 1775001600}, {"2026-04-01T09:00:00+09:00", 1775001600},
      {"2026-04-01t00:00:00z", 1775001600}, {"2026-04-01 00:00:00Z", 1775001600}, {"2026-03-31T19:30:00-04:30", 1775001600},
      {"2026-04-01T00:00:00.9999999Z", 1775001600}, {"1969-12-31T23:59:59.5Z", -1}, {"2016-12-31T23:59:60Z", 1483228800},
      {"2026-04-01T00:00:00", {}}, {"2026-04-01", {}}, {"2026-04-01T00:00Z", {}}, {"2026-04-01T24:00:00Z", {}}, {"2026-04-01T00:60:00Z", {}},
      {"2026-04-01T00:00:61Z", {}}, {"2026-04-01T00:00:00.Z", {}}, {"2026-04-01T00:00:00+0900", {}}, {"2026-04-01T00:00:00+24:00", {}},
      {"2026-04-01T00:00:00+09:60", {}}, {"2026-04-31T00:00:00Z", {}}, {"2026-04-01T00:00:00Zx", {}}, {"0000-01-01T00:00:00+00:01", {}},
      {"9999-12-31T23:59:59-00:01", {}}, {"9999-12-31T23:59:59Z", 253402300799},
  };
  for (const auto& [text, seconds] : cases) EXPECT_EQ(parse_timestamp(text), seconds) << text;
  EXPECT_EQ(format_timestamp(1775001600), "2026-04-01T00:00:00Z");
  EXPECT_EQ(format_timestamp(-1), "1969-12-31T23:59:59Z");
  EXPECT_FALSE(format_timestamp(std::numeric_limits<int64_t>::min()).empty());
}

TEST(CalendarTest, PeriodsClampMonthEnds) {
  struct Case {
    const char* from;
    Period period;
    const char* to;
  };
  const Case cases[] = {
      {"2026-01-31", {1, 0}, "2026-02-28"},  {"2024-01-31", {1, 0}, "2024-02-29"},   {"2024-02-29", {12, 0}, "2025-02-28"},
      {"2024-02-29", {48, 0}, "2028-02-29"}, {"2026-08-31", {6, 0}, "2027-02-28"},   {"2026-03-31", {-1, 0}, "2026-02-28"},
      {"2026-01-31", {1, 1}, "2026-03-01"},  {"2026-12-31", {2, 0}, "2027-02-28"},   {"2026-01-15", {-1, 0}, "2025-12-15"},
      {"2026-01-15", {-13, 0}, "2024-12-15"}, {"2026-06-15", {0, -20}, "2026-05-26"}, {"9999-12-31", {1, 0}, "9999-12-31"},
      {"9999-12-15", {1, -30}, "9999-12-16"}, {"0000-01-01", {-1, 0}, "0000-01-01"},  {"2026-01-01", {2147483647, 2147483647}, "9999-12-31"},
      {"2026-01-01", {-2147483648, -2147483648}, "0000-01-01"},
  };
  for (const Case& one : cases) EXPECT_EQ(format_date(add_period(*parse_date(one.from), one.period)), one.to) << one.from;
  EXPECT_EQ(checked_add_period(kLastDay, {1, 0}), std::nullopt);
  EXPECT_EQ(checked_add_period(kLastDay, {0, 1}), std::nullopt);
  EXPECT_EQ(checked_add_period(std::numeric_limits<int32_t>::max(), {0, 0}), std::nullopt);
  EXPECT_EQ(add_period(std::numeric_limits<int32_t>::max(), {0, 0}), kLastDay);
}

TEST(CalendarTest, TimestampsMoveInTheirZone) {
  const auto at = [](const char* text) { return *parse_timestamp(text); };
  // In Tokyo it is already the 31st.
  EXPECT_EQ(format_timestamp(add_period_to_timestamp(at("2026-01-30T20:00:00Z"), {1, 0}, 32400)), "2026-02-27T20:00:00Z");
  EXPECT_EQ(format_timestamp(add_period_to_timestamp(at("2026-01-30T20:00:00Z"), {1, 0}, 0)), "2026-02-28T20:00:00Z");
  EXPECT_EQ(format_timestamp(add_period_to_timestamp(at("2026-03-31T00:00:00+09:00"), {3, 0}, 32400)), "2026-06-29T15:00:00Z");
  add_period_to_timestamp(std::numeric_limits<int64_t>::max(), {2147483647, 1}, 32400);
  add_period_to_timestamp(std::numeric_limits<int64_t>::min(), {-2147483647, -1}, -32400);
  EXPECT_EQ(format_date(date_of(at("2026-03-31T15:00:00Z"), 32400)), "2026-04-01");
  EXPECT_EQ(format_date(date_of(at("2026-03-31T14:59:59Z"), 32400)), "2026-03-31");
  EXPECT_EQ(format_date(date_of(-1, 0)), "1969-12-31");
  EXPECT_EQ(date_of(std::numeric_limits<int64_t>::max(), 32400), kLastDay);
  EXPECT_EQ(date_of(std::numeric_limits<int64_t>::min(), -32400), kFirstDay);
}

TEST(CalendarTest, SpansOfPeriods) {
  struct Case {
    Period period;
    int64_t shortest;
    int64_t longest;
  };
  const Case cases[] = {
      {{0, 0}, 0, 0},       {{0, 10}, 10, 10},   {{1, 0}, 28, 31},      {{2, 0}, 59, 62},     {{3, 0}, 89, 92},
      {{12, 0}, 365, 366},  {{24, 0}, 730, 731}, {{96, 0}, 2921, 2922}, {{48, 0}, 1460, 1461}, {{12, 5}, 370, 371},
      {{4800, 0}, 146097, 146097}, {{-1, 0}, -31, -28},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(shortest_seconds(one.period), one.shortest * kDay) << one.period.months;
    EXPECT_EQ(longest_seconds(one.period), one.longest * kDay) << one.period.months;
  }
  EXPECT_GT(longest_seconds({2147483647, 0}), shortest_seconds({2147483647, 0}));
}

// The bounds hold for every day of a stretch that has a leap year left out (2100).
TEST(CalendarTest, SpansBoundEveryAddition) {
  for (const Period period : {Period{1, 0}, Period{2, 0}, Period{3, 0}, Period{6, 0}, Period{11, 0}, Period{12, 0}, Period{16, 3}, Period{60, 0}}) {
    int64_t least = std::numeric_limits<int64_t>::max();
    int64_t most = 0;
    for (int32_t day = *parse_date("2000-01-01"); day < *parse_date("2400-01-01"); ++day) {
      const int64_t span = (add_period(day, period) - day) * kDay;
      least = std::min(least, span);
      most = std::max(most, span);
    }
    EXPECT_EQ(least, shortest_seconds(period)) << format_period(period);
    EXPECT_EQ(most, longest_seconds(period)) << format_period(period);
  }
}

}  // namespace
}  // namespace sekisho
