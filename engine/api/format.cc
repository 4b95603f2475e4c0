// Texts in and texts out: the formatter and times, for users of the engine.
#include <cstdint>
#include <optional>
#include <string>

#include "engine/syntax/format.h"
#include "engine/value/literal.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

constexpr int64_t kSecondsOfDay = 86400;
constexpr int64_t kJapanOffset = 9 * 3600;  // no daylight saving since 1952

}  // namespace

std::optional<std::string> format_policy(const SourcePtr& source, Diagnostics& diagnostics) { return syntax::format(source, diagnostics); }

std::optional<int64_t> parse_time(const std::string& text) {
  if (const std::optional<int64_t> timestamp = parse_timestamp(text)) return timestamp;
  const std::optional<int32_t> date = parse_date(text);
  if (!date) return std::nullopt;
  return *date * kSecondsOfDay - kJapanOffset;
}

}  // namespace sekisho
