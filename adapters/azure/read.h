// Azure: ARM templates and live resources.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::azure {

// By content: a template by its schema or form, live resources by their ids.
bool recognises(const Content& content);

// Refuses what is against its form, with the place.
Result<RawSourcePtr> read(const Content& content);

}  // namespace sekisho::adapters::azure
