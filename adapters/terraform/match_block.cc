// Compares constants with planned values as loosely as providers normalise them.
#include "adapters/terraform/match_block.h"

#include <algorithm>

#include "adapters/reader/json_text.h"

namespace sekisho::adapters::terraform {
namespace {

constexpr size_t kMaxListToCompare = 64;   // lists compare in quadratic time; longer ones are taken to fit

bool is_scalar(const JsonNode& node) {
  return node.kind == JsonNode::Kind::kBool || node.kind == JsonNode::Kind::kNumber || node.kind == JsonNode::Kind::kString;
}

std::string_view scalar_text(const JsonNode& node) {
  if (node.kind != JsonNode::Kind::kBool) return node.text;
  return node.boolean ? "true" : "false";
}

bool fits_list(const JsonNode& constant, const JsonNode& value) {
  if (value.kind != JsonNode::Kind::kArray || value.items.size() > constant.items.size()) return false;
  if (constant.items.size() > kMaxListToCompare) return true;
  return std::all_of(value.items.begin(), value.items.end(), [&](const JsonNode* item) {
    return std::any_of(constant.items.begin(), constant.items.end(),
                       [&](const JsonNode* wanted) { return fits_constant(*wanted, item); });
  });
}

bool fits_inner_blocks(const JsonNode& blocks, const JsonNode* value, const JsonNode* unknown) {
  if (is_true(unknown)) return true;
  if (value == nullptr || value->kind != JsonNode::Kind::kArray) return blocks.items.empty();
  if (value->items.empty() != blocks.items.empty()) return false;
  if (value->items.size() != 1 || blocks.items.size() != 1) return true;
  const bool parallel = unknown != nullptr && unknown->items.size() == 1;
  return fits_block(*blocks.items[0], value->items[0], parallel ? unknown->items[0] : nullptr);
}

}  // namespace

bool fits_constant(const JsonNode& constant, const JsonNode* value) {
  const bool no_value = value == nullptr || value->kind == JsonNode::Kind::kNull;
  if (constant.kind == JsonNode::Kind::kNull) return true;   // a default may have been filled in
  if (no_value) return false;
  if (is_scalar(constant)) return is_scalar(*value) && scalar_text(constant) == scalar_text(*value);
  if (constant.kind == JsonNode::Kind::kArray) return fits_list(constant, *value);
  if (value->kind != JsonNode::Kind::kObject) return false;
  return std::all_of(constant.members.begin(), constant.members.end(),
                     [&](const JsonMember& member) { return fits_constant(*member.value, value->find(member.key)); });
}

bool fits_block(const JsonNode& block, const JsonNode* member, const JsonNode* unknown) {
  if (is_true(unknown)) return true;
  for (const JsonMember& written : block.members) {
    const JsonNode* value = member == nullptr ? nullptr : member->find(written.key);
    const JsonNode* part = unknown == nullptr ? nullptr : unknown->find(written.key);
    if (written.value->kind == JsonNode::Kind::kArray) {
      if (!fits_inner_blocks(*written.value, value, part)) return false;
    } else if (const JsonNode* constant = written.value->find("constant_value")) {
      if (!is_true(part) && !fits_constant(*constant, value)) return false;
    }
  }
  return true;
}

}  // namespace sekisho::adapters::terraform
