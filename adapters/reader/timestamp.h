// RFC 3339 times, as plans and exports have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sekisho::adapters {

// Seconds since 1970-01-01T00:00:00Z, fractions cut off; nullopt when `text` is no such time.
std::optional<int64_t> parse_timestamp(std::string_view text);

}  // namespace sekisho::adapters
