// Reads what AWS Config writes: snapshots, configuration items, answers of its API, rule events.
#pragma once

#include <future>
#include <optional>

#include "adapters/reader/content.h"

namespace sekisho::adapters::aws_config {

bool recognises(const Content& content);

// One resource an item; of several captures of one resource the latest, unless that says it is deleted. Errors: no items, an item without a type,
// configuration that is no object.
Result<RawSourcePtr> read(const Content& content);

// The same for a file that is one list of items, in so many threads, without looking at values before somebody asks for them.
std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t threads);

}  // namespace sekisho::adapters::aws_config
