// The words of a comparison, for its own report and for histories.
#pragma once

#include <string>

#include "sekisho/comparison.h"
#include "sekisho/report.h"

namespace sekisho {

std::string why_words(Why why, Language language);
// "queues.key: its condition changed".
std::string rule_change_words(const RuleChange& change, Language language);

}  // namespace sekisho
