// The lines of results, for the two halves of the code that know them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sekisho/finding.h"
#include "sekisho/result.h"

namespace sekisho::evidence {

inline constexpr int kResultsVersion = 1;
inline constexpr size_t kFewFindings = 10000;   // below it another thread costs more than it saves
inline constexpr std::string_view kResultsBeginning = "{\"sekisho\":\"results\",";
inline constexpr std::string_view kDetailsBeginning = "{\"sekisho\":\"details\",";

// As write_results() (sekisho/results.h), in pieces of whole lines, one after the other: both texts together are larger than all they are made of. Those of results and of
// details may come at the same time.
using TakeLines = std::function<void(std::string_view lines)>;
std::optional<Error> write_results(const Run& run, const TakeLines& results, const TakeLines& details);

// The leaves of the results' tree: take(line) of each line, without its end.
template <class Take>
void each_leaf(std::string_view lines, const Take& take) {
  for (size_t at = 0; at < lines.size();) {
    const size_t end = std::min(lines.find('\n', at), lines.size());
    take(lines.substr(at, end - at));
    at = end + 1;
  }
}

// Whether write_results() would make these texts of the run, byte for byte; in less memory than making them takes.
bool written_as(const Run& run, std::string_view results, std::string_view details);

}  // namespace sekisho::evidence
