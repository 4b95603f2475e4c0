// find_witness.
#include "engine/finding/witness.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <unordered_set>
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

namespace {

Trace trace_of(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask) {
  Trace trace;
  Frame frame(rule.slots);
  evaluator.trace = &trace;
  evaluator.mask = mask.empty() ? nullptr : &mask;
  decide(evaluator, rule, subject, frame);
  evaluator.trace = nullptr;
  evaluator.mask = nullptr;
  return trace;
}

// Its leaves with whose they are, in source order.
std::vector<WitnessLeaf> leaves_of(const Trace& trace, const Subject& subject) {
  std::vector<WitnessLeaf> found;
  std::unordered_map<Leaf, size_t> known;   // where in `found`
  known.reserve(trace.leaves.size());
  const auto add = [&](Leaf leaf, const auto& make) {
    const auto [at, is_new] = known.try_emplace(leaf, found.size());
    if (is_new) found.push_back(make());
    return at->second;
  };
  for (const Row* row : trace.rows) {
    for (size_t i = 0; i < row->kind->attributes.size(); ++i) {
      if (!row->has_attribute(i)) continue;  // nobody read it
      const Value& attribute = row->attribute(i);
      if (is_plain(attribute) && !trace.touched(attribute.identity())) continue;
      list_leaves(attribute, row->kind->attributes[i].name, [&](const Value& value, const std::string& path) {
        if (trace.touched(value.identity())) add(value.identity(), [&] { return WitnessLeaf{value.identity(), row, nullptr, nullptr, "", path, value}; });
      });
    }
  }
  for (const RawNode* node : trace.nodes) add(node, [&] { return WitnessLeaf{node, nullptr, node, nullptr, "", node->pointer(), Value::raw(node)}; });
  for (const Trace::PopulationFact& fact : trace.populations) {
    WitnessLeaf leaf{fact.leaf, nullptr, nullptr, fact.entity, fact.raw_type, "", Value()};
    found[add(fact.leaf, [&] { return leaf; })] = std::move(leaf);
  }

  std::vector<WitnessLeaf> leaves;
  leaves.reserve(found.size());
  for (Leaf leaf : trace.leaves) {
    if (const auto at = known.find(leaf); at != known.end()) leaves.push_back(std::move(found[at->second]));
  }
  sort_by_source(leaves, subject);
  return leaves;
}

// Whether one looked at nothing that the other did not look at: then leaves_of() gives no other leaf of it.
bool within(const Trace& trace, const Trace& other) {
  const auto is_there = [&](const void* one) { return other.touched(one); };
  return std::all_of(trace.leaves.begin(), trace.leaves.end(), is_there) && std::all_of(trace.rows.begin(), trace.rows.end(), is_there);
}

}  // namespace

std::vector<WitnessLeaf> leaves_read(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask) { return leaves_of(trace_of(evaluator, rule, subject, mask), subject); }

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
  const Trace whole = trace_of(evaluator, rule, subject, {});
  std::vector<WitnessLeaf> candidates = leaves_of(whole, subject);
  while (true) {
    if (!evaluator.plain && overlap(candidates)) return std::nullopt;
    const std::optional<LeafChoice> choice = choose(candidates);
    if (!choice) return std::nullopt;
    Mask mask;
    auto next = choice->kept.begin();
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (next != choice->kept.end() && *next == i) ++next;
      else mask.insert(candidates[i].leaf);
    }
    std::vector<WitnessLeaf> more;
    if (!mask.empty() && !choice->is_last) {   // nothing is hidden: nothing else is read
      const Trace masked = trace_of(evaluator, rule, subject, mask);
      if (!within(masked, whole)) {
        std::unordered_set<Leaf> known;
        for (const WitnessLeaf& leaf : candidates) known.insert(leaf.leaf);
        more = leaves_of(masked, subject);
        std::erase_if(more, [&](const WitnessLeaf& leaf) { return known.contains(leaf.leaf); });
      }
    }
    if (more.empty()) {
      std::vector<WitnessLeaf> kept;
      for (const size_t position : choice->kept) kept.push_back(std::move(candidates[position]));
      return kept;
    }
    candidates.insert(candidates.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    sort_by_source(candidates, subject);
  }
}

std::vector<WitnessLeaf> find_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict) {
  const ChooseLeaves choose = [&](const std::vector<WitnessLeaf>& candidates) { return LeafChoice{minimal(evaluator, rule, subject, verdict, candidates)}; };
  if (std::optional<std::vector<WitnessLeaf>> found = search_witness(evaluator, rule, subject, choose)) return std::move(*found);
  const bool before = std::exchange(evaluator.plain, true);
  std::vector<WitnessLeaf> found = *search_witness(evaluator, rule, subject, choose);
  evaluator.plain = before;
  return found;
}

}  // namespace sekisho
