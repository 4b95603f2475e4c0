// The log: every sealed run of a signer in order, so that a run cannot be left out or exchanged later without being seen. A checkpoint (C2SP tlog-checkpoint)
// is its signed length and root; whoever keeps one notices when an earlier part is another.
#pragma once

#include <cstdint>
#include <string>

#include "sekisho/keys.h"
#include "sekisho/result.h"

namespace sekisho {

// A log as bytes. Both empty: none yet.
struct Log {
  std::string entries;      // attestations, one a line, in order; leaves of the tree are their statements
  std::string checkpoint;   // signed note of the last length that was signed
};

struct Appended {
  Log log;
  std::string bundle;       // with the proof that it is in the log (C2SP tlog-proof)
  uint64_t index = 0;
};

// `origin`: the log's name, for a new one; a log keeps the name that it has. Entries beyond the
// checkpoint, as an interrupted append leaves them, are kept, also of a log that was interrupted before its first checkpoint.
// Errors: a name that a note cannot hold, no sound bundle, one that has a proof or is in the log already, a log whose entries are not those of its checkpoint,
// a checkpoint by another key, the signer's.
Result<Appended> append_to_log(const Log& log, const std::string& origin, const std::string& bundle, const Signer& signer);

}  // namespace sekisho
