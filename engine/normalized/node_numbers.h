// NodeNumbers: raw values numbered in the order in which they are first asked for. There are ten for each row: a table of numbers, no nodes of a map.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/spread.h"
#include "sekisho/raw.h"

namespace sekisho::normalized {

class NodeNumbers {
 public:
  // The node's number, and whether nobody asked for it before.
  std::pair<uint32_t, bool> number(const RawNode* node) {
    if (nodes_.size() * 2 >= slots_.size()) grow();
    uint32_t& slot = slots_[place_of(node)];
    if (slot != kFree) return {slot - 1, false};
    nodes_.push_back(node);
    slot = static_cast<uint32_t>(nodes_.size());
    return {slot - 1, true};
  }
  // The node's number, where somebody asked for it.
  std::optional<uint32_t> find(const RawNode* node) const {
    const uint32_t slot = slots_.empty() ? kFree : slots_[place_of(node)];
    return slot == kFree ? std::nullopt : std::optional<uint32_t>(slot - 1);
  }
  const std::vector<const RawNode*>& nodes() const { return nodes_; }   // by number

 private:
  static constexpr uint32_t kFree = 0;

  // Of the node's slot, or of the free one where it belongs. REQUIRES that there is a free one.
  size_t place_of(const RawNode* node) const {
    const size_t mask = slots_.size() - 1;
    size_t at = spread(reinterpret_cast<uintptr_t>(node)) & mask;
    while (slots_[at] != kFree && nodes_[slots_[at] - 1] != node) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, kFree);   // a power of two
    for (size_t i = 0; i < nodes_.size(); ++i) slots_[place_of(nodes_[i])] = static_cast<uint32_t>(i + 1);
  }

  std::vector<uint32_t> slots_;   // by hash: numbers, counted from 1
  std::vector<const RawNode*> nodes_;
};

}  // namespace sekisho::normalized
