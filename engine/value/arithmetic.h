// Arithmetic and comparison on known scalars, checked: nullopt means overflow or no common order.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "sekisho/value.h"

namespace sekisho {

inline bool is_number(const Value& value) { return value.kind() == ValueKind::kInt || value.kind() == ValueKind::kDecimal; }

// Order of two known scalars of one type (int, decimal, int against decimal, duration, date, timestamp, version, enum by ordinal, text by bytes).
std::partial_ordering compare_scalars(const Value& a, const Value& b);
std::strong_ordering compare_versions(std::string_view a, std::string_view b);  // numeric parts by number: "1.10" > "1.9"; missing parts are 0; a suffix ("-rc1") sorts before none
std::strong_ordering compare_decimals(const Decimal& a, const Decimal& b);

// + - * as the language types them (int, decimal, duration, date±duration/period, timestamp±duration, timestamp-timestamp, date-date, text+text).
std::optional<Value> add_scalars(const Value& a, const Value& b);
std::optional<Value> subtract_scalars(const Value& a, const Value& b);
std::optional<Value> multiply_scalars(const Value& a, const Value& b);

int32_t add_period(int32_t date, Period period);                 // months first, the day clamped to the month's end, then days
int64_t add_period_to_timestamp(int64_t utc_seconds, Period period, int zone_offset_seconds);  // calendar arithmetic in the zone
int64_t longest_seconds(Period period);                          // the longest span the period can take anywhere in the calendar: 1mo 31 days, 3mo 92, 1y 366
int64_t shortest_seconds(Period period);                         // the shortest: 1mo 28 days, 1y 365
int32_t date_of(int64_t utc_seconds, int zone_offset_seconds);   // the calendar day in the zone (Asia/Tokyo: 32400, no daylight saving since 1952)

bool network_contains(const Network& outer, const Network& inner);
bool networks_overlap(const Network& a, const Network& b);

// Wildcards of access policies: '*' any run, '?' one character. Actions compare without case, resources with.
bool glob_matches(std::string_view glob, std::string_view text, bool ignore_case);
// Every text that `inner` (itself a glob) matches is matched by `outer`.
bool glob_covers(std::string_view outer, std::string_view inner, bool ignore_case);

}  // namespace sekisho
