// Resources that nothing looked at: no map takes their type, and none reads it beside another.
#pragma once

#include <set>
#include <string>

#include "engine/exec/evaluator.h"

namespace sekisho {

class Unmapped {
 public:
  explicit Unmapped(const Program& program);
  // Data sources and providers never are. Of a source out of a snapshot: by the maps with which that was written.
  bool operator()(const RawStore& raw, const RawSource& source, const RawResource& resource) const;

 private:
  std::set<std::string> read_by_maps_;   // raw types
};

}  // namespace sekisho
