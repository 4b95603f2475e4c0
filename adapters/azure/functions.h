// What a template function is given.
#pragma once

#include <string>
#include <vector>

#include "adapters/azure/resolver.h"

namespace sekisho::adapters::azure {

struct Resolver::Call {
  std::string name;                  // lower case
  std::vector<RawNode*> arguments;   // made
  uint32_t offset = 0;
  const Scope& scope;
  bool has(size_t least, size_t most) const { return arguments.size() >= least && arguments.size() <= most; }
  const RawNode& operator[](size_t i) const { return *arguments[i]; }
  bool any_unknown() const {
    for (const RawNode* argument : arguments) {
      if (argument->kind == RawNode::Kind::kUnknown) return true;
    }
    return false;
  }
};

}  // namespace sekisho::adapters::azure
