// `2024-03-22T10:00:00Z`, `2024-03-22T10:00:00.123+09:00`.
#include "adapters/reader/timestamp.h"

#include <chrono>

namespace sekisho::adapters {
namespace {

// Takes the digits that `pattern` (digits as `0`, all else literal) asks for; false when the text differs.
bool take(std::string_view& text, std::string_view pattern, int* numbers) {
  if (text.size() < pattern.size()) return false;
  int at = -1;
  bool in_number = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = text[i];
    if (pattern[i] != '0') {
      const char upper = c == 't' ? 'T' : c;
      if (upper != pattern[i]) return false;
      in_number = false;
      continue;
    }
    if (c < '0' || c > '9') return false;
    if (!in_number) numbers[++at] = 0;
    in_number = true;
    numbers[at] = numbers[at] * 10 + (c - '0');
  }
  text.remove_prefix(pattern.size());
  return true;
}

}  // namespace

std::optional<int64_t> parse_timestamp(std::string_view text) {
  int n[6] = {};
  if (!take(text, "0000-00-00T00:00:00", n)) return std::nullopt;
  if (text.starts_with('.')) {
    size_t end = 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == 1) return std::nullopt;
    text.remove_prefix(end);
  }
  int offset = 0;
  if (text.starts_with('+') || text.starts_with('-')) {
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    int zone[2] = {};
    if (!take(text, "00:00", zone) || zone[0] > 23 || zone[1] > 59) return std::nullopt;
    offset = sign * (zone[0] * 3600 + zone[1] * 60);
  } else if (text == "Z" || text == "z") {
    text.remove_prefix(1);
  } else {
    return std::nullopt;
  }
  using namespace std::chrono;
  const year_month_day day{year{n[0]}, month{static_cast<unsigned>(n[1])}, std::chrono::day{static_cast<unsigned>(n[2])}};
  if (!text.empty() || !day.ok() || n[3] > 23 || n[4] > 59 || n[5] > 60) return std::nullopt;
  const int64_t days = sys_days{day}.time_since_epoch().count();
  return days * 86400 + n[3] * 3600 + n[4] * 60 + n[5] - offset;
}

}  // namespace sekisho::adapters
