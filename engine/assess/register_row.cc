// Readers of registers have checked the types already: what is no date here is an empty cell.
#include "engine/assess/register_row.h"

#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/raw_file.h"

namespace sekisho {

std::string text_in(const RawNode& row, std::string_view column) {
  const RawNode* cell = row.find(column);
  if (cell == nullptr) return "";
  if (cell->kind == RawNode::Kind::kString || cell->kind == RawNode::Kind::kNumber || cell->kind == RawNode::Kind::kBool) return std::string(cell->text);
  const RawNode* path = cell->find(kRawFilePath);
  return path == nullptr ? "" : std::string(path->text);
}

std::vector<std::string> texts_in(const RawNode& row, std::string_view column) {
  const RawNode* cell = row.find(column);
  if (cell == nullptr) return {};
  std::vector<std::string> texts;
  for (const RawNode* item : cell->items) texts.emplace_back(item->text);
  if (const std::string one = text_in(row, column); !one.empty()) texts.push_back(one);
  return texts;
}

std::optional<int32_t> date_in(const RawNode& row, std::string_view column) {
  const std::string text = text_in(row, column);
  if (const std::optional<int32_t> day = parse_date(text)) return day;
  const std::optional<int64_t> second = parse_timestamp(text);
  return second ? std::optional(date_of(*second, kJapan)) : std::nullopt;
}

bool has_column(const RawNode& row, std::string_view column) {
  const RawNode* cell = row.find(column);
  return cell != nullptr && cell->kind != RawNode::Kind::kUnknown;
}

FindingPlace place_of(const RawSource& source, const RawResource& row) {
  const LineColumn position = source.source->line_column(row.root->offset);
  FindingPlace place;
  place.file = source.source->name();
  place.resource = row.address;
  place.line = position.line;
  place.column = position.column;
  return place;
}

}  // namespace sekisho
