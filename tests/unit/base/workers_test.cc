// Workers: the same thread again, another one while it is busy, and what they throw.
#include "engine/base/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "engine/base/parallel.h"

namespace sekisho {
namespace {

std::thread::id thread_of(size_t number) {
  std::thread::id id;
  begin_in_worker(number, [&] { id = std::this_thread::get_id(); }).get();
  return id;
}

TEST(Workers, OneIsTheSameThreadEachTime) {
  const std::thread::id first = thread_of(0);
  EXPECT_NE(first, std::this_thread::get_id());
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(thread_of(0), first);   // free as soon as its work is known to be done
  EXPECT_NE(thread_of(1), first);
}

TEST(Workers, ABusyOneHoldsNobodyUp) {
  const std::thread::id usual = thread_of(0);
  std::promise<void> go_on;
  std::future<void> busy = begin_in_worker(0, [&] { go_on.get_future().wait(); });
  EXPECT_NE(thread_of(0), usual);
  go_on.set_value();
  busy.get();
  EXPECT_EQ(thread_of(0), usual);
}

TEST(Workers, WhatIsThrownComesOutAndTheWorkerGoesOn) {
  const std::thread::id usual = thread_of(0);
  EXPECT_THROW(begin_in_worker(0, [] { throw std::runtime_error("no"); }).get(), std::runtime_error);
  EXPECT_EQ(thread_of(0), usual);
}

TEST(Workers, BeyondTheFirstFewAThreadOfItsOwnDoesIt) { EXPECT_NE(thread_of(1000), thread_of(0)); }

TEST(Workers, PiecesOfPiecesAreDone) {
  std::atomic<int> done{0};
  in_parallel(4, [&](size_t) { in_parallel(4, [&](size_t) { in_parallel(3, [&](size_t) { ++done; }); }); });
  EXPECT_EQ(done, 4 * 4 * 3);
}

TEST(Workers, AllPiecesAreOverBeforeAnythingIsThrown) {
  std::atomic<int> done{0};
  const auto work = [&](size_t number) {
    if (number < 2) throw std::runtime_error(std::to_string(number));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ++done;
  };
  try {
    in_parallel(4, work);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "0");
  }
  EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace sekisho
