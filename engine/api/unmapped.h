// Resources that nothing looked at: no map takes their type, and none reads it beside another.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "engine/exec/evaluator.h"

namespace sekisho {

class Unmapped {
 public:
  // `program` outlives it.
  explicit Unmapped(const Program& program) : program_(program) {}
  // Data sources and providers never are. Of a source out of a snapshot: by the maps with which that was written. Threads may ask at once.
  bool operator()(const RawStore& raw, const RawSource& source, const RawResource& resource) const;

 private:
  const std::set<std::string>& read_by_maps() const;

  const Program& program_;
  mutable std::once_flag found_;
  mutable std::set<std::string> read_by_maps_;   // raw types; most resources have a map, so that nobody asks
};

}  // namespace sekisho
