// MemberIndex.
#include "adapters/reader/member_index.h"

#include <algorithm>

namespace sekisho::adapters {

// `before`: the key before it in the object, or kFirst.
uint32_t MemberIndex::number_of(std::string_view key, uint32_t before) {
  uint32_t& guess = before == kFirst ? first_ : followed_by_[before];
  if (guess < keys_.size() && keys_[guess] == key) return guess;
  const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(keys_.size()));
  guess = entry->second;
  if (is_new) {
    keys_.push_back(key);
    last_seen_.push_back(0);
    followed_by_.push_back(kFirst);
  }
  return entry->second;
}

bool MemberIndex::add(Scanner& scan, CellRange& range) {
  ++objects_;
  const size_t start = scan.at();
  range.first = static_cast<uint32_t>(cells_.size());
  uint32_t before = kFirst;
  const bool whole = members_at(scan, texts_, [&](std::string_view key) {
    const uint32_t number = number_of(key, before);
    before = number;
    if (last_seen_[number] == objects_) return false;
    last_seen_[number] = objects_;
    const size_t at = scan.at();
    if (!scan.skip_value()) return false;
    cells_.push_back({static_cast<uint32_t>(at - start), static_cast<uint32_t>(scan.at() - at), number});
    return true;
  });
  range.count = static_cast<uint32_t>(cells_.size()) - range.first;
  return whole;
}

bool MemberIndex::add(std::string_view object, CellRange& range) {
  Scanner scan(object);
  return add(scan, range);
}

const Cell* MemberIndex::find_exact(const CellRange& range, std::string_view key) const {
  const auto exact = numbers_.find(key);
  if (exact == numbers_.end()) return nullptr;
  const Cell* const end = begin(range) + range.count;
  const Cell* const found = std::find_if(begin(range), end, [&](const Cell& cell) { return cell.key == exact->second; });
  return found == end ? nullptr : found;
}

const Cell* MemberIndex::find(const CellRange& range, std::string_view key) const {
  const auto exact = numbers_.find(key);
  const Cell* other = nullptr;
  for (const Cell* cell = begin(range); cell != begin(range) + range.count; ++cell) {
    if (exact != numbers_.end() && cell->key == exact->second) return cell;
    if (other == nullptr && same_key(keys_[cell->key], key)) other = cell;
  }
  return other;
}

}  // namespace sekisho::adapters
