// Values of assets as raw nodes.
#pragma once

#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::google {

// The tree of `json`, that belongs to `resource`; passwords and private keys are sensitive. Null: an empty object.
RawNode& build_values(RawSource& source, const RawResource& resource, const JsonNode* json);

// A text that the reader itself adds, beside the data.
RawNode& make_text(RawSource& source, const RawResource& resource, std::string text);

}  // namespace sekisho::adapters::google
