// Seeded faults: places where a test build breaks the engine on purpose, to see that the judge notices (tests/judge/faults lists them).
#pragma once

#ifdef SEKISHO_FAULTS
#include <atomic>
#include <cstdlib>
#endif

namespace sekisho {

#ifdef SEKISHO_FAULTS
// 0: none. Begins as the environment's SEKISHO_FAULT.
inline std::atomic<int>& chosen_fault() {
  static std::atomic<int> chosen = [] {
    const char* given = std::getenv("SEKISHO_FAULT");
    return given == nullptr ? 0 : std::atoi(given);
  }();
  return chosen;
}
inline void set_fault(int id) { chosen_fault() = id; }
// Whether the place `id` shall break.
inline bool fault(int id) { return chosen_fault().load(std::memory_order_relaxed) == id; }
#else
constexpr bool fault(int) { return false; }
#endif

}  // namespace sekisho
