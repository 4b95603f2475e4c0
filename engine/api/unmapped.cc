// Unmapped.
#include "engine/api/unmapped.h"

#include <algorithm>

#include "engine/query/reach.h"
#include "engine/store/stored_rows.h"

namespace sekisho {

Unmapped::Unmapped(const Program& program) {
  for (const Map& map : program.maps) read_by_maps_.insert(map.sources.begin(), map.sources.end());
  for (const Map& map : program.maps) {
    const std::shared_ptr<const Reach> reach = reach_of(program, map);
    read_by_maps_.insert(reach->raw_types.begin(), reach->raw_types.end());
  }
}

bool Unmapped::operator()(const RawStore& raw, const RawSource& source, const RawResource& resource) const {
  if (resource.type.starts_with("data.") || resource.type == "provider") return false;
  if (source.stored_rows() != nullptr) return source.stored_rows()->unmapped(resource);
  const std::vector<const Map*>& maps = raw.maps_of(resource);
  const bool only_catch_all = std::all_of(maps.begin(), maps.end(), [](const Map* map) { return map->sources.size() == 1 && map->sources.front().ends_with(".*"); });
  return only_catch_all && !read_by_maps_.contains(resource.adapter + "." + resource.type);
}

}  // namespace sekisho
