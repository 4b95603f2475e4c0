// MemberIndex: where the members of objects stand in a text, so that one is found without going through the object again.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/reader/json_objects.h"
#include "adapters/reader/cells.h"

namespace sekisho::adapters {

class MemberIndex {
 public:
  explicit MemberIndex(Texts& texts) : texts_(texts) {}

  // Notes the members of the object that begins where `scan` is, and moves past it; their places count from there. False: it is broken, or a key stands twice.
  bool add(Scanner& scan, CellRange& range);
  // Of an object by its own.
  bool add(std::string_view object, CellRange& range);

  const Cell* begin(const CellRange& range) const { return cells_.data() + range.first; }
  std::string_view key(const Cell& cell) const { return keys_[cell.key]; }
  // The member whose key is `key`, else the first one whose key differs in case only; null when there is none.
  const Cell* find(const CellRange& range, std::string_view key) const;
  // The one whose key is `key`; null when there is none.
  const Cell* find_exact(const CellRange& range, std::string_view key) const;

 private:
  static constexpr uint32_t kFirst = UINT32_MAX;
  uint32_t number_of(std::string_view key, uint32_t before);

  Texts& texts_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> keys_;   // each once, as written
  std::vector<uint32_t> last_seen_;      // by key: the object in which it was seen last
  std::vector<uint32_t> followed_by_;    // by key: the one that stood behind it last, which most objects of one type repeat
  uint32_t first_ = kFirst;              // the key that stood first last
  uint32_t objects_ = 0;
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

}  // namespace sekisho::adapters
