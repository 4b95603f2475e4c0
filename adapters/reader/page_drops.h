// PageDrops: lets go of what was gone through of a mapped file while it, or what was found in it, is gone through once.
#pragma once

#include <cstddef>

#include "sekisho/mapped_file.h"

namespace sekisho::adapters {

class PageDrops {
 public:
  // `from`: where the reading begins.
  explicit PageDrops(size_t from = 0) : next_(from + kPiece) {}
  // `at`: how far the reading has come.
  void passed(size_t at) {
    if (at < next_) return;
    next_ = at + kPiece;
    drop_mapped_pages();
  }
  // The same for who goes through resources, of which each looks at its own place in the file.
  void passed_resource() {
    if (++resources_ % kResources == 0) drop_mapped_pages();
  }

 private:
  static constexpr size_t kPiece = size_t{4} << 20;   // several may read beside each other, each a piece of its own
  static constexpr size_t kResources = 4096;
  size_t next_, resources_ = 0;
};

}  // namespace sekisho::adapters
