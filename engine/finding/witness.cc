// find_witness.
#include "engine/finding/witness.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/base/check.h"
#include "engine/exec/places.h"

namespace sekisho {
namespace {

constexpr size_t kVeryMany = 1000;   // leaves of one verdict: among more, a witness need not be the smallest there is

Verdict verdict_under(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask) {
  Frame frame(rule.slots);
  evaluator.mask = &mask;
  Decision decision = decide(evaluator, rule, subject, frame);
  evaluator.mask = nullptr;
  return decision.verdict;
}

// Has no leaves below it.
bool is_plain(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kRecord:
    case ValueKind::kList:
    case ValueKind::kSet:
    case ValueKind::kDict: return false;
    default: return true;
  }
}

uint32_t offset_of(const WitnessLeaf& leaf) {
  if (leaf.node != nullptr) return leaf.node->offset;
  const std::vector<Place>& places = leaf.value.places();
  return places.empty() || places.front().node == nullptr ? UINT32_MAX : places.front().node->offset;
}

// The subject's own values, then those of other rows, each in the order of the file; populations, which are facts of the whole source, last.
void sort_by_source(std::vector<WitnessLeaf>& leaves, const Subject& subject) {
  auto rank = [&](const WitnessLeaf& leaf) { return leaf.row == nullptr && leaf.node == nullptr ? 2 : leaf.row == subject.row ? 0 : 1; };
  std::stable_sort(leaves.begin(), leaves.end(), [&](const WitnessLeaf& a, const WitnessLeaf& b) { return std::make_pair(rank(a), offset_of(a)) < std::make_pair(rank(b), offset_of(b)); });
}

}  // namespace

std::vector<WitnessLeaf> leaves_read(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask) {
  Trace trace;
  Frame frame(rule.slots);
  evaluator.trace = &trace;
  evaluator.mask = mask.empty() ? nullptr : &mask;
  decide(evaluator, rule, subject, frame);
  evaluator.trace = nullptr;
  evaluator.mask = nullptr;

  std::unordered_map<Leaf, WitnessLeaf> known;
  for (const Row* row : trace.rows) {
    for (size_t i = 0; i < row->kind->attributes.size(); ++i) {
      if (!row->has_attribute(i)) continue;  // nobody read it
      if (is_plain(row->attribute(i)) && !trace.touched(row->attribute(i).identity())) continue;
      list_leaves(row->attribute(i), row->kind->attributes[i].name, [&](const Value& value, const std::string& path) {
        if (trace.touched(value.identity())) known.try_emplace(value.identity(), WitnessLeaf{value.identity(), row, nullptr, nullptr, "", path, value});
      });
    }
  }
  for (const RawNode* node : trace.nodes) known.try_emplace(node, WitnessLeaf{node, nullptr, node, nullptr, "", node->pointer(), Value::raw(node)});
  for (const Trace::PopulationFact& fact : trace.populations) known.insert_or_assign(fact.leaf, WitnessLeaf{fact.leaf, nullptr, nullptr, fact.entity, fact.raw_type, "", Value()});

  std::vector<WitnessLeaf> leaves;
  for (Leaf leaf : trace.leaves) {
    if (auto found = known.find(leaf); found != known.end()) leaves.push_back(found->second);
  }
  sort_by_source(leaves, subject);
  return leaves;
}

namespace {

// Whether a row is looked at on its own and through a population as well. Then hiding something of it may change what an index says of the population.
bool overlap(const std::vector<WitnessLeaf>& leaves) {
  return std::any_of(leaves.begin(), leaves.end(), [&](const WitnessLeaf& row) {
    return row.row != nullptr && std::any_of(leaves.begin(), leaves.end(), [&](const WitnessLeaf& population) { return population.entity != nullptr && row.row->kind->has(population.entity); });
  });
}

}  // namespace

std::vector<size_t> minimal(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict, const std::vector<WitnessLeaf>& candidates) {
  std::vector<size_t> kept(candidates.size());
  std::iota(kept.begin(), kept.end(), size_t{0});
  Mask mask;
  evaluator.coarse = kept.size() > kVeryMany;
  // Large pieces first: most leaves of a long list do not matter.
  size_t larger = 0;   // what pieces had before, from the end of the list; none of them could go as a whole
  for (size_t piece = std::max<size_t>(1, kept.size() / 2);; larger = piece, piece /= 2) {
    const size_t all = kept.size();
    size_t gone = 0;   // of the larger piece
    for (size_t end = all; end > 0;) {
      size_t begin = end > piece ? end - piece : 0;
      if (piece == 1 && larger > 0) {
        const size_t place = (all - end) % larger, size = std::min(larger, end + place);
        if (place == 0) gone = 0;
        // Hiding more decides nothing: the last one of a larger piece stays when all others of it went.
        if (place == size - 1 && gone == place) {
#ifndef NDEBUG
          mask.insert(candidates[kept[begin]].leaf);
          CHECK(evaluator.coarse || verdict_under(evaluator, rule, subject, mask) != verdict);
          mask.erase(candidates[kept[begin]].leaf);
#endif
          end = begin;
          continue;
        }
      }
      for (size_t i = begin; i < end; ++i) mask.insert(candidates[kept[i]].leaf);
      if (verdict_under(evaluator, rule, subject, mask) == verdict) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(begin), kept.begin() + static_cast<std::ptrdiff_t>(end));
        gone += end - begin;
      } else {
        for (size_t i = begin; i < end; ++i) mask.erase(candidates[kept[i]].leaf);
      }
      end = begin;
    }
    if (piece > 1) continue;
    evaluator.coarse = false;
    return kept;
  }
}

std::optional<std::vector<WitnessLeaf>> search_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, const ChooseLeaves& choose) {
  std::vector<WitnessLeaf> candidates = leaves_read(evaluator, rule, subject);
  while (true) {
    if (!evaluator.plain && overlap(candidates)) return std::nullopt;
    const std::optional<std::vector<size_t>> chosen = choose(candidates);
    if (!chosen) return std::nullopt;
    std::vector<WitnessLeaf> kept;
    Mask mask;
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (kept.size() < chosen->size() && (*chosen)[kept.size()] == i) kept.push_back(candidates[i]);
      else mask.insert(candidates[i].leaf);
    }
    if (mask.empty()) return kept;   // nothing is hidden: nothing else is read
    std::vector<WitnessLeaf> more;
    std::unordered_set<Leaf> known;
    for (const WitnessLeaf& leaf : candidates) known.insert(leaf.leaf);
    for (WitnessLeaf& leaf : leaves_read(evaluator, rule, subject, mask)) {
      if (!known.contains(leaf.leaf)) more.push_back(std::move(leaf));
    }
    if (more.empty()) return kept;
    candidates.insert(candidates.end(), more.begin(), more.end());
    sort_by_source(candidates, subject);
  }
}

std::vector<WitnessLeaf> find_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict) {
  const ChooseLeaves choose = [&](const std::vector<WitnessLeaf>& candidates) { return minimal(evaluator, rule, subject, verdict, candidates); };
  if (std::optional<std::vector<WitnessLeaf>> found = search_witness(evaluator, rule, subject, choose)) return std::move(*found);
  const bool before = std::exchange(evaluator.plain, true);
  std::vector<WitnessLeaf> found = *search_witness(evaluator, rule, subject, choose);
  evaluator.plain = before;
  return found;
}

}  // namespace sekisho
