// Members of JSON objects, empty where there are none.
#include "engine/evidence/json_fields.h"

#include <algorithm>
#include <charconv>

namespace sekisho::evidence {

const JsonNode& member_of(const JsonNode& object, std::string_view key) {
  static const JsonNode kNone;
  const JsonNode* member = object.find(key);
  return member == nullptr ? kNone : *member;
}

const std::vector<const JsonNode*>& items_of(const JsonNode& object, std::string_view key) { return member_of(object, key).items; }

std::string text_of(const JsonNode& object, std::string_view key) {
  const JsonNode& member = member_of(object, key);
  return member.kind == JsonNode::Kind::kString ? std::string(member.text) : std::string();
}

std::vector<std::string> texts_of(const JsonNode& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const JsonNode* item : items_of(object, key)) texts.push_back(item->kind == JsonNode::Kind::kString ? std::string(item->text) : std::string());
  return texts;
}

int64_t number_of(const JsonNode& object, std::string_view key) {
  const JsonNode& member = member_of(object, key);
  int64_t number = 0;
  if (member.kind != JsonNode::Kind::kNumber) return 0;
  const auto [end, trouble] = std::from_chars(member.text.data(), member.text.data() + member.text.size(), number);
  return trouble == std::errc() && end == member.text.data() + member.text.size() ? number : 0;
}

size_t count_of(const JsonNode& object, std::string_view key) { return static_cast<size_t>(std::max<int64_t>(0, number_of(object, key))); }

bool flag_of(const JsonNode& object, std::string_view key) {
  const JsonNode& member = member_of(object, key);
  return member.kind == JsonNode::Kind::kBool && member.boolean;
}

}  // namespace sekisho::evidence
