// One evaluation in steps.
#include "engine/api/run.h"

#include <algorithm>
#include <thread>

#include "engine/check/walk.h"
#include "sekisho/api.h"
#include "sekisho/mapped_file.h"

namespace sekisho {

Result<std::vector<Value>> parameter_values(const Program& program, const Query& query, const std::vector<std::pair<int, const Expression*>>& given) {
  std::vector<Value> values(program.parameters.size());
  RawStore nothing(program, {});
  for (size_t i = 0; i < program.parameters.size(); ++i) {
    const Expression* expression = program.parameters[i].value.get();
    for (const auto& [index, value] : given) {
      if (index == static_cast<int>(i)) expression = value;
    }
    if (expression == nullptr && !query.parameters.contains(static_cast<int>(i))) {
      values[i] = Value::unknown(ReasonCode::kMissingInSource, "parameter `" + program.parameters[i].name + "` has no value");
      continue;
    }
    if (expression == nullptr) return Error{"parameter `" + program.parameters[i].name + "` has no value", "give one with `--with " + program.parameters[i].name + "=VALUE` or under `parameters:` in sekisho.yaml", program.parameters[i].span};
    // A default may use parameters declared before it.
    Evaluator evaluator(program, values, 0, nothing, nullptr);
    Frame frame(slots_needed(*expression));
    values[i] = evaluator.evaluate(*expression, frame);
  }
  return values;
}

Evaluation::Evaluation(const Program& program_in, std::vector<Value> parameters_in, int64_t evaluated_at, std::vector<std::shared_ptr<const RawSource>> sources, Query query_in, const MapOptions& options, bool with_columns)
    : program(program_in),
      parameters(std::move(parameters_in)),
      query(std::move(query_in)),
      raw(program, std::move(sources), options.made),
      shared_snapshot(std::make_shared<Snapshot>()),
      snapshot(*shared_snapshot),
      maps(program, parameters, evaluated_at, raw, nullptr),
      rules(program, parameters, evaluated_at, raw, &snapshot) {
  rules.plain = !with_columns;
  maps.plain = !with_columns && !options.join_by_indexes;
  if (with_columns) columns.emplace(maps, rules);
  map_rows(maps, query, options, columns ? &*columns : nullptr, snapshot);
}

Evaluation::Evaluation(const Evaluation& first)
    : program(first.program),
      parameters(first.parameters),
      query(first.query),
      raw(first.raw),
      shared_snapshot(first.shared_snapshot),
      snapshot(*shared_snapshot),
      maps(program, parameters, first.rules.evaluated_at(), raw, nullptr),
      rules(program, parameters, first.rules.evaluated_at(), raw, &snapshot) {
  maps.plain = first.maps.plain;
  rules.plain = first.rules.plain;
  if (first.columns) columns.emplace(maps, rules);
}

size_t thread_count(int asked) { return asked > 0 ? static_cast<size_t>(asked) : std::max<size_t>(1, std::thread::hardware_concurrency()); }

std::optional<Error> trouble_of(const RawSource& source) {
  // One that changed may look broken, too.
  if (source.source != nullptr) {
    if (std::optional<Error> changed = changed_mapping(source.source->name(), source.source->view())) return changed;
  }
  return source.trouble();
}

RuleVerdict verdict_of(Evaluation& evaluation, int rule, const Subject& subject) {
  RuleVerdict verdict = verdict_of(evaluation.rules, evaluation.program.rules[static_cast<size_t>(rule)], subject);
  verdict.rule = rule;
  return verdict;
}

}  // namespace sekisho
