// Snapshots as texts, for who writes one, reads it and keeps it: none is copied, and none hashed twice.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho {

struct CompiledPolicy;
struct EvaluateOptions;

// "sha256:…" of a snapshot: of all before its last line, which has to name it, and of all of it. Empty: nobody worked them out yet.
struct SnapshotDigests {
  std::string before_end, all;
};

// As write_snapshot() (api.h), with the digests of what is written. The sources are let go of as soon as nothing is read of them any more, while the text is put
// together: who moves them there has their memory for what comes next.
Result<std::string> write_snapshot(const CompiledPolicy& policy, std::vector<std::shared_ptr<const RawSource>> sources, const EvaluateOptions& options, SnapshotDigests& digests);

// As read_snapshot() of a name and bytes (api.h), without a copy. REQUIRES: the text is that long there (Source::embedded) as anybody looks at the sources.
// `known`: the text's digests where somebody in this process worked them out of these very bytes.
Result<std::vector<std::shared_ptr<const RawSource>>> read_snapshot(SourcePtr text, const SnapshotDigests& known = {});

}  // namespace sekisho
