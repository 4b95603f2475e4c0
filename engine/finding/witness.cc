// find_witness.
#include "engine/finding/witness.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
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

uint32_t offset_of(const WitnessLeaf& leaf) {
  if (leaf.node != nullptr) return leaf.node->offset;
  const RawNode* const node = leaf.value.places().first_node();
  return node == nullptr ? UINT32_MAX : node->offset;
}

// The subject's own values, then those of other rows, each in the order of the file; populations, which are facts of the whole source, last.
std::pair<int, uint32_t> standing_of(const WitnessLeaf& leaf, const Subject& subject) {
  const int rank = leaf.row == nullptr && leaf.node == nullptr ? 2 : leaf.row == subject.row ? 0 : 1;
  return {rank, offset_of(leaf)};
}

void sort_by_source(std::vector<WitnessLeaf>& leaves, const Subject& subject) {
  std::stable_sort(leaves.begin(), leaves.end(), [&](const WitnessLeaf& a, const WitnessLeaf& b) { return standing_of(a, subject) < standing_of(b, subject); });
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

// Whether a leaf was looked at. What was not has no part that was: parts are reached through it, but those of a record, which is no leaf itself.
bool is_seen(const Trace& trace, const Value& leaf) {
  const bool seen = trace.touched(leaf.identity());
#ifndef NDEBUG
  if (!seen) {
    list_leaves(leaf, "", [&](const Value& part, const std::string&) {
      CHECK(!trace.touched(part.identity()));
      return true;
    });
  }
#endif
  return seen;
}

// Its leaves with whose they are, in source order.
std::vector<WitnessLeaf> leaves_of(const Trace& trace, const Subject& subject) {
  constexpr uint32_t kNone = UINT32_MAX;
  std::vector<WitnessLeaf> found;
  std::vector<uint32_t> known(trace.leaves.size(), kNone);   // where in `found`
  const auto add = [&](Leaf leaf, const auto& make) {
    uint32_t& at = known[trace.place_of(leaf)];
    if (at != kNone) return at;
    at = static_cast<uint32_t>(found.size());
    found.push_back(make());
    return at;
  };
  for (const Row* row : trace.rows) {
    for (size_t i = 0; i < row->kind->attributes.size(); ++i) {
      if (!row->has_attribute(i)) continue;  // nobody read it
      const Value& attribute = row->attribute(i);
      if (attribute.kind() != ValueKind::kRecord && !is_seen(trace, attribute)) continue;
      list_leaves(attribute, row->kind->attributes[i].name, [&](const Value& value, const std::string& path) {
        if (!is_seen(trace, value)) return false;
        add(value.identity(), [&] { return WitnessLeaf{value.identity(), row, nullptr, nullptr, "", path, value}; });
        return true;
      });
    }
  }
  for (const RawNode* node : trace.nodes) add(node, [&] { return WitnessLeaf{node, nullptr, node, nullptr, "", node->pointer(), Value::raw(node)}; });
  for (const Trace::PopulationFact& fact : trace.populations) {
    WitnessLeaf leaf{fact.leaf, nullptr, nullptr, fact.entity, fact.raw_type, "", Value()};
    found[add(fact.leaf, [&] { return leaf; })] = std::move(leaf);
  }

  using Standing = std::tuple<std::pair<int, uint32_t>, uint32_t>;   // and where in `found`
  std::vector<Standing> order;
  order.reserve(found.size());
  for (const uint32_t at : known) {
    if (at != kNone) order.emplace_back(standing_of(found[at], subject), at);
  }
  // Of what stands at one place, in the order in which it was looked at.
  const auto before = [](const Standing& a, const Standing& b) { return std::get<0>(a) < std::get<0>(b); };
  if (!std::is_sorted(order.begin(), order.end(), before)) std::stable_sort(order.begin(), order.end(), before);
  std::vector<WitnessLeaf> leaves;
  leaves.reserve(order.size());
  for (const auto& [standing, at] : order) leaves.push_back(std::move(found[at]));
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

// Whether a row is looked at on its own and through a population as well: then the population stands for it no more, and an index would leave out what the witness has to name;
// and hiding something of it may change what an index says of the population. A row counts that nothing was read of but its records, which are no leaves.
bool overlap(const std::vector<const Row*>& rows, const std::vector<WitnessLeaf>& leaves) {
  return std::any_of(leaves.begin(), leaves.end(), [&](const WitnessLeaf& population) {
    return population.entity != nullptr && std::any_of(rows.begin(), rows.end(), [&](const Row* row) { return row->kind->has(population.entity); });
  });
}

}  // namespace

namespace {

// Pieces that could not be hidden as a whole, by what is left of them: hiding more decides nothing, so that where all of it is to be hidden nobody needs to try.
class StuckPieces {
 public:
  explicit StuckPieces(size_t candidates) : piece_of_(candidates) {}
  void add(std::span<const size_t> piece) {
    for (const size_t candidate : piece) piece_of_[candidate] = static_cast<uint32_t>(left_.size());
    left_.push_back(piece.size());
  }
  // Whether it is all that is left of one of them. REQUIRES: each is in one, or none of all.
  bool hold(std::span<const size_t> piece) const {
    for (size_t begin = 0, end = 0; !left_.empty() && begin < piece.size(); begin = end) {
      const uint32_t stuck = piece_of_[piece[begin]];
      while (end < piece.size() && piece_of_[piece[end]] == stuck) ++end;
      if (end - begin == left_[stuck]) return true;
    }
    return false;
  }
  void hidden(std::span<const size_t> piece) {
    if (left_.empty()) return;
    for (const size_t candidate : piece) --left_[piece_of_[candidate]];
  }

 private:
  std::vector<uint32_t> piece_of_;   // by candidate
  std::vector<size_t> left_;
};

}  // namespace

std::vector<size_t> minimal(Evaluator& evaluator, const Rule& rule, const Subject& subject, Verdict verdict, const std::vector<WitnessLeaf>& candidates) {
  std::vector<size_t> kept(candidates.size());
  std::iota(kept.begin(), kept.end(), size_t{0});
  Mask mask;
  evaluator.coarse = kept.size() > kVeryMany;
  const auto stays_without = [&](std::span<const size_t> piece) {
    for (const size_t candidate : piece) mask.insert(candidates[candidate].leaf);
    if (verdict_under(evaluator, rule, subject, mask) == verdict) return true;
    for (const size_t candidate : piece) mask.erase(candidates[candidate].leaf);
    return false;
  };
  // Large pieces first: most leaves of a long list do not matter.
  StuckPieces stuck(0);
  for (size_t size = std::max<size_t>(1, kept.size() / 2);; size /= 2) {
    StuckPieces now(candidates.size());
    for (size_t end = kept.size(); end > 0;) {
      const size_t begin = end > size ? end - size : 0;
      const std::span<const size_t> piece(kept.data() + begin, end - begin);
      const bool is_stuck = stuck.hold(piece);
#ifndef NDEBUG
      CHECK(!is_stuck || evaluator.coarse || !stays_without(piece));
#endif
      if (is_stuck || !stays_without(piece)) {
        now.add(piece);
      } else {
        stuck.hidden(piece);
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(begin), kept.begin() + static_cast<std::ptrdiff_t>(end));
      }
      end = begin;
    }
    if (size == 1) break;
    stuck = std::move(now);
  }
  evaluator.coarse = false;
  return kept;
}

