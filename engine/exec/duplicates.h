// merge_duplicates: one row where several sources hold the same resource (design section 4, "Duplicates").
#pragma once

#include "engine/exec/evaluator.h"
#include "engine/store/snapshot.h"

namespace sekisho {

// Rows of one kind and origin with one identity, in different sources: the later capture stays. Where nobody can tell which is later, the first stays
// and what differs becomes unknown. Counts go to `snapshot.duplicates`. REQUIRES: the snapshot has no index yet.
void merge_duplicates(Evaluator& evaluator, Snapshot& snapshot);

}  // namespace sekisho
