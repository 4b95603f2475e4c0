// in_order: makes beside, takes in order, and ends with what was thrown.
#include "engine/base/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace sekisho {
namespace {

std::vector<std::string> taken(size_t count, size_t threads) {
  std::vector<std::string> all;
  in_order<std::string>(count, threads, [](size_t number, std::string& made) { made = std::to_string(number); }, [&](const std::string& made) { all.push_back(made); });
  return all;
}

TEST(InOrder, TakesAllInOrderWhateverTheThreads) {
  for (const size_t threads : {1u, 2u, 7u}) {
    for (const size_t count : {0u, 1u, 2u, 3u, 100u}) {
      const std::vector<std::string> all = taken(count, threads);
      ASSERT_EQ(all.size(), count);
      for (size_t i = 0; i < count; ++i) EXPECT_EQ(all[i], std::to_string(i));
    }
  }
}

TEST(InOrder, MakesNoMoreAheadThanItSays) {
  std::atomic<size_t> made{0};
  size_t taken = 0, most = 0;
  in_order<int>(200, 3, [&](size_t, int&) { ++made; }, [&](int) {
    most = std::max(most, made - taken);
    ++taken;
  });
  EXPECT_EQ(taken, 200u);
  EXPECT_LE(most, 6u);
}

TEST(InOrder, ThrowsWhatWasThrown) {
  for (const size_t threads : {1u, 2u, 7u}) {
    const auto make = [](size_t number, int&) {
      if (number == 20) throw std::runtime_error("made");
    };
    EXPECT_THROW(in_order<int>(100, threads, make, [](int) {}), std::runtime_error);
    size_t count = 0;
    const auto take = [&](int) {
      if (++count == 20) throw std::runtime_error("taken");
    };
    EXPECT_THROW(in_order<int>(100, threads, [](size_t, int&) {}, take), std::runtime_error);
  }
}

}  // namespace
}  // namespace sekisho
