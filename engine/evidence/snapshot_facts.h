// SnapshotFacts: what a snapshot in a bundle says by itself, whatever the results say of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evidence/refusal.h"
#include "sekisho/snapshot_text.h"

namespace sekisho::evidence {

struct SnapshotFacts {
  struct Resource {
    int source = 0;
    std::string type, account;   // type with its adapter
    bool unmapped = false;
  };
  struct Row {
    size_t resource = 0;         // its number
    std::string kind, id;
  };
  bool whole = false;                                         // its last line holds the digest of all before it
  std::vector<std::pair<std::string, std::string>> sources;   // path, digest
  std::map<std::string, size_t> rows_by_kind;
  std::optional<Refusal> unsound;                             // then resources and rows are not all there
  std::vector<Resource> resources;                            // by number
  std::vector<Row> rows;                                      // INVARIANT: each of a resource that is there
};

// In one pass, of the beginnings of lines where they are enough. `known`: the snapshot's digests, if somebody worked them out already.
SnapshotFacts facts_of(const std::string& snapshot, const SnapshotDigests& known = {});

}  // namespace sekisho::evidence
