// Unmapped.
#include "engine/api/unmapped.h"

#include <algorithm>

#include "engine/query/reach.h"
#include "engine/store/stored_rows.h"

namespace sekisho {

const std::set<std::string>& Unmapped::read_by_maps() const {
  std::call_once(found_, [&] {
    for (const Map& map : program_.maps) read_by_maps_.insert(map.sources.begin(), map.sources.end());
    for (const Map& map : program_.maps) {
      const std::shared_ptr<const Reach> reach = reach_of(program_, map);
      read_by_maps_.insert(reach->raw_types.begin(), reach->raw_types.end());
    }
  });
  return read_by_maps_;
}

bool Unmapped::operator()(const RawStore& raw, const RawSource& source, const RawResource& resource) const {
  if (resource.type.starts_with("data.") || resource.type == "provider") return false;
  if (source.stored_rows() != nullptr) return source.stored_rows()->unmapped(resource);
  const std::vector<const Map*>& maps = raw.maps_of(resource);
  const bool only_catch_all = std::all_of(maps.begin(), maps.end(), [](const Map* map) { return map->sources.size() == 1 && map->sources.front().ends_with(".*"); });
  return only_catch_all && !read_by_maps().contains(resource.adapter + "." + resource.type);
}

}  // namespace sekisho
