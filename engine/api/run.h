// One evaluation in steps: parameters, maps, rules. evaluate(), tests and dumps share it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/exec/columns.h"
#include "engine/exec/decide.h"
#include "engine/exec/map_rows.h"
#include "sekisho/result.h"

namespace sekisho {

// Values of all parameters: defaults, replaced by `given` (index, checked expression). A parameter that `query` uses and that has no value
// is an error; others without one are left unknown.
Result<std::vector<Value>> parameter_values(const Program& program, const Query& query, const std::vector<std::pair<int, const Expression*>>& given);

// Everything that stands while rules run. Not movable: the parts point into each other.
struct Evaluation {
  Evaluation(const Program& program, std::vector<Value> parameters, int64_t evaluated_at, std::vector<std::shared_ptr<const RawSource>> sources, Query query, const MapOptions& options, bool with_columns = false);
  // For another thread, over the rows of `first`, which outlives it. REQUIRES first.settle(); a RowSource::Substitution stands while its
  // thread works.
  explicit Evaluation(const Evaluation& first);
  Evaluation& operator=(const Evaluation&) = delete;
  // From now on others may share the rows.
  void settle() { raw.settle(); }

  const Program& program;
  std::vector<Value> parameters;
  Query query;
  RawStore raw;
  const std::shared_ptr<Snapshot> shared_snapshot;
  Snapshot& snapshot;   // the same
  Evaluator maps;       // runs map code
  Evaluator rules;      // runs rule code over the snapshot
  std::optional<Columns> columns;
};

// What was found broken or changed in a source while it was read: then nothing that was made of it may be told.
std::optional<Error> trouble_of(const RawSource& source);

// One verdict, `vacuous` decided.
RuleVerdict verdict_of(Evaluation& evaluation, int rule, const Subject& subject);

}  // namespace sekisho
