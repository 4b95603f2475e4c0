// Random numbers that are the same on every machine: everything the judge makes follows from one seed.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace sekisho::judge {

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  uint64_t next() { return engine_(); }
  size_t below(size_t count) { return static_cast<size_t>(next() % count); }           // REQUIRES count > 0
  bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability; }
  template <typename T>
  const T& pick(const std::vector<T>& list) { return list[below(list.size())]; }       // REQUIRES list not empty
  template <typename T>
  void shuffle(std::vector<T>& list) {
    for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

// A seed of its own for part `index` of what `seed` makes (splitmix64).
inline uint64_t derive(uint64_t seed, uint64_t index) {
  uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (index + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace sekisho::judge
