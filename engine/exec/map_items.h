// The items of a map: which of them some attributes need, and what they assign to one resource.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/exec/evaluator.h"

namespace sekisho {

// By dotted path of the attribute, in the order of assignment.
using Assigned = std::vector<std::pair<std::string, Value>>;

// The items needed for a row: assignments of `attributes` (of all, if so), what they, `key`, `where` and identities use.
std::vector<const MapItem*> items_of_row(const Map& map, const std::set<std::string>& attributes, bool all);
// The items needed for one attribute alone.
std::vector<const MapItem*> items_of_attribute(const Map& map, const std::string& attribute);

// Runs items in order on `frame`, whose lets are set on the way. Values know where they came from.
Assigned run_items(Evaluator& evaluator, const std::vector<const MapItem*>& items, const RawResource& resource, Frame& frame);

// One attribute of a row of `resource`; parts assigned one by one become a record. What nothing assigns is unknown.
Value assembled(const Evaluator& evaluator, const Assigned& assigned, const Attribute& attribute, const RawResource& resource);

}  // namespace sekisho
