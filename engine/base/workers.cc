// A worker is free before anybody can know that its work is done: who waited for that finds it so.
#include "engine/base/workers.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace sekisho {
namespace {

class Worker {
 public:
  // Nothing: it is busy.
  std::future<void> take(const std::function<void()>& work) {
    const std::lock_guard held(lock_);
    if (busy_) return {};
    if (!started_) std::thread([this] { go_on(); }).detach();
    started_ = busy_ = true;
    work_ = work;
    done_ = {};
    std::future<void> done = done_.get_future();
    asked_.notify_one();
    return done;
  }

 private:
  [[noreturn]] void go_on() {
    std::unique_lock held(lock_);
    while (true) {
      asked_.wait(held, [&] { return work_ != nullptr; });
      const std::function<void()> work = std::exchange(work_, nullptr);
      held.unlock();
      std::exception_ptr thrown;
      try {
        work();
      } catch (...) {
        thrown = std::current_exception();
      }
      held.lock();
      busy_ = false;
      std::promise<void> done = std::move(done_);
      if (thrown) done.set_exception(thrown);
      else done.set_value();
    }
  }

  std::mutex lock_;
  std::condition_variable asked_;
  std::function<void()> work_;   // null: none
  std::promise<void> done_;
  bool started_ = false, busy_ = false;
};

}  // namespace

std::future<void> begin_in_worker(size_t number, std::function<void()> work) {
  constexpr size_t kWorkers = 16;
  static std::array<Worker, kWorkers>& workers = *new std::array<Worker, kWorkers>;   // never taken apart: they may wait in it while the process ends
  if (number < kWorkers) {
    if (std::future<void> done = workers[number].take(work); done.valid()) return done;
  }
  return std::async(std::launch::async, std::move(work));
}

}  // namespace sekisho
