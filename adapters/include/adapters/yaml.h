// A YAML text as the tree that JSON gives, for files of ours that need the place of each value.
#pragma once

#include <memory>

#include "sekisho/json.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

// The one document of a text. The tree lives as long as the pointer that comes with it.
struct YamlTree {
  std::shared_ptr<const void> owner;
  const JsonNode* root = nullptr;
};

// YAML 1.1 without tags of its own; dates are texts. Errors carry the place: bad syntax, a key that stands twice, more or less than one document. Never throws.
Result<YamlTree> yaml_tree(const SourcePtr& source);

}  // namespace sekisho::adapters
