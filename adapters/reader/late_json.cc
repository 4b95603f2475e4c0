// LateJson.
#include "adapters/reader/late_json.h"

#include <mutex>

namespace sekisho::adapters {

bool LateJson::broken() const {
  std::lock_guard guard(lock_);
  return broken_;
}

void LateJson::add_root(RawResource& resource, uint32_t offset) {
  RawNode& root = source_.nodes.emplace_back();
  root.kind = RawNode::Kind::kObject;
  root.resource = &resource;
  root.offset = offset;
  root.late = this;
  resource.root = &root;
}

const RawNode* LateJson::made(const RawNode& parent, std::string_view key) {
  for (const auto& [name, node] : parent.members) {
    if (name == key) return node;
  }
  return nullptr;
}

RawNode& LateJson::blank(const RawNode& parent) const {
  RawNode& node = source_.nodes.emplace_back();
  node.resource = parent.resource;
  node.parent = &parent;
  return node;
}

LateJson::Found LateJson::find_in(std::string_view object, std::string_view key, bool any_case) const {
  Found found;
  bool exact = false;
  const bool whole = go_through(object, [&](std::string_view name, std::string_view value) {
    if (name == key) {
      if (exact) return false;
      exact = true;
      found = {name, value};
    } else if (any_case && !exact && found.json.empty() && same_key(name, key)) {
      found = {name, value};
    }
    return true;
  });
  return whole ? found : Found{};
}

}  // namespace sekisho::adapters
