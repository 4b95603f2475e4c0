// Which rules run and with which parameters; what a rule says of itself.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/check/program.h"
#include "engine/query/query.h"
#include "sekisho/api.h"

namespace sekisho {

// Indexes of the rules that `options` name. Errors: no such rule, an ambiguous one, no such package.
Result<std::vector<int>> select_rules(const Program& program, const EvaluateOptions& options);

// An error when a kind that `options` declare complete does not exist.
std::optional<Error> refuse_complete_kinds(const Program& program, const EvaluateOptions& options);

struct GivenParameters {
  std::vector<std::pair<std::string, std::string>> texts;   // qualified name, value as Seki
  std::vector<ExpressionPtr> expressions;
};
// Values of all parameters with the given ones put in. Errors: no such parameter, a text that is no value of its type.
Result<std::vector<Value>> read_parameters(const Program& program, const Query& query, const std::vector<std::pair<std::string, std::string>>& texts, GivenParameters& given);

// The parameter of this qualified name or unique last part; -1: none, -2: several.
int find_parameter(const Program& program, const std::string& name);

RunRule describe_rule(const CompiledPolicy& policy, const Rule& rule);

}  // namespace sekisho
