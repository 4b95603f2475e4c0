// Texts in a JSON object that a format fixes.
#pragma once

#include <string_view>

#include "sekisho/json.h"

namespace sekisho::adapters {

// The text at a key; empty when the key is missing or holds no text.
inline std::string_view text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* node = object.find(key);
  return node != nullptr && node->kind == JsonNode::Kind::kString ? std::string_view(node->text) : std::string_view();
}

}  // namespace sekisho::adapters
