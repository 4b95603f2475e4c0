// Artifact: a checked program with what goes with it, written to bytes and read back.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"
#include "sekisho/diagnostic.h"
#include "sekisho/finding.h"

namespace sekisho::artifact {

// What goes with a program.
struct Particulars {
  std::string policy_digest;
  std::map<std::string, std::string> maps_digests;   // by adapter
  std::map<std::string, Bilingual> control_titles;   // of the controls that rules support
  std::vector<Diagnostic> warnings;                  // of the compilation
};

struct Artifact {
  std::unique_ptr<Program> program;
  Particulars particulars;
};

// `sources`: every text that spans may point into. Nullopt: the program holds what no artifact can (tests, a span elsewhere).
// What the provider's schema says of raw types is left out: only the checker asks for it.
std::optional<std::string> write(const Program& program, const Particulars& particulars, const std::vector<SourcePtr>& sources);

// REQUIRES: `content` lives as long as the program; `keep` is held by the program for that. `sources` as when it was written: names are
// compared. Nullopt: other sources, or no content that write() made. Late parts are read, thread-safe, when they are first used.
std::optional<Artifact> read(std::string_view content, const std::vector<SourcePtr>& sources, std::shared_ptr<const void> keep);

}  // namespace sekisho::artifact
