// Index.
#include "adapters/aws_config/index.h"

namespace sekisho::adapters::aws_config {

uint32_t Index::number_of(std::string_view key) {
  const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(keys_.size()));
  if (is_new) {
    keys_.push_back(key);
    last_seen_.push_back(0);
  }
  return entry->second;
}

bool Index::add(Scanner& scan, CellRange& range) {
  ++objects_;
  const size_t start = scan.at();
  range.first = static_cast<uint32_t>(cells_.size());
  const bool whole = members_at(scan, texts_, [&](std::string_view key) {
    const uint32_t number = number_of(key);
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

bool Index::add(std::string_view object, CellRange& range) {
  Scanner scan(object);
  return add(scan, range);
}

const Cell* Index::find(const CellRange& range, std::string_view key) const {
  const auto exact = numbers_.find(key);
  const Cell* other = nullptr;
  for (const Cell* cell = begin(range); cell != begin(range) + range.count; ++cell) {
    if (exact != numbers_.end() && cell->key == exact->second) return cell;
    if (other == nullptr && same_key(keys_[cell->key], key)) other = cell;
  }
  return other;
}

}  // namespace sekisho::adapters::aws_config
