// Three-valued logic.
#include "engine/exec/three_valued.h"

namespace sekisho {

Value unknown_of(const Value& a, const Value& b) {
  if (!a.is_unknown()) return b;
  if (!b.is_unknown() || a.identity() == b.identity()) return a;
  std::vector<ReasonPtr> reasons = a.reasons();
  reasons.insert(reasons.end(), b.reasons().begin(), b.reasons().end());
  return Value::unknown(std::move(reasons));
}

Value logical_not(const Value& a) { return a.is_unknown() ? a : Value::boolean(!a.as_bool()); }

Value logical_and(const Value& a, const Value& b) {
  if (is_false(a) || is_false(b)) return Value::boolean(false);
  if (is_true(a) && is_true(b)) return Value::boolean(true);
  return unknown_of(a, b);
}

Value logical_or(const Value& a, const Value& b) {
  if (is_true(a) || is_true(b)) return Value::boolean(true);
  if (is_false(a) && is_false(b)) return Value::boolean(false);
  return unknown_of(a, b);
}

}  // namespace sekisho
