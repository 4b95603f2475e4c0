// Seeded faults: places where a test build breaks the engine on purpose, to see that the judge notices (tests/judge/faults lists them).
// The files that include this are looked up when the build is configured: after a first fault in a file, run cmake again.
#pragma once

#ifdef SEKISHO_FAULTS
#include <cstdlib>
#endif

namespace sekisho {

#ifdef SEKISHO_FAULTS
// Whether the place `id` shall break: the environment's SEKISHO_FAULT names one.
inline bool fault(int id) {
  static const int chosen = [] {
    const char* given = std::getenv("SEKISHO_FAULT");
    return given == nullptr ? 0 : std::atoi(given);
  }();
  return chosen == id;
}
#else
constexpr bool fault(int) { return false; }
#endif

}  // namespace sekisho
