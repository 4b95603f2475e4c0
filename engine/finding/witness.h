// Witness: a minimal set of values that decide a verdict. With everything outside it unknown the verdict stays; drop any member, and it does not.
#pragma once

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

}  // namespace sekisho
