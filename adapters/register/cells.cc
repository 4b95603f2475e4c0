// normalised and expected.
#include "adapters/register/cells.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "adapters/reader/timestamp.h"

namespace sekisho::adapters::register_table {
namespace {

using Type = RegisterColumn::Type;

bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

bool is_number(std::string_view text, bool whole) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return !whole && is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// "2026-04-01" of "2026-4-1", "2026/4/1" and "2026年4月1日".
std::optional<std::string> date(const std::string& text) {
  int year = 0, month = 0, day = 0, length = 0;
  char first = 0, second = 0;
  const auto whole = [&](int found, int wanted) { return found == wanted && static_cast<size_t>(length) == text.size(); };
  const bool is_date = (whole(std::sscanf(text.c_str(), "%4d%c%2d%c%2d%n", &year, &first, &month, &second, &day, &length), 5) && first == second && (first == '-' || first == '/')) ||
                       whole(std::sscanf(text.c_str(), "%4d年%2d月%2d日%n", &year, &month, &day, &length), 3);
  if (!is_date || year < 1900 || month < 1 || month > 12 || day < 1) return {};
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > kDays[static_cast<size_t>(month) - 1] + (month == 2 && is_leap(year) ? 1 : 0)) return {};
  char made[40];
  std::snprintf(made, sizeof made, "%04d-%02d-%02d", year, month, day);
  return made;
}

std::optional<std::string> timestamp(const std::string& text) {
  if (parse_timestamp(text)) return text;
  // Without a zone: Japanese time, as a spreadsheet in Japan means it.
  const size_t space = text.find_first_of(" T");
  const std::optional<std::string> day = date(text.substr(0, space));
  if (!day) return {};
  int hour = 0, minute = 0, second = 0, length = 0;
  if (space != std::string::npos) {
    const std::string rest = text.substr(space + 1);
    if (std::sscanf(rest.c_str(), "%2d:%2d%n", &hour, &minute, &length) != 2) return {};
    if (static_cast<size_t>(length) != rest.size() && (std::sscanf(rest.c_str(), "%2d:%2d:%2d%n", &hour, &minute, &second, &length) != 3 || static_cast<size_t>(length) != rest.size())) return {};
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return {};
  char made[40];
  std::snprintf(made, sizeof made, "T%02d:%02d:%02d+09:00", hour, minute, second);
  return *day + made;
}

std::optional<std::string> truth(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (text == "true" || text == "yes" || text == "はい" || text == "有" || text == "○" || text == "〇") return "true";
  if (text == "false" || text == "no" || text == "いいえ" || text == "無" || text == "×") return "false";
  return {};
}

// `1y`, `6mo`, `90d` and what is put together of them.
bool is_period(const std::string& text) {
  size_t at = 0;
  for (const std::string_view unit : {"y", "mo", "d"}) {
    const size_t end = text.find_first_not_of("0123456789", at);
    if (end == std::string::npos || end == at || text.compare(end, unit.size(), unit) != 0) continue;
    at = end + unit.size();
  }
  return at > 0 && at == text.size();
}

}  // namespace

bool is_made_up(std::string_view text) {
  constexpr std::array<std::string_view, 9> kErrors = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"};
  if (std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end() || (text.size() > 1 && text.find_first_not_of('#') == std::string_view::npos)) return true;
  // "1.11122E+11": what is left of an account's number.
  const size_t power = text.find("E+");
  return power != std::string_view::npos && text.find('.') == 1 && is_number(text.substr(0, power), false) && is_digits(text.substr(power + 2));
}

std::optional<std::string> normalised(const std::string& text, const RegisterColumn& column) {
  switch (column.type) {
    case Type::kText:
    case Type::kFile: return text;
    case Type::kBool: return truth(text);
    case Type::kInt: return is_number(text, true) ? std::optional(text) : std::nullopt;
    case Type::kDecimal: return is_number(text, false) ? std::optional(text) : std::nullopt;
    case Type::kDate: return date(text);
    case Type::kTimestamp: return timestamp(text);
    case Type::kPeriod: return is_period(text) ? std::optional(text) : std::nullopt;
    case Type::kEnum: return std::find(column.words.begin(), column.words.end(), text) != column.words.end() ? std::optional(text) : std::nullopt;
  }
  return {};
}

std::string expected(const RegisterColumn& column) {
  switch (column.type) {
    case Type::kBool: return "expected true or false";
    case Type::kInt: return "expected a whole number";
    case Type::kDecimal: return "expected a number";
    case Type::kDate: return "expected a date such as 2026-04-01, 2026/4/1 or 2026年4月1日; a number such as 46113 is Excel's own count of days: format the column as dates before saving it";
    case Type::kTimestamp: return "expected a time such as 2026-04-01T09:30:00+09:00 or 2026/4/1 9:30";
    case Type::kPeriod: return "expected a period such as 1y, 6mo or 90d";
    case Type::kEnum: {
      std::string words;
      for (const std::string& word : column.words) words += (words.empty() ? "expected one of `" : ", `") + word + "`";
      return words;
    }
    case Type::kText:
    case Type::kFile: break;
  }
  return "expected a text";
}

}  // namespace sekisho::adapters::register_table
