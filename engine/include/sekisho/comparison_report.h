// A comparison of two runs in one format. Same comparison, same bytes.
#pragma once

#include <string>

#include "sekisho/comparison.h"
#include "sekisho/report.h"

namespace sekisho {

// `options.limit`: findings of one sort shown before "… and 7 more"; `options.all` shows every one, and those that are still there.
std::string report_comparison_text(const SavedRun& earlier, const SavedRun& later, const Comparison& comparison, const TextOptions& options);
std::string report_comparison_json(const SavedRun& earlier, const SavedRun& later, const Comparison& comparison);   // keys: the head of engine/report/comparison_json.cc

}  // namespace sekisho
