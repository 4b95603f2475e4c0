// Domain: sets and intervals of literals.
#include "engine/check/lint/domain.h"

#include <algorithm>
#include <limits>

#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

bool equal(const Value& a, const Value& b) { return a.kind() == b.kind() && order(a, b) == 0; }

bool holds(const std::vector<Value>& values, const Value& value) {
  return std::any_of(values.begin(), values.end(), [&](const Value& one) { return equal(one, value); });
}

// The next value up or down where values are whole numbers of something; nullopt elsewhere and at the ends.
std::optional<Value> neighbour(const Value& value, int step) {
  switch (value.kind()) {
    case ValueKind::kInt:
    case ValueKind::kDuration:
    case ValueKind::kTimestamp:
    case ValueKind::kDate: break;
    default: return std::nullopt;
  }
  const int64_t now = value.as_int();
  if (now == std::numeric_limits<int64_t>::max() || now == std::numeric_limits<int64_t>::min()) return std::nullopt;
  switch (value.kind()) {
    case ValueKind::kInt: return Value::integer(now + step);
    case ValueKind::kDuration: return Value::duration(now + step);
    case ValueKind::kTimestamp: return Value::timestamp(now + step);
    default: return Value::date(static_cast<int32_t>(now + step));
  }
}

}  // namespace

Domain Domain::of_values(std::vector<Value> values) {
  Domain domain;
  domain.allowed_ = std::move(values);
  return domain;
}

Domain Domain::at_least(Value low) {
  Domain domain;
  domain.low_ = Bound{std::move(low), false};
  return domain;
}

Domain Domain::between(Value low, Value high) {
  Domain domain = at_least(std::move(low));
  domain.high_ = Bound{std::move(high), false};
  return domain;
}

void Domain::restrict(const Constraint& constraint) {
  if (constraint.kind == Constraint::Kind::kOneOf) {
    if (constraint.negated) {
      excluded_.insert(excluded_.end(), constraint.literals.begin(), constraint.literals.end());
    } else if (!allowed_) {
      allowed_ = constraint.literals;
    } else {
      std::erase_if(*allowed_, [&](const Value& value) { return !holds(constraint.literals, value); });
    }
    return;
  }
  const bool or_equal = constraint.kind == Constraint::Kind::kLessEqual;
  const Value& literal = constraint.literals[0];
  if (constraint.negated) {
    tighten(low_, Bound{literal, or_equal}, true);
  } else {
    tighten(high_, Bound{literal, !or_equal}, false);
  }
}

void Domain::tighten(std::optional<Bound>& bound, Bound other, bool low) {
  if (!bound) {
    bound = std::move(other);
    return;
  }
  const std::partial_ordering compared = compare_scalars(other.value, bound->value);
  const bool tighter = low ? compared > 0 : compared < 0;
  if (tighter || (compared == 0 && other.strict)) bound = std::move(other);
}

bool Domain::admits(const Value& value) const {
  if (holds(excluded_, value)) return false;
  if (low_) {
    const std::partial_ordering compared = compare_scalars(value, low_->value);
    if (compared < 0 || (compared == 0 && low_->strict)) return false;
  }
  if (high_) {
    const std::partial_ordering compared = compare_scalars(value, high_->value);
    if (compared > 0 || (compared == 0 && high_->strict)) return false;
  }
  return true;
}

bool Domain::bounds_cross() const {
  if (!low_ || !high_) return false;
  Bound low = *low_, high = *high_;
  // More than 3 is at least 4 where values are whole and both ends are of one kind.
  const bool whole = low.value.kind() == high.value.kind();
  if (whole && low.strict) {
    if (auto next = neighbour(low.value, 1)) low = Bound{*next, false};
  }
  while (whole && !low.strict && holds(excluded_, low.value) && compare_scalars(low.value, high.value) <= 0) {
    auto next = neighbour(low.value, 1);
    low = next ? Bound{*next, false} : Bound{low.value, true};
  }
  const std::partial_ordering compared = compare_scalars(low.value, high.value);
  return compared > 0 || (compared == 0 && (low.strict || high.strict));
}

bool Domain::empty() const {
  if (!allowed_) return bounds_cross();
  return std::none_of(allowed_->begin(), allowed_->end(), [this](const Value& value) { return admits(value); });
}

}  // namespace sekisho
