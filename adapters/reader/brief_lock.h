// BriefLock: a recursive lock for work of microseconds that two threads ask for all the time. It waits by spinning before it gives up its core:
// with a mutex that sleeps, half of the time of a run with two threads went into falling asleep and being woken.
#pragma once

#include <atomic>
#include <thread>

namespace sekisho::adapters {

class BriefLock {
 public:
  void lock() {
    const std::thread::id self = std::this_thread::get_id();
    if (owner_.load(std::memory_order_relaxed) == self) {
      ++depth_;
      return;
    }
    for (int tries = 0;; ++tries) {
      std::thread::id owner = owner_.load(std::memory_order_relaxed);   // looked at first: asking for it takes it from the owner's core
      if (owner == std::thread::id() && owner_.compare_exchange_weak(owner, self, std::memory_order_acquire, std::memory_order_relaxed)) return;
      if (tries < kSpins) pause();
      else std::this_thread::yield();
    }
  }
  void unlock() {
    if (depth_ > 0) {
      --depth_;
      return;
    }
    owner_.store(std::thread::id(), std::memory_order_release);
  }

 private:
  static constexpr int kSpins = 2000;   // longer than one value takes to make: on a busy machine a core that is given up comes back late
  static void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
  }
  std::atomic<std::thread::id> owner_;
  int depth_ = 0;   // of the owner's further locks
};

}  // namespace sekisho::adapters
