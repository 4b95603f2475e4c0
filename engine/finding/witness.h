// Witness: a minimal set of values that decide a verdict. With everything outside it unknown the verdict stays; drop any member, and it does not.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/exec/decide.h"

namespace sekisho {

struct WitnessLeaf {
  Leaf leaf = nullptr;
  const Row* row = nullptr;            // a value of a row …
  const RawNode* node = nullptr;       // … a raw value …
  const EntityType* entity = nullptr;  // … or a population (of `raw_type` when null)
  std::string raw_type;
  std::string path;
  Value value;
};

// Every leaf that deciding (rule, subject) looks at while those of `mask` are hidden, in source order.
std::vector<WitnessLeaf> leaves_read(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask = {});

// REQUIRES: the verdict is pass or fail. Found by masking leaves, latest first, as long as the verdict stays: Kleene's logic is
// monotone, so what is left is minimal, and ties go to source order. Hiding one side of an `or` may make the other be looked at for
// the first time; then the search starts again with those leaves among its candidates.
std::vector<WitnessLeaf> find_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict);

// The positions, ascending, that are left of candidates when as many of them as possible are hidden.
std::vector<size_t> minimal(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict, const std::vector<WitnessLeaf>& candidates);

// What to keep of candidates, as positions, ascending.
struct LeafChoice {
  std::vector<size_t> kept;
  bool is_last = false;   // hiding the rest is known to make no other leaf be looked at
};

// The search as such: `choose` says what to keep of the candidates, round by round, until hiding the rest makes no other leaf be looked at. None: it gave none, or
// indexes are in the way (`Evaluator::plain` takes them away).
using ChooseLeaves = std::function<std::optional<LeafChoice>(const std::vector<WitnessLeaf>& candidates)>;
// `known`: what deciding looked at, with nothing hidden; null: it is worked out.
std::optional<std::vector<WitnessLeaf>> search_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, const ChooseLeaves& choose, const Trace* known = nullptr);

}  // namespace sekisho
