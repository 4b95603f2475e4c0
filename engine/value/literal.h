// Texts to values: the conversions that the checker (literals), the evaluator (T(x)) and tests share. Each returns nullopt for a text that is no T.
#pragma once

#include <optional>
#include <string_view>

#include "sekisho/value.h"

namespace sekisho {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }  // of ASCII, in any locale

std::optional<int64_t> parse_int(std::string_view text);         // decimal digits with optional '-'; also "512.0" and "1e3" when whole; checked 64 bit
std::optional<Decimal> parse_decimal(std::string_view text);
std::optional<bool> parse_bool(std::string_view text);           // true, false; also True, TRUE and their like, which templates and tables write
std::optional<int64_t> parse_duration(std::string_view text);    // 90d 12h 30m 15s, combined large to small "1d12h"; seconds
std::optional<Period> parse_period(std::string_view text);       // 3mo, 1y, 1y4mo, 1y4mo10d
std::optional<int32_t> parse_date(std::string_view text);        // 2026-01-31, proleptic Gregorian; days since epoch
std::optional<int64_t> parse_timestamp(std::string_view text);   // RFC 3339 with zone; fractions of a second are cut; UTC seconds
std::optional<Network> parse_ip(std::string_view text);
std::optional<Network> parse_cidr(std::string_view text);        // "10.0.0.0/8", "::/0"; host bits are cleared; an address alone is /32 or /128
bool is_version(std::string_view text);                          // starts with a digit (an optional 'v' before it) and holds dots, digits, letters, '-', '+'
std::optional<Decimal> parse_quantity(std::string_view text);    // Kubernetes quantity: 500m, 1Gi, 2k, 1.5

std::string format_duration(int64_t seconds);                    // "3d", "36h" as 1d12h; INT64_MAX is "forever"
std::string format_period(Period period);
std::string format_date(int32_t days);
std::string format_timestamp(int64_t utc_seconds);               // 2026-04-01T00:00:00Z
std::string format_decimal(Decimal value);
std::string format_ip(const Network& value);                     // RFC 5952 for IPv6
std::string format_cidr(const Network& value);
std::string quote(std::string_view text);                        // a Seki string literal with escapes \" \\ \n \t \u{…}; "{" stays as it is

}  // namespace sekisho
