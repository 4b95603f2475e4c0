// LeafSet: as a set of the library, whatever is put in and taken out.
#include "engine/exec/leaf_set.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <unordered_map>

namespace sekisho {
namespace {

TEST(LeafSet, HoldsWhatWasPutInAndNotTakenOut) {
  std::mt19937 random(7);
  std::vector<int> things(300);
  LeafSet set;
  std::unordered_map<const void*, uint32_t> expected;
  EXPECT_FALSE(set.contains(&things[0]));
  for (uint32_t step = 0; step < 20000; ++step) {
    const void* const thing = &things[random() % things.size()];
    if (random() % 2 == 0) {
      EXPECT_EQ(set.insert(thing, step), expected.try_emplace(thing, step).second);
    } else {
      set.erase(thing);
      expected.erase(thing);
    }
    EXPECT_EQ(set.size(), expected.size());
    EXPECT_EQ(set.empty(), expected.empty());
    EXPECT_EQ(set.contains(thing), expected.contains(thing));
  }
  for (const int& thing : things) {
    EXPECT_EQ(set.contains(&thing), expected.contains(&thing));
    if (expected.contains(&thing)) {
      EXPECT_EQ(set.number_of(&thing), expected.at(&thing));
    }
  }
}

// What an empty value is known by: it must not stand for others.
TEST(LeafSet, HoldsNullBesideOthers) {
  const std::array<int, 40> things = {};
  LeafSet set;
  EXPECT_TRUE(set.insert(nullptr, 7));
  EXPECT_FALSE(set.insert(nullptr));
  EXPECT_EQ(set.number_of(nullptr), 7u);
  for (const int& thing : things) {
    EXPECT_FALSE(set.contains(&thing));
    EXPECT_TRUE(set.insert(&thing));
  }
  set.erase(nullptr);
  EXPECT_FALSE(set.contains(nullptr));
  EXPECT_EQ(set.size(), things.size());
}

}  // namespace
}  // namespace sekisho
