// LookCount: who looks at a mapped text here and there lets go of its pages now and then, so that they never gather.
#pragma once

#include <cstdint>

#include "sekisho/mapped_file.h"

namespace sekisho::adapters {

class LookCount {
 public:
  // Counts one look, of which each may have brought 64 KiB.
  void add() {
    constexpr uint32_t kLooks = 1024;
    if (++looks_ % kLooks == 0) drop_mapped_pages();
  }

 private:
  uint32_t looks_ = 0;
};

}  // namespace sekisho::adapters
