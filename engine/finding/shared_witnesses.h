// SharedWitnesses: a witness, searched once for all subjects that look the same to the search.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/exec/decisions.h"
#include "engine/finding/witness.h"

namespace sekisho {

// Of one evaluator, in one thread. Holds no values: what is forgotten between pieces of a block is not needed here.
class SharedWitnesses {
 public:
  // What find_witness() gives, with this subject's own values and places. Searches with masks only where nothing that the search looks at was the same of an earlier subject.
  // `trace`: of deciding, where somebody has it; else null.
  std::vector<WitnessLeaf> find(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict, const Trace* trace = nullptr);
  // How many were searched for with masks.
  size_t searches() const { return searches_; }

 private:
  // A leaf, by where it is rather than whose.
  struct Standing {
    int role = -1;                       // of its row, among what was met on the way; -1: a population
    const EntityType* entity = nullptr;
    std::string path;
    bool operator==(const Standing&) const = default;
  };
  using Standings = std::vector<Standing>;
  // What was kept of which candidates, in their order: ties go to the order of the source.
  struct Round {
    Standings candidates;
    std::vector<size_t> kept;
  };
  struct Found {
    Verdict verdict = Verdict::kUnknown;
    std::vector<Round> rounds;
  };
  struct OfRule {
    Decisions looks;                     // to a number among `found_`
    uint32_t asked = 0, shared = 0;
    bool pays();
  };
  // None: some leaf is of no role, or a raw value.
  static std::optional<Standings> standings_of(const Observer& observer, const std::vector<WitnessLeaf>& leaves);
  // Whether they stand so.
  static bool stand(const Observer& observer, const std::vector<WitnessLeaf>& leaves, const Standings& as);
  // Goes through the rounds again without a search. None: this subject's leaves are others.
  static std::optional<std::vector<WitnessLeaf>> again(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Found& found, const Trace* trace);

  std::unordered_map<const Rule*, OfRule> rules_;
  std::vector<Found> found_;
  size_t searches_ = 0;
};

}  // namespace sekisho
