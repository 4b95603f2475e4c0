// A search evaluates the rule again and again under masks: a function of what all these evaluations observe of the subject, and of the order of its leaves. The former is
// noted by the observer through the whole search, as for a verdict; the latter is compared leaf by leaf.
#include "engine/finding/shared_witnesses.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace sekisho {
namespace {

#ifndef NDEBUG
bool same_leaves(const std::vector<WitnessLeaf>& a, const std::vector<WitnessLeaf>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const WitnessLeaf& left, const WitnessLeaf& right) { return left.leaf == right.leaf && left.row == right.row && left.path == right.path && left.entity == right.entity; });
}
#endif

}  // namespace

bool SharedWitnesses::OfRule::pays() {
  return looks.pays() && (asked < Decisions::kTries || shared > asked / 2);   // noting a search costs about what a short one does
}

std::optional<SharedWitnesses::Standings> SharedWitnesses::standings_of(const Observer& observer, const std::vector<WitnessLeaf>& leaves) {
  Standings standings;
  standings.reserve(leaves.size());
  for (const WitnessLeaf& leaf : leaves) {
    const Standing& standing = standings.emplace_back(Standing{leaf.row == nullptr ? -1 : observer.role_of(leaf.row), leaf.entity, leaf.path});
    if (standing.role < 0 && leaf.entity == nullptr) return std::nullopt;
  }
  return standings;
}

bool SharedWitnesses::stand(const Observer& observer, const std::vector<WitnessLeaf>& leaves, const Standings& as) {
  return std::equal(leaves.begin(), leaves.end(), as.begin(), as.end(), [&](const WitnessLeaf& leaf, const Standing& standing) {
    return leaf.entity == standing.entity && leaf.path == standing.path && (leaf.row == nullptr ? -1 : observer.role_of(leaf.row)) == standing.role;
  });
}

std::optional<std::vector<WitnessLeaf>> SharedWitnesses::again(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Found& found, const Trace* trace) {
  auto round = found.rounds.begin();
  std::optional<std::vector<WitnessLeaf>> witness = search_witness(evaluator, rule, subject, [&](const std::vector<WitnessLeaf>& candidates) -> std::optional<LeafChoice> {
    if (round == found.rounds.end() || !stand(*evaluator.observer, candidates, round->candidates)) return std::nullopt;
    const std::vector<size_t>& kept = (round++)->kept;
    return LeafChoice{kept, round == found.rounds.end()};   // looking at the rest was among what looks the same
  }, trace);
  return round == found.rounds.end() ? std::move(witness) : std::nullopt;
}

std::vector<WitnessLeaf> SharedWitnesses::find(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict, const Trace* trace) {
  OfRule& of_rule = rules_[&rule];
  if (evaluator.observer == nullptr || evaluator.plain || subject.row == nullptr || !of_rule.pays()) {
    ++searches_;
    return find_witness(evaluator, rule, subject, verdict);
  }
  Observer& observer = *evaluator.observer;
  const Role role{nullptr, subject.row};
  ++of_rule.asked;
  if (const std::optional<uint32_t> number = of_rule.looks.find(observer, role); number && found_[*number].verdict == verdict) {
    if (std::optional<std::vector<WitnessLeaf>> witness = again(evaluator, rule, subject, found_[*number], trace)) {
#ifndef NDEBUG
      CHECK(same_leaves(*witness, find_witness(evaluator, rule, subject, verdict)));   // what looks the same is the same
#endif
      ++of_rule.shared;
      return std::move(*witness);
    }
  }
  ++searches_;
  observer.begin(role, true);
  Found found{verdict, {}};
  bool all_stand = true;
  std::optional<std::vector<WitnessLeaf>> witness = search_witness(evaluator, rule, subject, [&](const std::vector<WitnessLeaf>& candidates) {
    std::vector<size_t> kept = minimal(evaluator, rule, subject, verdict, candidates);
    std::optional<Standings> standings = standings_of(observer, candidates);
    all_stand = all_stand && standings;
    if (all_stand) found.rounds.push_back({std::move(*standings), kept});
    return LeafChoice{std::move(kept)};
  });
  const bool shared = observer.end() && all_stand && std::all_of(observer.seen().begin(), observer.seen().end(), [](const Observer::Seen& seen) { return seen.is_of_value(); });
  if (!witness) return find_witness(evaluator, rule, subject, verdict);
  if (shared) {
    of_rule.looks.add(observer.seen(), static_cast<uint32_t>(found_.size()));
    found_.push_back(std::move(found));
  }
  return std::move(*witness);
}

}  // namespace sekisho
