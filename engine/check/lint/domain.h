// Domain: what a value can still be, given comparisons with literals.
#pragma once

#include <optional>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

// `value OP literals`. kOneOf has any number of literals, the others one.
struct Constraint {
  enum class Kind { kOneOf, kLess, kLessEqual };
  Kind kind = Kind::kOneOf;
  std::vector<Value> literals;
  bool negated = false;  // of kLess: at least; of kLessEqual: more than
};

class Domain {
 public:
  Domain() = default;  // any value
  static Domain of_values(std::vector<Value> values);
  static Domain at_least(Value low);
  static Domain between(Value low, Value high);

  // Keeps what satisfies `constraint`. Values without a common order with its literal are kept: nothing is known of them.
  void restrict(const Constraint& constraint);
  // No value is left. False also when that cannot be told.
  bool empty() const;

 private:
  struct Bound {
    Value value;
    bool strict = false;
  };
  bool admits(const Value& value) const;
  bool bounds_cross() const;
  void tighten(std::optional<Bound>& bound, Bound other, bool low);

  std::optional<std::vector<Value>> allowed_;  // none: any
  std::vector<Value> excluded_;
  std::optional<Bound> low_, high_;
};

}  // namespace sekisho
