// What the maps that read a source are written in, as a digest: a run names it of each of its sources.
#pragma once

#include <map>
#include <string>

#include "engine/check/program.h"

namespace sekisho {

struct CompiledPolicy;

// "sha256:…" of each adapter that some map of the program reads: of the texts that hold its maps, and of those without rules, where kinds, defaults and shared definitions are.
std::map<std::string, std::string> maps_digests(const Program& program);

// Of one adapter, also of one that no map reads.
std::string maps_digest(const CompiledPolicy& policy, const std::string& adapter);

}  // namespace sekisho
