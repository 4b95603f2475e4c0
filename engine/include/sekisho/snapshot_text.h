// read_snapshot of a text that somebody else keeps.
#pragma once

#include <memory>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho {

// As read_snapshot() of a name and bytes (api.h), without a copy. REQUIRES: the text is that long there (Source::embedded) as anybody looks at the sources.
Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(SourcePtr text);

}  // namespace sekisho
