// Values of an external adapter's resource as raw nodes.
#pragma once

#include <string>

#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::external {

// The node of `object`, whose values all stand at `offset` of the input. {"$unknown": "after_apply" | "not_exported"} is an unknown value,
// {"$sensitive": VALUE} one that is printed nowhere. Any other key that begins with `$`: `trouble` says so.
const RawNode* build_values(RawSource& source, const RawResource& resource, const JsonNode& object, uint32_t offset, std::string& trouble);

}  // namespace sekisho::adapters::external
