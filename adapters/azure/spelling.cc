// The keys that maps use. tests/unit/adapters/azure_test.cc compares them with the maps.
#include "adapters/azure/spelling.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "adapters/azure/resource_id.h"

namespace sekisho::adapters::azure {
namespace {

using Kind = RawNode::Kind;

constexpr std::string_view kKeys[] = {
#include "adapters/azure/spelling_keys.inc"
};

const std::unordered_map<std::string, std::string_view>& table() {
  static const std::unordered_map<std::string, std::string_view> made = [] {
    std::unordered_map<std::string, std::string_view> all;
    for (const std::string_view key : kKeys) all.emplace(lower(key), key);
    return all;
  }();
  return made;
}

bool holds_chosen_keys(const RawNode& object) {
  if (same(object.key, "tags") || same(object.key, "userAssignedIdentities")) return true;
  const RawResource* resource = object.resource;
  const bool settings = resource != nullptr && (resource->type == "microsoft.web/sites/config" || resource->type == "microsoft.web/sites/slots/config");
  if (!settings || !same(object.key, "properties") || object.parent == nullptr || object.parent->parent != nullptr) return false;
  const std::string name = lower(resource->name);
  return name.ends_with("appsettings") || name.ends_with("connectionstrings");
}

void spell_value(RawSource& source, RawNode& node) {
  if (node.kind == Kind::kString && node.text.starts_with('/') && (same(node.text.substr(0, 15), "/subscriptions/") || same(node.text.substr(0, 11), "/providers/"))) {
    node.text = source.texts.emplace_back(lower(node.text));
  }
  for (const RawNode* item : node.items) spell_value(source, const_cast<RawNode&>(*item));  // made by the reader that asks
  if (node.kind == Kind::kObject && !holds_chosen_keys(node)) spell(source, node);
}

}  // namespace

std::string_view spelled(std::string_view key) {
  const auto found = table().find(lower(key));
  return found == table().end() ? key : found->second;
}

void spell(RawSource& source, RawNode& root) {
  std::vector<std::pair<std::string_view, const RawNode*>> members;
  for (const auto& [key, value] : root.members) {
    RawNode& node = const_cast<RawNode&>(*value);  // made by the reader that asks
    node.key = spelled(key);
    spell_value(source, node);
    const auto there = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first == node.key; });
    if (there == members.end()) {
      members.emplace_back(node.key, &node);
    } else if (there->second->kind == Kind::kAbsent) {
      there->second = &node;
    }
  }
  root.members = std::move(members);
}

}  // namespace sekisho::adapters::azure
