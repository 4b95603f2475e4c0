// What readers ask of JSON whose format is fixed.
#pragma once

#include <string_view>

#include "sekisho/json.h"

namespace sekisho::adapters {

// The text at a key; empty when the key is missing or holds no text.
inline std::string_view text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* node = object.find(key);
  return node != nullptr && node->kind == JsonNode::Kind::kString ? std::string_view(node->text) : std::string_view();
}

inline bool is_true(const JsonNode* node) { return node != nullptr && node->kind == JsonNode::Kind::kBool && node->boolean; }
// Also when there is no node.
inline bool is_null(const JsonNode* node) { return node == nullptr || node->kind == JsonNode::Kind::kNull; }

}  // namespace sekisho::adapters
