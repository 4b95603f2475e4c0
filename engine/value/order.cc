// A total order over all values, so that outputs and sets never depend on addresses in memory.
#include <algorithm>
#include <compare>
#include <cstring>
#include <functional>

#include "engine/base/check.h"
#include "engine/value/arithmetic.h"
#include "sekisho/value.h"

namespace sekisho {
namespace {

int sign(std::strong_ordering ordering) { return ordering < 0 ? -1 : ordering > 0 ? 1 : 0; }

template <typename T>
int by(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

// Integers and decimals share a rank: they compare by their number.
int rank(ValueKind kind) {
  return kind == ValueKind::kDecimal ? static_cast<int>(ValueKind::kInt) : static_cast<int>(kind);
}

int order_networks(const Network& a, const Network& b) {
  if (a.v6 != b.v6) return a.v6 ? 1 : -1;
  if (const int bytes = std::memcmp(a.bytes, b.bytes, sizeof a.bytes); bytes != 0) return bytes < 0 ? -1 : 1;
  return by(a.prefix, b.prefix);
}

int order_references(const Reference& a, const Reference& b) {
  if (const int kinds = by(a.kind, b.kind); kinds != 0) return kinds;
  if (const int texts = by(a.text, b.text); texts != 0) return texts;
  if (const int addresses = by(a.address, b.address); addresses != 0) return addresses;
  if (const int sources = by(a.source, b.source); sources != 0) return sources;
  return by(a.candidates, b.candidates);
}

int order_members(const Value::Member& a, const Value::Member& b) {
  const int values = order(a.value, b.value);
  return values != 0 ? values : by(a.presence, b.presence);
}

int order_entries(const Value::Entry& a, const Value::Entry& b) {
  if (const int keys = by(a.key, b.key); keys != 0) return keys;
  const int values = order(a.value, b.value);
  return values != 0 ? values : by(a.presence, b.presence);
}

int order_fields(const Value::Field& a, const Value::Field& b) {
  const int names = by(a.name, b.name);
  return names != 0 ? names : order(a.value, b.value);
}

int order_reasons(const ReasonPtr& a, const ReasonPtr& b) {
  const int codes = by(a->code, b->code);
  return codes != 0 ? codes : by(a->text, b->text);
}

// Item by item; a beginning comes before what continues it.
template <typename T, typename Compare>
int order_rows(const std::vector<T>& a, const std::vector<T>& b, Compare compare) {
  const size_t shorter = std::min(a.size(), b.size());
  for (size_t i = 0; i < shorter; ++i) {
    if (const int result = compare(a[i], b[i]); result != 0) return result;
  }
  return by(a.size(), b.size());
}

// What has no order of its own (sets, dicts, fields) is put into one first.
template <typename T, typename Compare>
int order_sorted(std::vector<T> a, std::vector<T> b, Compare compare) {
  const auto less = [&](const T& left, const T& right) { return compare(left, right) < 0; };
  std::stable_sort(a.begin(), a.end(), less);
  std::stable_sort(b.begin(), b.end(), less);
  return order_rows(a, b, compare);
}

int order_raw(const RawNode* a, const RawNode* b) {
  if (a == b) return 0;
  if (const int offsets = by(a->offset, b->offset); offsets != 0) return offsets;
  return std::less<const RawNode*>()(a, b) ? -1 : 1;
}

}  // namespace

int order(const Value& a, const Value& b) {
  if (a.identity() == b.identity()) return 0;
  if (const int ranks = by(rank(a.kind()), rank(b.kind())); ranks != 0) return ranks;
  switch (a.kind()) {
    case ValueKind::kAbsent: return 0;
    case ValueKind::kUnknown: return order_rows(a.reasons(), b.reasons(), order_reasons);
    case ValueKind::kBool: return by(a.as_bool(), b.as_bool());
    case ValueKind::kInt:
    case ValueKind::kDecimal: {
      const std::partial_ordering numbers = compare_scalars(a, b);
      return numbers < 0 ? -1 : numbers > 0 ? 1 : 0;
    }
    case ValueKind::kDuration:
    case ValueKind::kDate:
    case ValueKind::kTimestamp: return by(a.as_int(), b.as_int());
    case ValueKind::kText: return by(a.as_text(), b.as_text());
    case ValueKind::kPeriod: {
      const int months = by(a.as_period().months, b.as_period().months);
      return months != 0 ? months : by(a.as_period().days, b.as_period().days);
    }
    case ValueKind::kIp:
    case ValueKind::kCidr: return order_networks(a.as_network(), b.as_network());
    case ValueKind::kVersion: return sign(compare_versions(a.as_text(), b.as_text()));
    case ValueKind::kEnum: {
      const int ordinals = by(a.ordinal(), b.ordinal());
      return ordinals != 0 ? ordinals : by(a.as_text(), b.as_text());
    }
    case ValueKind::kRecord: return order_sorted(a.fields(), b.fields(), order_fields);
    case ValueKind::kList: return order_rows(a.members(), b.members(), order_members);
    case ValueKind::kSet: return order_sorted(a.members(), b.members(), order_members);
    case ValueKind::kDict: {
      const int open = by(a.dict_open(), b.dict_open());
      return open != 0 ? open : order_sorted(a.entries(), b.entries(), order_entries);
    }
    case ValueKind::kReference: return order_references(a.as_reference(), b.as_reference());
    case ValueKind::kRow: return a.as_row() == b.as_row() ? 0 : std::less<const Row*>()(a.as_row(), b.as_row()) ? -1 : 1;
    case ValueKind::kRaw: return order_raw(a.as_raw(), b.as_raw());
    case ValueKind::kFile: {
      const int paths = by(a.as_text(), b.as_text());
      return paths != 0 ? paths : by(a.file_digest(), b.file_digest());
    }
    case ValueKind::kPattern: break;
  }
  CHECK(false);
}

}  // namespace sekisho
