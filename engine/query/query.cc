// build_query: puts together what some rules can reach.
#include "engine/query/query.h"

#include <algorithm>

#include "engine/query/reach.h"

namespace sekisho {
namespace {

// Fills Query::parameters from its rules and maps.
void find_parameters(const Program& program, Query& query) {
  for (int rule : query.rules) {
    const std::shared_ptr<const Reach> reach = reach_of(program, program.rules[static_cast<size_t>(rule)]);
    query.parameters.insert(reach->parameters.begin(), reach->parameters.end());
  }
  for (const Map* map : query.maps) {
    const std::shared_ptr<const Reach> reach = reach_of(program, *map);
    query.parameters.insert(reach->parameters.begin(), reach->parameters.end());
  }
}

}  // namespace

Query build_query(const Program& program, const std::vector<int>& rules) {
  Query query;
  query.rules = rules;
  for (int rule : rules) {
    const std::shared_ptr<const Reach> reach = reach_of(program, program.rules[static_cast<size_t>(rule)]);
    for (const auto& [kind, attributes] : reach->attributes) {
      std::vector<bool>& read = query.attributes.try_emplace(kind, kind->attributes.size()).first->second;
      for (const uint32_t attribute : attributes) read[attribute] = true;
    }
    query.raw_types.insert(reach->raw_types.begin(), reach->raw_types.end());
  }
  for (const Map& map : program.maps) {
    if (!query.attributes.contains(map.kind)) continue;
    query.maps.push_back(&map);
    query.raw_types.insert(map.sources.begin(), map.sources.end());
  }
  find_parameters(program, query);
  return query;
}

Query query_all_kinds(const Program& program) {
  Query query;
  for (const auto& entity : program.entities) {
    if (entity->is_trait) continue;
    query.attributes.try_emplace(entity.get(), entity->attributes.size(), true);
  }
  for (const Map& map : program.maps) query.maps.push_back(&map);
  find_parameters(program, query);
  return query;
}

std::string dump(const Query& query, const Program& program) {
  std::string out;
  for (int rule : query.rules) out += "rule " + program.rules[static_cast<size_t>(rule)].name + "\n";
  std::vector<const EntityType*> kinds;
  for (const auto& [kind, attributes] : query.attributes) kinds.push_back(kind);
  std::sort(kinds.begin(), kinds.end(), [](const EntityType* a, const EntityType* b) { return a->name < b->name; });
  for (const EntityType* kind : kinds) {
    out += "kind " + kind->name + " reads";
    std::set<std::string> names;
    for (size_t i = 0; i < kind->attributes.size(); ++i) {
      if (query.attributes.at(kind)[i]) names.insert(kind->attributes[i].name);
    }
    for (const std::string& name : names) out += " " + name;
    out += "\n";
  }
  for (const Map* map : query.maps) {
    out += "map";
    for (const std::string& source : map->sources) out += " " + source;
    out += " to " + map->kind->name + "\n";
  }
  return out;
}

}  // namespace sekisho
