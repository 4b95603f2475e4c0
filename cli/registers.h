// Registers of the project: what their columns are, by the kinds that they fill, and the maps that fill them.
#pragma once

#include <vector>

#include "adapters/register.h"
#include "cli/settings.h"
#include "sekisho/api.h"

namespace sekisho::cli {

// The columns of a kind's register; what a table cannot hold (records, dicts) is left out.
std::vector<adapters::RegisterColumn> register_columns(const EntityInfo& kind);

// The chosen registers with the columns of their kinds. Error: a kind that the policies do not have.
Result<std::vector<adapters::Register>> registers_of(const std::vector<RegisterChoice>& choices, const PolicyInfo& policies);

// A map for each kind that a register fills and no map does: attribute by attribute from the column of its name. A row is named by `id` and `email`, else by
// its first attribute. Null when every one has a map.
SourcePtr register_maps(const std::vector<adapters::Register>& registers, const PolicyInfo& policies);

}  // namespace sekisho::cli
