// Contents: a bundle's members by path, between its bytes and what they mean.
#pragma once

#include <future>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/evidence/archive.h"
#include "engine/evidence/decided.h"
#include "engine/evidence/documents.h"
#include "engine/evidence/refusal.h"
#include "engine/evidence/results.h"
#include "engine/evidence/snapshot_facts.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// Members but manifest and attestation, by path.
using Contents = std::map<std::string, std::string>;

// Whether the snapshot holds findings of assessors, which are read out of its text.
bool has_assessment(const SnapshotFacts& facts);

// What a sealed run is written as, but for its results and details, and its snapshot, of which `facts` are; `decided` by its findings. Refusals: a snapshot that is not sound.
Checked<Contents> write_contents(const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts);

// The run that was written, with every document read strictly and every text found. What the statement adds (times) is left out. The bytes of the snapshot
// are moved out of `contents`; not where sealed.snapshot has it already. `decided`: by the findings; views into `contents` or `sealed`. Without
// `with_findings` the run need not hold them, and those of results and details that are sound are only held against the format.
Refusals read_contents(Contents& contents, bool with_findings, Sealed& sealed, std::vector<Decided>& decided);

// Does `work` in a thread of its own where a run has findings enough for that to pay; else when it is asked for.
template <typename Work>
auto beside(size_t findings, Work work) {
  return std::async(findings < kFewFindings ? std::launch::deferred : std::launch::async, std::move(work));
}

// Reads the findings of assessors out of the snapshot again, with its facts. REQUIRES: read_contents() refused nothing.
Refusals check_assessment(const Contents& contents, const Sealed& sealed, const SnapshotFacts& facts);

// Counts the coverage again, with the facts of the snapshot and what the findings decided. REQUIRES: read_contents() refused nothing.
Refusals check_coverage(const Contents& contents, const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts);

}  // namespace sekisho::evidence
