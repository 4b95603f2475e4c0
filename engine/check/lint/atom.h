// Atom: a condition that is no combination of others, as a constraint on the value of something.
#pragma once

#include <string>

#include "engine/check/canonical_text.h"
#include "engine/check/lint/domain.h"

namespace sekisho {

// `store.size < 3` constrains `store.size`. What compares nothing with literals constrains itself to be true.
struct Atom {
  std::string key;        // canonical text of what is constrained
  Domain domain;          // what that can be at all
  Constraint constraint;  // the condition is true exactly when it holds
};

// True for `and`, `or`, `implies`: conditions made of conditions. `not` belongs to its operand.
bool is_combination(const Expression& condition);

// The atom that `condition` is. REQUIRES: it is of type bool and, under its `not`s, no combination.
Atom atom_of(const Expression& condition, CanonicalText& canonical);

// The key of `present operand`: constrained to false where the operand is known to be absent.
std::string presence_key(const Expression& operand, CanonicalText& canonical);

}  // namespace sekisho
