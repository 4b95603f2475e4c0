// The lock under which parts of programs are read.
#include "engine/check/late.h"

namespace sekisho {

std::unique_lock<std::mutex> lock_reading() {
  static std::mutex lock;
  return std::unique_lock<std::mutex>(lock);
}

}  // namespace sekisho
