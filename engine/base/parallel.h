// in_parallel, in_turns, in_order: one piece of work for each of some numbers, beside each other.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/workers.h"

namespace sekisho {

// Waits for what was begun when it goes, whatever is thrown meanwhile.
class Begun {
 public:
  Begun() = default;
  Begun(const Begun&) = delete;
  Begun& operator=(const Begun&) = delete;
  ~Begun() {
    for (const std::future<void>& one : all_) {
      if (one.valid()) one.wait();
    }
  }
  void add(std::future<void> one) { all_.push_back(std::move(one)); }
  // Waits for them in their order, and throws what the first of them threw that did.
  void get() {
    for (std::future<void>& one : all_) one.get();
  }

 private:
  std::vector<std::future<void>> all_;
};

// Does work(0) to work(count - 1), each in a thread of its own, the first in the caller's, others in workers (workers.h). Returns when all are done; what one of them throws
// is thrown on then, of several the one of the lowest number. REQUIRES: pieces that share nothing they change.
template <typename Work>
void in_parallel(size_t count, const Work& work) {
  if (count == 0) return;
  Begun others;
  for (size_t number = 1; number < count; ++number) others.add(begin_in_worker(number - 1, [&work, number] { work(number); }));
  work(0);
  others.get();
}

// Does work(0) to work(count - 1) in so many threads, each taking up the next that nobody has: for things of different sizes. The rest as in_parallel().
template <typename Work>
void in_turns(size_t count, size_t threads, const Work& work) {
  std::atomic<size_t> next{0};
  in_parallel(threads, [&](size_t) {
    for (size_t number = next++; number < count; number = next++) work(number);
  });
}

// make(number, made) for 0 to count - 1 in so many threads, each into a `Made` that is used again; take(made) in the caller's thread, in the order of the numbers. No more
// than two for each thread are made and not taken. What one of them throws is thrown on when all threads have stopped. REQUIRES: threads > 0.
template <typename Made, typename Make, typename Take>
void in_order(size_t count, size_t threads, const Make& make, const Take& take) {
  struct Slot {
    Made made;
    bool is_made = false;
  };
  std::vector<Slot> slots(2 * threads);
  std::mutex lock;
  std::condition_variable changed;
  size_t next = 0, taken = 0;   // the next that nobody makes; how many were taken
  bool failed = false;
  const auto unlocked = [&](std::unique_lock<std::mutex>& held, const auto& work) {
    held.unlock();
    try {
      work();
    } catch (...) {
      held.lock();
      failed = true;
      changed.notify_all();
      throw;
    }
    held.lock();
    changed.notify_all();
  };
  const auto make_or_wait = [&](std::unique_lock<std::mutex>& held) {
    if (next == count || next == taken + slots.size()) {
      changed.wait(held);
      return;
    }
    Slot& slot = slots[next % slots.size()];
    unlocked(held, [&, number = next++] { make(number, slot.made); });
    slot.is_made = true;
  };
  in_parallel(threads, [&](size_t thread) {
    std::unique_lock<std::mutex> held(lock);
    while (!failed && (thread == 0 ? taken : next) < count) {
      Slot& slot = slots[taken % slots.size()];
      if (thread == 0 && slot.is_made) {
        unlocked(held, [&] { take(slot.made); });
        slot.is_made = false;
        ++taken;
      } else {
        make_or_wait(held);
      }
    }
  });
}

// In how many pieces to do so many things: in one when they are fewer than pays for a thread, else one for each processor.
inline size_t pieces_for(size_t things, size_t few) { return things < few ? 1 : std::max<size_t>(1, std::thread::hardware_concurrency()); }

// In how many pieces so many threads take things up in turns: a few for each, so that nobody waits long for the last one.
inline size_t pieces_in_turns(size_t threads) { return threads == 1 ? 1 : threads * 8; }

// Of `total` things in `count` pieces of about the same size, where piece `number` begins; piece `count` begins at the end.
inline size_t piece_begin(size_t total, size_t count, size_t number) { return total * number / count; }

}  // namespace sekisho
