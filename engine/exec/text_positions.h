// TextPositions: at which positions of a population a text stands. Texts themselves are not kept, only their hashes: what is found by one is looked at anyway, and one that has another
// text's hash is one look more.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho {

class TextPositions {
 public:
  void add(std::string_view text, size_t position) { all_.emplace_back(hash_of(text), static_cast<uint32_t>(position)); }
  // REQUIRED after the last add().
  void sort() { std::sort(all_.begin(), all_.end()); }
  // Appends the positions of the text, perhaps others.
  void find(std::string_view text, std::vector<size_t>& to) const {
    const size_t hash = hash_of(text);
    auto entry = std::lower_bound(all_.begin(), all_.end(), hash, [](const auto& one, size_t wanted) { return one.first < wanted; });
    for (; entry != all_.end() && entry->first == hash; ++entry) to.push_back(entry->second);
  }

 private:
  static size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }
  std::vector<std::pair<size_t, uint32_t>> all_;   // hash, position; sorted
};

}  // namespace sekisho
