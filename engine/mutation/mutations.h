// Mutations: small wrong versions of a checked expression, each as somebody might have written it by mistake.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

// One change. apply() puts the replacement where the part stood and keeps the part, so that a second apply() undoes the first.
struct Mutation {
  ExpressionPtr* place;        // in the program
  ExpressionPtr replacement;   // null: the condition behind `where` is dropped
  Span span;                   // of the part as the author wrote it
  std::string was, becomes;    // both as Seki text; a dropped condition becomes ""

  void apply() { place->swap(replacement); }
};

// What the checker narrowed: texts of paths that stand somewhere as present, or as a row of one kind, though their type says less. A guard
// of such a path (`present x`) cannot be dropped or turned around: the checker would refuse what is left.
std::set<std::string> narrowed_paths(const std::vector<const Expression*>& roots);

// Whether `part` may be dropped or turned around: it holds no guard of a narrowed path.
bool may_drop(const Expression& part, const std::set<std::string>& narrowed);

// All mutations of `root`, in the order written. `narrowed`: of everything that is checked together with it.
//   comparisons    == and != into each other; < and <= into each other, and both turned around, as > and >=
//   connectives    a part of `and`, `or`, `implies` dropped; `and` and `or` into each other
//   truths         a condition without a comparison negated; `not` dropped; in, refers, is, present, empty, resolved negated
//   quantifiers    any and all into each other, no into any; a condition behind `where` dropped
//   values         true and false; a number, duration or period one more and one less; an enum's value to its neighbour; another text
//   lists          a member of a literal list or set dropped; an arm of a match, or one of its patterns, dropped
//   other          a ?? b without a; if with its branches swapped; + and - into each other
std::vector<Mutation> mutations_of(ExpressionPtr& root, const std::set<std::string>& narrowed);

// Of a parameter's value: as mutations_of(), but of a literal list, set or dict one member only, the first: what stands in it is the user's
// to choose, and a test need only show that it counts.
std::vector<Mutation> mutations_of_parameter(ExpressionPtr& value);

}  // namespace sekisho
