// find_witness.
#include "engine/finding/witness.h"

#include <algorithm>
#include <unordered_map>

#include "engine/exec/places.h"

namespace sekisho {
namespace {

Verdict verdict_under(Evaluator& evaluator, const Rule& rule, const Subject& subject, const Mask& mask) {
  Frame frame(rule.slots);
  evaluator.mask = &mask;
  Decision decision = decide(evaluator, rule, subject, frame);
  evaluator.mask = nullptr;
  return decision.verdict;
}

uint32_t offset_of(const WitnessLeaf& leaf) {
  if (leaf.node != nullptr) return leaf.node->offset;
  const std::vector<Place>& places = leaf.value.places();
  return places.empty() || places.front().node == nullptr ? UINT32_MAX : places.front().node->offset;
}

}  // namespace

std::vector<WitnessLeaf> leaves_read(Evaluator& evaluator, const Rule& rule, const Subject& subject) {
  Trace trace;
  Frame frame(rule.slots);
  evaluator.trace = &trace;
  decide(evaluator, rule, subject, frame);
  evaluator.trace = nullptr;

  std::unordered_map<Leaf, WitnessLeaf> known;
  for (const Row* row : trace.rows) {
    for (size_t i = 0; i < row->attributes.size(); ++i) {
      list_leaves(row->attributes[i], row->kind->attributes[i].name, [&](const Value& value, const std::string& path) {
        known.try_emplace(value.identity(), WitnessLeaf{value.identity(), row, nullptr, nullptr, "", path, value});
      });
    }
  }
  for (const RawNode* node : trace.nodes) known.try_emplace(node, WitnessLeaf{node, nullptr, node, nullptr, "", node->pointer(), Value::raw(node)});
  for (const Trace::PopulationFact& fact : trace.populations) known.insert_or_assign(fact.leaf, WitnessLeaf{fact.leaf, nullptr, nullptr, fact.entity, fact.raw_type, "", Value()});

  // Populations first (they are facts of the whole source), then the subject's own values, then others, each in the order of the file.
  std::vector<std::pair<size_t, WitnessLeaf>> sorted;
  for (size_t i = 0; i < trace.leaves.size(); ++i) {
    auto found = known.find(trace.leaves[i]);
    if (found != known.end()) sorted.emplace_back(i, found->second);
  }
  auto rank = [&](const WitnessLeaf& leaf) { return leaf.row == nullptr && leaf.node == nullptr ? 2 : leaf.row == subject.row ? 0 : 1; };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    return std::make_tuple(rank(a.second), offset_of(a.second), a.first) < std::make_tuple(rank(b.second), offset_of(b.second), b.first);
  });
  std::vector<WitnessLeaf> leaves;
  for (auto& [position, leaf] : sorted) leaves.push_back(std::move(leaf));
  return leaves;
}

std::vector<WitnessLeaf> find_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict) {
  std::vector<WitnessLeaf> kept = leaves_read(evaluator, rule, subject);
  Mask mask;
  // Large pieces first: most leaves of a long list do not matter.
  for (size_t piece = std::max<size_t>(1, kept.size() / 2);; piece /= 2) {
    for (size_t end = kept.size(); end > 0;) {
      size_t begin = end > piece ? end - piece : 0;
      for (size_t i = begin; i < end; ++i) mask.insert(kept[i].leaf);
      if (verdict_under(evaluator, rule, subject, mask) == verdict) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(begin), kept.begin() + static_cast<std::ptrdiff_t>(end));
      } else {
        for (size_t i = begin; i < end; ++i) mask.erase(kept[i].leaf);
      }
      end = begin;
    }
    if (piece == 1) return kept;
  }
}

}  // namespace sekisho
