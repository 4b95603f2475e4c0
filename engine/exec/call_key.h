// CallKey: which definition is called, and with what: numbers that tell calls apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/base/spread.h"

namespace sekisho {

class CallKey {
 public:
  // Adds a number. Of very many the last ones share a place: `join` makes one number of two, a different one for each two.
  template <class Join>
  void put(uint32_t number, const Join& join) {
    if (size_ < parts_.size()) parts_[size_++] = number;
    else parts_.back() = join(parts_.back(), number);
  }
  bool operator==(const CallKey&) const = default;
  struct Hash {
    size_t operator()(const CallKey& key) const {
      uint64_t hash = key.size_;
      for (size_t i = 0; i < key.size_; ++i) hash = spread(hash << 32 | (static_cast<uint32_t>(hash >> 16) ^ key.parts_[i]));
      return hash;
    }
  };

 private:
  std::array<uint32_t, 8> parts_ = {};
  uint32_t size_ = 0;
};

}  // namespace sekisho
