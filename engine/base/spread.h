// spread: where the keys of a table with open addresses begin to look.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho {

// Neighbours go far apart: for keys that are addresses or numbers, which differ at their ends.
inline size_t spread(uint64_t key) {
  constexpr uint64_t kByTheGoldenRatio = 0x9E3779B97F4A7C15u;   // 2^64
  return static_cast<size_t>((key * kByTheGoldenRatio) >> 32);
}

}  // namespace sekisho
