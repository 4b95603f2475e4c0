// Three-valued logic, strictly compositional (strong Kleene): `false and unknown` is false, `true or unknown` is true, nothing cleverer.
// Truth values are Values: kBool, or kUnknown with its reasons; both sides' reasons are kept when both leave it undecided.
#pragma once

#include <optional>

#include "sekisho/value.h"

namespace sekisho {

Value logical_not(const Value& a);
Value logical_and(const Value& a, const Value& b);
Value logical_or(const Value& a, const Value& b);

inline bool is_true(const Value& v) { return v.kind() == ValueKind::kBool && v.as_bool(); }
inline bool is_false(const Value& v) { return v.kind() == ValueKind::kBool && !v.as_bool(); }

// Unknown for the reasons of both; REQUIRES at least one to be unknown.
Value unknown_of(const Value& a, const Value& b);

}  // namespace sekisho
