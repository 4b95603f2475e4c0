// Writes a snapshot as a file (README.md beside it lays the format down).
#pragma once

#include <functional>
#include <string>

#include "engine/exec/evaluator.h"
#include "engine/store/snapshot.h"
#include "engine/store/stored_rows.h"

namespace sekisho::normalized {

inline constexpr int kFormatVersion = 1;

// REQUIRES: every attribute of every row is there, rows of one resource in several sources apart. `about`: without path and digest. `policy_digest`: of the
// policy whose maps made the rows, those apart that came out of a snapshot.
// `unmapped`: whether nothing looked at a resource. The same snapshot gives the same bytes.
std::string write(const RawStore& raw, const Snapshot& snapshot, const SnapshotFile& about, const std::string& policy_digest, const std::function<bool(const RawResource&)>& unmapped);

}  // namespace sekisho::normalized
