// External adapters: programs that read a format for us. adapters/external/README.md says how they talk.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

// As `adapters` in sekisho.yaml names it.
struct ExternalAdapter {
  std::string name;                                          // also the first part of its raw types: "zone" of `zone.record`
  std::vector<std::string> command;                          // program and arguments; looked up in PATH; no shell
  std::vector<std::string> files;                            // globs: which inputs it reads without being asked for
  std::chrono::milliseconds time_limit = std::chrono::seconds(60);
  size_t output_limit = size_t{256} << 20;                   // bytes of its standard output
};

// Gives the file ("-": standard input) to the program and makes raw resources of what it writes. Refused, never read in part: no such program, a non-zero
// exit, a signal, time or output beyond the limits, and whatever breaks the protocol.
Result<std::shared_ptr<const RawSource>> load_external(const std::string& path, const ExternalAdapter& adapter);

// What a conformance run tried, and how it ended.
struct ConformanceCheck {
  std::string what;
  std::string trouble;                                       // "" when it holds
};

// Tries an adapter on a file that it should read: the stream itself, the same bytes twice and in another locale and time zone, and that it refuses or ends
// on no input and on half of it.
Result<std::vector<ConformanceCheck>> conformance(const std::string& path, const ExternalAdapter& adapter);

}  // namespace sekisho::adapters
