// What calls and positions of texts are kept by.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/exec/call_key.h"
#include "engine/exec/text_positions.h"

namespace sekisho {
namespace {

CallKey key_of(const std::vector<uint32_t>& numbers) {
  CallKey key;
  // As a table of pairs numbers them.
  static std::map<std::pair<uint32_t, uint32_t>, uint32_t> pairs;
  for (const uint32_t number : numbers) key.put(number, [&](uint32_t a, uint32_t b) { return pairs.try_emplace({a, b}, static_cast<uint32_t>(1000 + pairs.size())).first->second; });
  return key;
}

TEST(CallKey, TellsCallsApartHoweverManyArgumentsTheyHave) {
  std::unordered_map<CallKey, std::vector<uint32_t>, CallKey::Hash> kept;
  for (uint32_t size = 0; size < 14; ++size) {
    const std::vector<uint32_t> zeros(size, 0);
    EXPECT_TRUE(kept.emplace(key_of(zeros), zeros).second) << size;
    for (uint32_t at = 0; at < size; ++at) {
      std::vector<uint32_t> numbers = zeros;
      numbers[at] = at + 1;
      EXPECT_TRUE(kept.emplace(key_of(numbers), numbers).second) << size << " " << at;
      EXPECT_EQ(kept.at(key_of(numbers)), numbers);
    }
  }
}

TEST(TextPositions, FindEachThatHasTheText) {
  TextPositions positions;
  for (size_t i = 0; i < 1000; ++i) positions.add("text " + std::to_string(i % 300), i);
  positions.sort();
  for (size_t i = 0; i < 300; ++i) {
    std::vector<size_t> found = {7777};
    positions.find("text " + std::to_string(i), found);
    std::vector<size_t> expected = {7777};
    for (size_t at = i; at < 1000; at += 300) expected.push_back(at);
    EXPECT_EQ(found, expected);
  }
  std::vector<size_t> none;
  positions.find("text 300", none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace sekisho
