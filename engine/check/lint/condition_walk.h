// Walks every condition of a program with what is known at its place.
#pragma once

#include "engine/check/lint/assumptions.h"

namespace sekisho {

// Where an atomic condition stands.
enum class Stand {
  kWhere,    // a `where` of a rule, whole or a part of its `and`
  kRequire,  // the same of a `require`
  kAnd,
  kOr,      // a part of another `and`, `or`
  kGuard,   // of an `if`, left of `implies`, `where` of a binder or of a map
  kBody,    // of a quantifier, right of `implies`, under a `not`
  kBranch,  // of an `if`, a `match` or a `with`: may be `true` or `false` as written
  kValue    // an operand, an argument, an attribute
};

struct ConditionVisitor {
  virtual ~ConditionVisitor() = default;
  // `condition` is no combination; `clause` is the rule's clause it stands in, or -1.
  virtual void condition(const Expression& condition, Stand stand, int clause, const Assumptions& assumed) = 0;
  // Any expression, before its parts. False: its parts are left out.
  virtual bool expression(const Expression& expression, const Assumptions& assumed) = 0;
};

// Rules, defines and maps; tests and parameters hold no conditions worth asking.
void walk_conditions(const Program& program, CanonicalText& canonical, ConditionVisitor& visitor);

}  // namespace sekisho
