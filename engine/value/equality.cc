// Equality in three values: true, false, or undecided while unknown parts may still tip it.
#include <algorithm>
#include <limits>

#include "engine/base/check.h"
#include "engine/value/arithmetic.h"
#include "sekisho/value.h"

namespace sekisho {
namespace {

using Truth = std::optional<bool>;

Truth both(Truth a, Truth b) {
  if (a == false || b == false) return false;
  if (a == true && b == true) return true;
  return std::nullopt;
}

Truth either(Truth a, Truth b) {
  if (a == true || b == true) return true;
  if (a == false && b == false) return false;
  return std::nullopt;
}

Truth exists(Presence presence) { return presence == Presence::kSure ? Truth(true) : std::nullopt; }

Truth records_equal(const Value& a, const Value& b) {
  static const Value kAbsent;
  Truth result = true;
  for (const Value::Field& field : a.fields()) {
    const Value* other = b.field(field.name);
    result = both(result, equal_known(field.value, other == nullptr ? kAbsent : *other));
    if (result == false) return false;
  }
  for (const Value::Field& field : b.fields()) {
    if (a.field(field.name) == nullptr) result = both(result, equal_known(kAbsent, field.value));
  }
  return result;
}

struct Lengths {
  size_t least = 0;
  size_t most = 0;
};

Lengths lengths(const Value::Members& members) {
  Lengths result;
  for (const Value::Member& member : members) {
    if (member.presence == Presence::kSure) ++result.least;
    if (member.presence == Presence::kOpen) result.most = std::numeric_limits<size_t>::max();
    if (result.most != std::numeric_limits<size_t>::max()) ++result.most;
  }
  return result;
}

Truth lists_equal(const Value::Members& a, const Value::Members& b) {
  const Lengths left = lengths(a);
  const Lengths right = lengths(b);
  if (left.most < right.least || right.most < left.least) return false;
  const bool all_sure = left.least == left.most && right.least == right.most;
  if (!all_sure) return std::nullopt;
  Truth result = true;
  for (size_t i = 0; i < a.size(); ++i) {
    result = both(result, equal_known(a[i].value, b[i].value));
    if (result == false) return false;
  }
  return result;
}

// Each member of `a`, where it exists, equals some member of `b` that exists.
Truth included(const Value::Members& a, const Value::Members& b) {
  Truth result = true;
  for (const Value::Member& member : a) {
    Truth found = false;
    for (const Value::Member& other : b) {
      found = either(found, both(exists(other.presence), equal_known(member.value, other.value)));
      if (found == true) break;
    }
    // A member that need not exist cannot break the inclusion for sure.
    if (found == false && member.presence != Presence::kSure) found = std::nullopt;
    result = both(result, found);
    if (result == false) return false;
  }
  return result;
}

Truth sets_equal(const Value::Members& a, const Value::Members& b) {
  const Truth forth = included(a, b);
  return forth == false ? forth : both(forth, included(b, a));
}

const Value::Entry* entry_of(const Value& dict, std::string_view key) {
  for (const Value::Entry& entry : dict.entries()) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

// Whether `a`'s entry agrees with what `b` holds under the same key.
Truth entry_agrees(const Value::Entry& entry, const Value& b) {
  const Value::Entry* other = entry_of(b, entry.key);
  const bool sure = entry.presence == Presence::kSure;
  if (other == nullptr) return sure && !b.dict_open() ? Truth(false) : std::nullopt;
  const bool other_sure = other->presence == Presence::kSure;
  const Truth equal = equal_known(entry.value, other->value);
  if (sure && other_sure) return equal;
  return (sure || other_sure) && equal == false ? Truth(false) : std::nullopt;
}

Truth dicts_equal(const Value& a, const Value& b) {
  Truth result = a.dict_open() || b.dict_open() ? std::nullopt : Truth(true);
  for (const Value::Entry& entry : a.entries()) result = both(result, entry_agrees(entry, b));
  for (const Value::Entry& entry : b.entries()) {
    if (entry_of(a, entry.key) == nullptr) result = both(result, entry_agrees(entry, a));
  }
  return result;
}

}  // namespace

std::optional<bool> equal_known(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return std::nullopt;
  if (a.is_absent() || b.is_absent()) return a.is_absent() && b.is_absent();
  if (is_number(a) && is_number(b)) return compare_scalars(a, b) == std::partial_ordering::equivalent;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::kBool: return a.as_bool() == b.as_bool();
    case ValueKind::kInt:
    case ValueKind::kDuration:
    case ValueKind::kDate:
    case ValueKind::kTimestamp: return a.as_int() == b.as_int();
    case ValueKind::kDecimal: return a.as_decimal() == b.as_decimal();
    case ValueKind::kText:
    case ValueKind::kEnum: return a.as_text() == b.as_text();
    case ValueKind::kVersion: return compare_versions(a.as_text(), b.as_text()) == std::strong_ordering::equal;
    case ValueKind::kPeriod: return a.as_period() == b.as_period();
    case ValueKind::kIp:
    case ValueKind::kCidr: return a.as_network() == b.as_network();
    case ValueKind::kRecord: return records_equal(a, b);
    case ValueKind::kList: return lists_equal(a.members(), b.members());
    case ValueKind::kSet: return sets_equal(a.members(), b.members());
    case ValueKind::kDict: return dicts_equal(a, b);
    case ValueKind::kFile: return a.as_text() == b.as_text() && a.file_digest() == b.file_digest();
    case ValueKind::kAbsent:
    case ValueKind::kUnknown:
    case ValueKind::kReference:
    case ValueKind::kRow:
    case ValueKind::kRaw:
    case ValueKind::kPattern: break;
  }
  CHECK(false);
}

}  // namespace sekisho
