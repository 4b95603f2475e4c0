// StoredRows: the rows of a source that comes out of a snapshot's file, as they were mapped when that was written.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/store/snapshot.h"

namespace sekisho {

// What a snapshot's file says of itself.
struct SnapshotFile {
  std::string path, digest;
  std::vector<std::string> declared_complete;                     // by who wrote it, as `--complete` takes them
  std::vector<std::pair<std::string, std::string>> parameters;    // that the maps used: name, value as Seki
};

class StoredRows {
 public:
  virtual ~StoredRows() = default;
  virtual const SnapshotFile& file() const = 0;
  // Digest of the policy whose maps made the rows.
  virtual const std::string& policy_digest() const = 0;
  // The rows of those kinds that `wanted` knows by name (null: not wanted), in the file's order. `sources`: all of the run; the rows are of sources[index].
  // A row against its kind's declaration is the source's trouble(): then nothing of the run may be told. Works in that many threads, at least one.
  virtual std::vector<Row> read(const std::function<const EntityType*(std::string_view)>& wanted, const std::vector<std::shared_ptr<const RawSource>>& sources, int index, size_t threads) const = 0;
  // Whether no map took the resource when the snapshot was written.
  virtual bool unmapped(const RawResource& resource) const = 0;
  // The kinds to which maps took resources of this type then. Of others that a map makes of it now, rows are missing, whoever declared them complete.
  virtual const std::set<std::string>& kinds_of(const RawResource& resource) const = 0;
  // Rows by the name of their kind.
  virtual std::map<std::string, size_t> rows_by_kind() const = 0;
};

}  // namespace sekisho
