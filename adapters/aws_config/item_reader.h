// ItemReader: configuration items out of the text of a file, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/aws_config/items.h"
#include "adapters/reader/scanner.h"
#include "sekisho/source.h"

namespace sekisho::adapters::aws_config {

// Without white space around it.
std::string_view trimmed(std::string_view text);

// False: an item, or what holds it, is none that can be read; why() tells then.
class ItemReader {
 public:
  // Adds what it reads to the part. Both outlive it.
  ItemReader(const SourcePtr& source, ItemPart& part) : source_(source), part_(part) {}

  // The item that begins where `scan` is, in one pass.
  bool item_at(Scanner& scan);
  // Items of a list from the one that begins at `at` on: until one begins at `end` or behind it, where it says where, else until the list ends. 0: unusual.
  size_t piece(std::string_view text, size_t at, std::optional<size_t> end);
  const std::string& why() const { return why_; }
  // Of a part of the file; inside a string: that of the string.
  uint32_t offset_of(std::string_view part) const;
  // Of the string that is being looked into.
  uint32_t offset = 0;

 private:
  bool refuse(const char* why);
  void name_by_arn(Item& item);
  bool part_at(Scanner& scan, std::string_view& part, CellRange& range);
  bool unwrap(std::string_view& part);

  const SourcePtr& source_;
  ItemPart& part_;
  std::string why_;
};

}  // namespace sekisho::adapters::aws_config
