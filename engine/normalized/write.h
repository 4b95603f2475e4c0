// Writes a snapshot as a file (README.md beside it lays the format down).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/exec/evaluator.h"
#include "engine/normalized/lines.h"
#include "engine/normalized/values.h"
#include "engine/store/snapshot.h"
#include "engine/store/stored_rows.h"
#include "sekisho/snapshot_text.h"

namespace sekisho::normalized {

inline constexpr int kFormatVersion = 1;

// The lines of some rows. Their places have numbers of their own, until all rows are together.
struct RowLines {
  std::string text;
  NodeNumbers places;
  std::vector<PlaceNumbers::Use> uses;      // of the numbers, in the text's order; of the first part none
  size_t rows = 0;
};

// Writes rows, one after the other. Of several threads each has its own.
class RowWriter {
 public:
  // `is_first`: its places keep their numbers when all rows are together, and nobody has to find these. `rows`: about how many come.
  RowWriter(bool is_first, size_t rows);
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;
  // REQUIRES: every attribute is there, and the same store each time.
  void add(const RawStore& raw, const Row& row);
  RowLines take();

 private:
  RowLines lines_;
  PlaceNumbers places_;
  std::optional<ResourceNumbers> numbers_;
};

// What a snapshot's file says beside its rows.
struct SnapshotWriting {
  SnapshotFile about;                                    // without path and digest
  std::string policy_digest;                             // of the policy whose maps made the rows, those apart that came out of a snapshot
  std::function<bool(const RawResource&)> unmapped;      // whether nothing looked at a resource; asked by several threads
};

// All lines but the last, which counts them.
struct SnapshotLines {
  std::vector<std::string> texts;                        // those before the rows, one after the other; the first has room for everything
  std::vector<RowLines> parts;
  std::vector<std::vector<uint32_t>> place_numbers;      // of each part, by its own number; none: they stay what they are
  size_t sources = 0, resources = 0, places = 0, rows = 0;
};

// `parts`: rows that, one part's after the other's, are those of the file. Works in as many threads as there are parts; the same rows give the same bytes,
// in however many parts.
SnapshotLines write(const RawStore& raw, std::vector<RowLines> parts, const SnapshotWriting& writing);

// The whole text, with the last line, which holds the digest of those before. Needs nothing any more of what the lines were written from.
std::string joined(SnapshotLines lines, SnapshotDigests& digests);

}  // namespace sekisho::normalized
