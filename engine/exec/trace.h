// Trace and Mask: which leaves an evaluation looked at, and which it must not see. A witness is found by masking (finding/witness).
//
// A leaf is a value of a row that is no record (a scalar, a reference, a list as such and each scalar in it), a raw value under a rule on a raw type,
// or a population as a whole: the rows that a quantifier binds are not looked at one by one, the population fact stands for them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/exec/leaf_set.h"
#include "sekisho/raw.h"
#include "sekisho/value.h"

namespace sekisho {

struct Row;
struct EntityType;

// Value::identity() of a value in a row or of a population's list, or a RawNode.
using Leaf = const void*;
using Mask = LeafSet;

struct Trace {
  struct PopulationFact {
    Leaf leaf = nullptr;
    const EntityType* entity = nullptr;  // null: raw resources of `raw_type`
    std::string raw_type;
  };
  std::vector<Leaf> leaves;              // each once, as first touched; none of them is used again for another value while this lives
  std::vector<const Row*> rows;          // rows read other than through a population, each once
  std::vector<PopulationFact> populations;
  std::vector<const RawNode*> nodes;     // raw values read under a rule on a raw type, each once

  void touch(const Value& value) {
    if (!seen_.insert(value.identity(), next_leaf())) return;
    leaves.push_back(value.identity());
    kept_.push_back(value);
  }
  void touch_row(const Row* row) {
    if (seen_.insert(row)) rows.push_back(row);
  }
  void touch_node(const RawNode* node) {
    if (!seen_.insert(node, next_leaf())) return;
    nodes.push_back(node);
    leaves.push_back(node);
  }
  void touch_population(PopulationFact fact) {
    if (!seen_.insert(fact.leaf, next_leaf())) return;
    leaves.push_back(fact.leaf);
    populations.push_back(std::move(fact));
  }
  bool touched(Leaf leaf) const { return seen_.contains(leaf); }
  // Its place among `leaves`. REQUIRES: one of them.
  uint32_t place_of(Leaf leaf) const { return seen_.number_of(leaf); }

 private:
  uint32_t next_leaf() const { return static_cast<uint32_t>(leaves.size()); }

  LeafSet seen_;
  std::vector<Value> kept_;              // one that the rule made for itself would leave its place in memory to a population or an attribute that is made later
};

}  // namespace sekisho
