// What the writers of a snapshot's lines share.
#pragma once

#include <vector>

#include "engine/base/json_line.h"
#include "engine/exec/evaluator.h"

namespace sekisho::normalized {

// Numbers of resources: one source's after the other's.
class ResourceNumbers {
 public:
  explicit ResourceNumbers(const RawStore& raw) : raw_(raw) {
    for (const auto& source : raw.sources()) {
      begins_.push_back(all_);
      all_ += source->resources.size();
    }
  }
  size_t of(const RawResource& resource) const { return begins_[static_cast<size_t>(raw_.source_of(&resource))] + resource.number; }
  size_t all() const { return all_; }

 private:
  const RawStore& raw_;
  std::vector<size_t> begins_;   // by source
  size_t all_ = 0;
};

}  // namespace sekisho::normalized
