// ARM templates: one raw resource for each resource of the template, its loops and its nested templates.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::azure {

// The template of a document: its root, or what an artifact of a blueprint or a request to deploy wraps. Null: there is none.
const JsonNode* template_of(const JsonNode& root);

// REQUIRES: `root` came of template_of().
Result<RawSourcePtr> read_template(const Content& content, const JsonNode& root);

}  // namespace sekisho::adapters::azure
