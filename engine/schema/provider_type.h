// Type texts of provider schemas: `set(object({cidr_blocks=list(string),from_port=number}))`.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/schema/provider_schema.h"

namespace sekisho {

// The shape that `text` spells. Null when it is no such text or nests deeper than 60; then `trouble` says what was found where.
std::unique_ptr<ProviderNode> parse_provider_type(std::string_view text, std::string* trouble);

// Puts members in the order that ProviderNode promises. False when a name is there twice; then `twice` names it.
bool sort_members(ProviderNode* node, std::string* twice);

}  // namespace sekisho
