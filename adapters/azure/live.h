// Live resources: rows of Resource Graph, answers of Get-AzResource, `az resource list` and of the REST API, one raw resource for each.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::azure {

// Rows of a document: a list, `data` or `value` of an object, or one object. Empty: these are no resources of Azure.
std::vector<const JsonNode*> rows_of(const JsonNode& root);

// REQUIRES: `rows` came of rows_of().
Result<RawSourcePtr> read_live(const Content& content, const std::vector<const JsonNode*>& rows);

}  // namespace sekisho::adapters::azure