std::optional<std::vector<WitnessLeaf>> search_witness(Evaluator& evaluator, const Rule& rule, const Subject& subject, const ChooseLeaves& choose, const Trace* known) {
  const Trace made = known == nullptr ? trace_of(evaluator, rule, subject, {}) : Trace();
  const Trace& whole = known == nullptr ? made : *known;
  std::vector<WitnessLeaf> candidates = leaves_of(whole, subject);
  std::vector<const Row*> rows = whole.rows;
  while (true) {
    if (!evaluator.plain && overlap(rows, candidates)) return std::nullopt;
    const std::optional<LeafChoice> choice = choose(candidates);
    if (!choice) return std::nullopt;
    std::vector<WitnessLeaf> more;
    if (choice->kept.size() < candidates.size() && !choice->is_last) {   // nothing is hidden: nothing else is read
      Mask mask;
      auto next = choice->kept.begin();
      for (size_t i = 0; i < candidates.size(); ++i) {
        if (next != choice->kept.end() && *next == i) ++next;
        else mask.insert(candidates[i].leaf);
      }
      const Trace masked = trace_of(evaluator, rule, subject, mask);
      if (!within(masked, whole)) {
        LeafSet there;
        for (const WitnessLeaf& leaf : candidates) there.insert(leaf.leaf);
        more = leaves_of(masked, subject);
        std::erase_if(more, [&](const WitnessLeaf& leaf) { return there.contains(leaf.leaf); });
        rows.insert(rows.end(), masked.rows.begin(), masked.rows.end());
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
