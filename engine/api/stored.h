// What sources out of a snapshot's file bring with them beside rows.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/store/stored_rows.h"
#include "sekisho/api.h"

namespace sekisho {

using RawSources = std::vector<std::shared_ptr<const RawSource>>;

// An error when a parameter that the maps used had another value than it has now: then rows do not say what maps would make of it.
std::optional<Error> refuse_stored_parameters(const Program& program, const std::vector<Value>& parameters, const RawSources& sources);

// Kinds declared complete for all of a run: by its options, or by those who wrote the snapshots that all of its sources come from.
std::vector<std::string> declared_complete(const RawSources& sources, const EvaluateOptions& options);

// Which file the rows are from, by which policy, and how many of them no rule can ask for.
void add_stored_notes(const Program& program, const StoredRows& rows, RunSource& out);

}  // namespace sekisho
