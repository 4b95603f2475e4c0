// Literals near a literal.
#include "engine/mutation/literals.h"

#include <cctype>
#include <limits>
#include <string>

namespace sekisho {
namespace {

int64_t unit_of(int64_t seconds) {
  for (const int64_t unit : {int64_t{86400}, int64_t{3600}, int64_t{60}}) {
    if (seconds % unit == 0) return unit;
  }
  return 1;
}

std::vector<Value> durations(const Value& value) {
  const int64_t seconds = value.as_int();
  if (seconds > std::numeric_limits<int64_t>::max() - 86400) return {};   // forever
  const int64_t unit = unit_of(seconds);
  return {Value::duration(seconds + unit), Value::duration(seconds - unit)};
}

std::vector<Value> periods(Period period) {
  int32_t& smallest = period.days != 0 ? period.days : period.months;
  const int32_t was = smallest;
  smallest = was + 1;
  const Value longer = Value::period(period);
  smallest = was - 1;
  return {longer, Value::period(period)};
}

// 1.31 becomes 1.32 and 1.30; a version that does not end in a number stays alone.
std::vector<Value> versions(const std::string& version) {
  size_t begin = version.size();
  while (begin > 0 && std::isdigit(static_cast<unsigned char>(version[begin - 1])) != 0) --begin;
  if (begin == version.size() || version.size() - begin > 9) return {};
  const std::string head = version.substr(0, begin);
  const int last = std::stoi(version.substr(begin));
  std::vector<Value> result = {Value::version(head + std::to_string(last + 1))};
  if (last > 0) result.push_back(Value::version(head + std::to_string(last - 1)));
  return result;
}

std::vector<Value> networks(Network network) {
  std::vector<Value> result;
  const uint8_t was = network.prefix;
  if (was < (network.v6 ? 128 : 32)) {
    network.prefix = static_cast<uint8_t>(was + 1);
    result.push_back(Value::cidr(network));
  }
  return result;
}

std::vector<Value> enumerators(const Value& value, const Type& type) {
  if (type.enumeration == nullptr || type.enumeration->values.size() < 2) return {};
  const auto& values = type.enumeration->values;
  const int at = type.enumeration->ordinal(value.as_text());
  const int other = at + 1 < static_cast<int>(values.size()) ? at + 1 : at - 1;
  return {Value::enumerator(values[static_cast<size_t>(other)], other)};
}

}  // namespace

std::vector<Value> other_literals(const Value& value, const Type& type) {
  switch (value.kind()) {
    case ValueKind::kBool: return {Value::boolean(!value.as_bool())};
    case ValueKind::kInt: return {Value::integer(value.as_int() + 1), Value::integer(value.as_int() - 1)};
    case ValueKind::kDecimal: {
      Decimal more = value.as_decimal(), less = more;
      ++more.digits;
      --less.digits;
      return {Value::decimal(more), Value::decimal(less)};
    }
    case ValueKind::kText: return {Value::text(value.as_text() + "x")};
    case ValueKind::kDuration: return durations(value);
    case ValueKind::kPeriod: return periods(value.as_period());
    case ValueKind::kDate: return {Value::date(static_cast<int32_t>(value.as_int() + 1)), Value::date(static_cast<int32_t>(value.as_int() - 1))};
    case ValueKind::kVersion: return versions(value.as_text());
    case ValueKind::kCidr: return networks(value.as_network());
    case ValueKind::kEnum: return enumerators(value, type);
    default: return {};
  }
}

}  // namespace sekisho
