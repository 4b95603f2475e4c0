// Assumptions: what must hold at a place of a condition, because of what stands before it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/check/lint/atom.h"

namespace sekisho {

// Why something holds here.
enum class Because {
  kWhere,    // an earlier `where` of the rule
  kRequire,  // an earlier `require`
  kAnd,      // an earlier part of the same `and`
  kOr,       // an earlier part of the same `or` is false, or nothing would ask for this one
  kGuard     // the condition of an `if`, the left side of `implies`, the `where` of a binder
};

struct Origin {
  const Expression* condition = nullptr;
  Because because = Because::kAnd;
  int clause = -1;      // of the rule, counted from 0; -1 outside rules
  bool is_true = true;  // the condition is true here; false: false
};

enum class Outcome { kOpen, kAlwaysTrue, kAlwaysFalse };

class Assumptions {
 public:
  // `canonical` must outlive it.
  explicit Assumptions(CanonicalText& canonical) : canonical_(&canonical) {}

  // From here on `condition` is true (or false): takes it apart as far as that says something of its parts.
  void assume(const Expression& condition, const Origin& origin);

  // What an atomic condition can be here. `decided_by` gets the fewest facts that decide it, in their order; none when the
  // condition decides itself.
  Outcome outcome(const Expression& condition, std::vector<const Origin*>* decided_by) const;

  // The fact by which `operand` is absent here, or null.
  const Origin* absence_of(const Expression& operand) const;

 private:
  struct Known {
    Domain at_all, here;  // before and after the constraints
    std::vector<std::pair<Constraint, Origin>> constraints;
  };
  void assume_atom(const Atom& atom, const Origin& origin);
  static std::vector<const Origin*> deciding(const Known& known, const Constraint& asked, Outcome outcome);

  CanonicalText* canonical_;
  std::map<std::string, Known> known_;
  bool something_absent_ = false;
};

}  // namespace sekisho
