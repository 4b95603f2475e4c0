// Reads what Cloud Asset Inventory exports: lines, arrays and answers of its API.
#pragma once

#include <future>
#include <optional>

#include "adapters/reader/content.h"

namespace sekisho::adapters::google {

bool recognises(const Content& content);

// One resource an asset: its data, and beside them what the file holds under the same name (`@iamPolicy`, `@orgPolicy`, `@accessPolicy`). A policy of
// what the file does not hold is a resource of its own, of type `iam_policy`, `org_policy` or `access_policy`. Errors: an asset without name or type,
// data or a policy that are no objects.
Result<RawSourcePtr> read(const Content& content);

// The same for lines or a list of assets, without looking at values before somebody asks for them.
std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t threads);

}  // namespace sekisho::adapters::google
