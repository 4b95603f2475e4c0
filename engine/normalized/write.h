// Writes a snapshot as a file (README.md beside it lays the format down).
#pragma once

#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
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
  std::function<bool(const RawStore&, const RawResource&)> unmapped;   // whether nothing looked at a resource
};

// All lines but the last, which counts them.
struct SnapshotLines {
  std::vector<std::string> texts;                        // those before the rows, one after the other; the first has room for everything
  std::vector<RowLines> parts;
  std::vector<std::vector<uint32_t>> place_numbers;      // of each part, by its own number; none: they stay what they are
  size_t sources = 0, resources = 0, places = 0, rows = 0;
};

// Writes a snapshot whose rows are mapped in parts, each by a thread of its own; the rows of one part after the other's are those of the file. The same rows give the
// same bytes, in however many parts.
class SnapshotWriter {
 public:
  // `writing` outlives this.
  SnapshotWriter(const SnapshotWriting& writing, size_t parts);
  SnapshotWriter(const SnapshotWriter&) = delete;
  SnapshotWriter& operator=(const SnapshotWriter&) = delete;

  // A part, in the thread that maps it; each is made once. Where it ends without finish(), as when mapping fails, those behind it fail, too, instead of waiting for it.
  class Part {
   public:
    // `rows`: about how many come.
    Part(SnapshotWriter& writer, size_t number, size_t rows);
    // REQUIRES: every attribute is there, and the same store each time.
    void add(const RawStore& raw, const Row& row) { rows_.add(raw, row); }
    // Behind the last row: writes the lines of its places, and the first part's all that is before them; then helps others with theirs. Waits until the earlier
    // parts' places have their numbers, and to help until the others' have.
    void finish(const RawStore& raw);

   private:
    SnapshotWriter& writer_;
    size_t number_;
    RowWriter rows_;
    std::promise<void> numbered_;
  };

  // REQUIRES that all parts are finished, and is called once.
  SnapshotLines take();

 private:
  void number_places(size_t part);
  void write_lines(size_t part, const RawStore& raw);
  // Of a part's places some that nobody has taken: its own thread takes them from the front, the others, when they are done with their own, from the back. None are
  // left: an empty range.
  std::pair<size_t, size_t> take_some(size_t part, bool from_front);

  const SnapshotWriting& writing_;
  std::vector<std::promise<void>> promises_;             // each is its part's, once that is made
  std::vector<std::shared_future<void>> numbered_;       // whether a part's places have their numbers
  std::vector<std::vector<const RawNode*>> places_;      // of each part, those that no earlier one has
  std::vector<size_t> first_;                            // of each part's, the number
  std::mutex lock_;                                      // of what follows
  std::vector<std::pair<size_t, size_t>> free_;          // of each part's places those that nobody has taken
  std::vector<std::pair<size_t, std::string>> helped_;   // lines that other threads wrote, by the first one's number
  SnapshotLines lines_;
};

// The whole text, with the last line, which holds the digest of those before. Needs nothing any more of what the lines were written from.
std::string joined(SnapshotLines lines, SnapshotDigests& digests);

}  // namespace sekisho::normalized
