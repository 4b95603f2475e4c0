// Places of findings: from raw values to file, line and the text that stood there. Nothing of a sensitive value leaves this file.
#pragma once

#include <string>

#include "engine/exec/evaluator.h"
#include "sekisho/finding.h"

namespace sekisho {

FindingPlace find_place(const RawStore& raw, const Place& place);
// `whole`: else file, line and column are all that is told.
FindingPlace find_place(const RawStore& raw, const RawResource& resource, bool whole = true);
// Without file and resource, for who tells of many places, one after the other: `out` is used again.
void find_position(const RawStore& raw, const RawNode& node, FindingPlace& out);

// `"http_tokens": "optional"`, `"kms_key_id": (known after apply)`; at most 160 bytes.
std::string show(const RawNode& node);

}  // namespace sekisho
