// LookCount: who looks at a mapped text here and there lets go of its pages now and then, so that they never gather.
#pragma once

#include <cstdint>

#include "sekisho/mapped_file.h"

namespace sekisho::adapters {

// Of a thread.
class LookCount {
 public:
  // Counts a look at what belongs to `where`, which may have brought pages unless the last one was at the same place.
  static void add(const void* where) {
    constexpr uint32_t kLooks = 64;
    thread_local constinit const void* last = nullptr;
    thread_local constinit uint32_t looks = 0;
    if (where == last) return;
    last = where;
    if (++looks % kLooks == 0) drop_many_mapped_pages();
  }
};

}  // namespace sekisho::adapters
