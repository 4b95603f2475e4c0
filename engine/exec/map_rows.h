// map_rows: raw resources to the rows of a snapshot, by running map code.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/exec/columns.h"
#include "engine/query/query.h"
#include "engine/store/snapshot.h"

namespace sekisho {

struct MapOptions {
  std::vector<std::string> complete_kinds;  // declared complete by the user; "*": all
  bool all_attributes = false;              // not only those the query reads (`--dump=snapshot`)
  bool keep_duplicates = false;             // rows of one resource in several sources stay apart, for who merges them later
  bool join_by_indexes = false;             // with or without columns: members that a `refers` can let through are found by indexes
  // The resources that are mapped, by number through all sources: of several evaluations each maps some, and rows of one after the other are those of a single
  // evaluation. REQUIRES where that is not all: no source has stored rows.
  size_t begin = 0, end = SIZE_MAX;
  std::shared_ptr<MadeNodes> made;          // what they share; null: nothing
  size_t threads = 1;                       // that read stored rows
  // Sees each row with its values as soon as it is there, in the order of the rows, and may take them. May be empty.
  std::function<void(const RawStore&, Row&)> made_row;
};

// Adds to `snapshot` the rows of every map of the query for every resource of the store, and an open row for each kind that is not complete.
// Populations and index are ready afterwards. Rows that are there already (a test's) stay.
// With `columns`, attributes come when they are asked for; else all that the query reads are here at once.
void map_rows(Evaluator& evaluator, const Query& query, const MapOptions& options, Columns* columns, Snapshot& snapshot);

}  // namespace sekisho
