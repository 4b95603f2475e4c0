// Contents: a bundle's members by path, between its bytes and what they mean.
#pragma once

#include <future>
#include <map>
#include <string>
#include <utility>

#include "engine/evidence/archive.h"
#include "engine/evidence/documents.h"
#include "engine/evidence/refusal.h"
#include "engine/evidence/results.h"
#include "engine/evidence/snapshot_facts.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// Members but manifest and attestation, by path.
using Contents = std::map<std::string, std::string>;

// What a sealed run is written as, but for its results and details, and its snapshot, of which `facts` are. Refusals: a snapshot that is not sound.
Checked<Contents> write_contents(const Sealed& sealed, const SnapshotFacts& facts);

// The run that was written, with every document read strictly and every text found. What the statement adds (times) is left out. The bytes of results,
// details and snapshot are moved out of `contents`; the snapshot not, where sealed.snapshot has it already.
Refusals read_contents(Contents& contents, Sealed& sealed);

// Does `work` in a thread of its own where a run is large enough for that to pay; else when it is asked for.
template <typename Work>
auto beside(const Run& run, Work work) {
  return std::async(run.findings.size() < kFewFindings ? std::launch::deferred : std::launch::async, std::move(work));
}

// Reads the findings of assessors out of the snapshot again, with its facts. REQUIRES: read_contents() refused nothing.
Refusals check_assessment(const Contents& contents, const Sealed& sealed, const SnapshotFacts& facts);

// Counts the coverage again, with the facts of the snapshot. REQUIRES: read_contents() refused nothing.
Refusals check_coverage(const Contents& contents, const Sealed& sealed, const SnapshotFacts& facts);

}  // namespace sekisho::evidence
