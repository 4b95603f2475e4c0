// How names are spelled: Azure does not heed the case of letters in keys and ids, maps and joins do.
#pragma once

#include <string_view>

#include "adapters/reader/nodes.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::azure {

// The spelling that maps use, for a key that they use: "supportsHttpsTrafficOnly" of "SupportsHTTPSTrafficOnly". Other keys stay as they are.
std::string_view spelled(std::string_view key);

// Spells the keys of a resource's root as maps do, and ids (texts that begin with "/subscriptions/" or "/providers/") in lower case. Keys that people choose
// (tags, settings of an application, identities) stay. Of two keys that become one, the first that has a value stays.
void spell(RawSource& source, RawNode& root);

}  // namespace sekisho::adapters::azure
