// Which block of the configuration a member of a list in the plan can come from, told by the constants in the block.
#pragma once

#include <span>
#include <vector>

#include "sekisho/json.h"

namespace sekisho::adapters::terraform {

// Whether a value of the plan is what a constant of the configuration becomes. Numbers and truth values written as
// strings are alike; lists may be sorted anew. An object of the plan may have more members than the constant.
bool fits_constant(const JsonNode& constant, const JsonNode* value);

// Whether `member` of the plan can come from `block`: no constant of the block contradicts it. `unknown` is the member's
// after_unknown, or null.
bool fits_block(const JsonNode& block, const JsonNode* member, const JsonNode* unknown);

}  // namespace sekisho::adapters::terraform
