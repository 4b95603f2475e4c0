// LeafSet: a set of pointers that is asked at each step of an evaluation, and of which most are in it only for a while: one table, and no memory of its own for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/spread.h"

namespace sekisho {

class LeafSet {
 public:
  // Whether it was not there; then it has this number from now on. Null, the identity of a value that is none, is a leaf like another.
  bool insert(const void* leaf, uint32_t number = 0) {
    leaf = some(leaf);
    if (taken_ * 2 >= slots_.size()) grow();
    Slot& slot = slots_[place_of(leaf)];
    if (slot.leaf == nullptr) ++taken_;
    slot.leaf = leaf;
    if (slot.is_there) return false;
    slot.is_there = true;
    slot.number = number;
    ++size_;
    return true;
  }
  // Its slot stays its own.
  void erase(const void* leaf) {
    if (!contains(leaf)) return;
    slots_[place_of(some(leaf))].is_there = false;
    --size_;
  }
  bool contains(const void* leaf) const { return size_ > 0 && slots_[place_of(some(leaf))].is_there; }
  // REQUIRES: it is there.
  uint32_t number_of(const void* leaf) const { return slots_[place_of(some(leaf))].number; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }

 private:
  struct Slot {
    const void* leaf = nullptr;
    uint32_t number = 0;
    bool is_there = false;
  };
  // A free slot holds null.
  static const void* some(const void* leaf) {
    static constexpr char kNone = 0;
    return leaf != nullptr ? leaf : &kNone;
  }
  // Where it is, or would be. REQUIRES that a slot is free.
  size_t place_of(const void* leaf) const {
    const size_t mask = slots_.size() - 1;
    size_t at = spread(reinterpret_cast<uintptr_t>(leaf)) & mask;
    while (slots_[at].leaf != nullptr && slots_[at].leaf != leaf) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 16 : slots_.size() * 2));   // a power of two
    taken_ = 0;
    for (const Slot& slot : before) {
      if (!slot.is_there) continue;
      slots_[place_of(slot.leaf)] = slot;
      ++taken_;
    }
  }

  std::vector<Slot> slots_;   // by hash
  size_t taken_ = 0, size_ = 0;
};

}  // namespace sekisho
