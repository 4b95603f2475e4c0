// Writes a snapshot as a file (README.md beside it lays the format down).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/exec/evaluator.h"
#include "engine/store/snapshot.h"
#include "engine/store/stored_rows.h"

namespace sekisho::normalized {

inline constexpr int kFormatVersion = 1;

// REQUIRES: every attribute of every row is there, rows of one resource in several sources apart. `parts`: snapshots whose rows, one part's after the other's,
// are those of the file. `about`: without path and digest. `policy_digest`: of the policy whose maps made the rows, those apart that came out of a snapshot.
// `unmapped`: whether nothing looked at a resource. The same rows give the same bytes, in however many parts.
std::string write(const RawStore& raw, const std::vector<const Snapshot*>& parts, const SnapshotFile& about, const std::string& policy_digest, const std::function<bool(const RawResource&)>& unmapped);

}  // namespace sekisho::normalized
