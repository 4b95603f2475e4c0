// Whether a rule of two runs is the same demand.
#pragma once

#include <map>
#include <string>

#include "sekisho/comparison.h"

namespace sekisho::evidence {

std::map<std::string, const RunRule*> rules_by_name(const Run& run);

// The values that a rule's given parameters have.
std::map<std::string, std::string> parameters_of(const Run& run, const RunRule& rule);

// kNone, or what differs. Null: the run has no such rule.
Why rule_difference(const Run& earlier, const RunRule* was, const Run& later, const RunRule* now);

}  // namespace sekisho::evidence
