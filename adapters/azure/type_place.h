// Which types of Azure have a location of their own.
#pragma once

#include <string_view>

namespace sekisho::adapters::azure {

// Whether a resource of this type (lower case) is part of another one.
bool is_child(std::string_view type);

// Whether a resource of this type (lower case) may stand without a `location` and yet leaves nothing open: a child, which lies where its parent
// does, or what belongs to a subscription and not to a place (roles, policies, settings of security). False: every such resource has one.
bool lies_nowhere(std::string_view type);

}  // namespace sekisho::adapters::azure
