// Query: what some rules need of the sources. Today it names kinds, attributes, maps and raw types; the columnar engine adds its code here.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

struct Query {
  std::vector<int> rules;                                         // indexes into Program::rules, in the program's order
  std::map<const EntityType*, std::vector<bool>> attributes;      // kinds whose rows are needed; of each of its attributes, whether it is read
  std::vector<const Map*> maps;                                   // that make those rows, in the program's order
  std::set<std::string> raw_types;                                // that those maps and raw rules read
  std::set<int> parameters;                                       // indexes of those that rules and maps use: these need a value
};

// Everything that `rules` can reach: through fields, references, populations, definitions, messages.
Query build_query(const Program& program, const std::vector<int>& rules);

// A query that reads every attribute of every kind through every map, and no rule: what tests of maps need.
Query query_all_kinds(const Program& program);

// `--dump=query`.
std::string dump(const Query& query, const Program& program);

}  // namespace sekisho
