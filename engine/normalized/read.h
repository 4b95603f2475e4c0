// Reads a snapshot's file back: the sources that it was made of, without their values, and their rows.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"
#include "sekisho/snapshot_text.h"

namespace sekisho::normalized {

bool is_snapshot(std::string_view bytes);

// One for each source, in the file's order; each has stored_rows(). Their values are not exported: a rule on a raw type is undecided.
// `known`: its digests, if somebody
// worked them out already. Errors: not whole, changed since it was written, another version, against the format. What is against the declaration of a kind is found when rows are added.
Result<std::vector<std::shared_ptr<const RawSource>>> read(SourcePtr text, const SnapshotDigests& known = {});

}  // namespace sekisho::normalized
