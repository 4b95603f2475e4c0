// FirstByHash: which of many things is the first of those that are equal. It holds their numbers and parts of their hashes, and asks who has them whether two are equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sekisho::adapters {

class FirstByHash {
 public:
  // `count`: of how many things, about.
  explicit FirstByHash(size_t count) {
    size_t size = 16;
    while (size < count + count / 2) size *= 2;
    slots_.resize(size);
  }

  // The number that stands for all that are equal to thing `number`: that of the first of them, or what was put in its place since. same(other) tells whether the thing of
  // that number is equal to this one.
  template <class Same>
  uint32_t& of(size_t hash, uint32_t number, const Same& same) {
    if (3 * (count_ + 1) > 2 * slots_.size()) grow();
    const auto kept = static_cast<uint32_t>(hash);
    size_t at = kept & (slots_.size() - 1);
    for (; slots_[at].number != kNone; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == kept && same(slots_[at].number)) return slots_[at].number;
    }
    ++count_;
    slots_[at] = {kept, number};
    return slots_[at].number;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Slot {
    uint32_t hash = 0, number = kNone;
  };

  void grow() {
    std::vector<Slot> before(2 * slots_.size());
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.number == kNone) continue;
      size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;   // a power of two, two thirds full at most
  size_t count_ = 0;
};

}  // namespace sekisho::adapters
