// Decisions: results by what was seen. A tree whose inner nodes are looks and whose branches are outcomes: a subject walks down by what is seen of it.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/exec/observer.h"

namespace sekisho {

class Decisions {
 public:
  // So many subjects are tried before it is said whether looking pays.
#ifdef NDEBUG
  static constexpr uint32_t kTries = 64;
#else
  static constexpr uint32_t kTries = 3;   // so that small inputs of tests come by here, too
#endif
  // The result of a subject of which the same is seen as of an earlier one.
  std::optional<uint32_t> find(Observer& observer, const Role& subject) const;
  // Of the next subject, which this counts. False: subjects hardly ever look the same (a name is another one each time), so that looking and adding cost more
  // than evaluating. It is asked again after a while, and then after twice as long: the first ones of a file may all differ (one of each account).
  bool pays();
  // What an evaluation saw, and its result. Left out where the looks do not fit those of an earlier one: then both came by different ways.
  void add(const std::vector<Observer::Seen>& seen, uint32_t result);

 private:
  struct Node {
    Observation look;
    bool has_look = false;
    std::optional<uint32_t> result;
    Outcome last_outcome = 0;            // neighbours in a file often look the same
    uint32_t last_child = 0;             // 0: none yet
    uint32_t children = 0;
    uint32_t hits = 0;                   // of children that were there
  };
  // Whether an outcome that its node has no child for is worth one: where nearly every subject looks different (names), only what was seen before is.
  bool worth_keeping(uint32_t node, Outcome outcome);
  static uint64_t branch(uint32_t node, Outcome outcome) { return static_cast<uint64_t>(node) << 32 | outcome; }
  mutable uint32_t tried_ = 0, found_ = 0;
  uint32_t tries_until_ = kTries;        // so many are tried whether they are found or not
  uint32_t passed_over_ = 0, rest_ = 4 * kTries;
  mutable std::vector<Node> nodes_;
  // Children by branch: the next free place is taken, as a walk goes by very many, each of which would be a miss of the cache for each link of a chain.
  struct Branches {
    struct Entry {
      uint64_t branch = 0;
      uint32_t child = 0;                // 0: free; the root is nobody's child
    };
    uint32_t find(uint64_t branch) const;   // 0: none
    void add(uint64_t branch, uint32_t child);   // REQUIRES none yet
   private:
    size_t place_of(uint64_t branch) const;
    std::vector<Entry> entries_;         // a power of two, at most half of them taken, or none
    size_t taken_ = 0;
  };
  Branches branches_;
  std::unordered_map<uint32_t, std::vector<bool>> seen_once_;   // by node with many children: outcomes without a child
};

}  // namespace sekisho
