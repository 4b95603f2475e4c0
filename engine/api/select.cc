// Selection of rules and parameters.
#include "engine/api/select.h"

#include <algorithm>

#include "engine/api/compiled.h"
#include "engine/api/run.h"
#include "engine/check/check.h"
#include "engine/check/walk.h"
#include "engine/syntax/parse.h"

namespace sekisho {
namespace {

bool within(const std::string& package, const std::string& outer) { return package == outer || package.starts_with(outer + "."); }

std::string plain(const TextTemplate& text) {
  std::string out;
  for (const TextPart& part : text) out += part.literal;
  return out;
}

std::string suggestion(const std::string& name, const std::vector<std::string>& candidates) {
  std::string close = nearest(name, candidates);
  return close.empty() ? "" : "did you mean `" + close + "`?";
}

// What to write instead: the full names of those that are called so, or the nearest name.
Error no_rule(const std::string& name, const std::vector<std::string>& names) {
  std::string called_so;
  std::vector<std::string> candidates = names;
  for (const std::string& full : names) {
    candidates.push_back(full.substr(full.rfind('.') + 1));
    if (full.ends_with("." + name)) called_so += (called_so.empty() ? "`" : ", `") + full + "`";
  }
  if (!called_so.empty()) return Error{"several rules are called `" + name + "`", "write one with its package: " + called_so, {}};
  const std::string near = suggestion(name, candidates);
  return Error{"there is no rule `" + name + "`", near.empty() ? "`sekisho controls show CONTROL` lists the rules that support a control, `sekisho check INPUT --all` names all that were evaluated" : near, {}};
}

}  // namespace

int find_parameter(const Program& program, const std::string& name) {
  int found = -1;
  for (size_t i = 0; i < program.parameters.size(); ++i) {
    const std::string& full = program.parameters[i].name;
    if (full == name) return static_cast<int>(i);
    bool by_last_part = full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == '.';
    if (by_last_part) found = found == -1 ? static_cast<int>(i) : -2;
  }
  return found;
}

std::optional<Error> refuse_complete_kinds(const Program& program, const EvaluateOptions& options) {
  for (const std::string& kind : options.complete_kinds) {
    if (kind != "*" && program.find_entity(kind) == nullptr) return Error{"`" + kind + "` is declared complete, but there is no such kind", "`sekisho schema` lists kinds", {}};
  }
  return std::nullopt;
}

Result<std::vector<int>> select_rules(const Program& program, const EvaluateOptions& options) {
  std::vector<int> chosen;
  auto in_packages = [&](const Rule& rule) {
    return options.packages.empty() || std::any_of(options.packages.begin(), options.packages.end(), [&](const std::string& p) { return within(rule.package, p); });
  };
  if (options.rules.empty()) {
    for (size_t i = 0; i < program.rules.size(); ++i) {
      if (in_packages(program.rules[i])) chosen.push_back(static_cast<int>(i));
    }
    return chosen;
  }
  std::vector<std::string> names;
  for (const Rule& rule : program.rules) names.push_back(rule.name);
  for (const std::string& name : options.rules) {
    int rule = program.find_rule(name);
    if (rule < 0) {
      return no_rule(name, names);
    }
    chosen.push_back(rule);
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

Result<std::vector<Value>> read_parameters(const Program& program, const Query& query, const std::vector<std::pair<std::string, std::string>>& texts, GivenParameters& given) {
  std::vector<std::pair<int, const Expression*>> values;
  for (const auto& [name, text] : texts) {
    int index = find_parameter(program, name);
    if (index < 0) {
      std::vector<std::string> names;
      for (const Parameter& parameter : program.parameters) names.push_back(parameter.name);
      std::string message = index == -2 ? "several parameters are called `" + name + "`" : "there is no parameter `" + name + "`";
      return Error{message, index == -2 ? "write its package, too" : suggestion(name, names), {}};
    }
    const Parameter& parameter = program.parameters[static_cast<size_t>(index)];
    Diagnostics diagnostics;
    auto source = std::make_shared<Source>("value of " + parameter.name, text);
    syntax::ExpressionPtr parsed = syntax::parse_expression(source, diagnostics);
    ExpressionPtr checked = parsed == nullptr ? nullptr : check_parameter_value(*parsed, program, index, diagnostics);
    if (checked == nullptr || diagnostics.has_errors()) {
      std::string why = diagnostics.all().empty() ? "not a value" : diagnostics.all().front().message;
      return Error{"`" + text + "` is no value for parameter `" + parameter.name + "` of type " + to_string(parameter.type) + ": " + why, "write it as Seki does, for instance 365d, \"text\", {\"a\", \"b\"}", {}};
    }
    given.texts.emplace_back(parameter.name, text);
    values.emplace_back(index, checked.get());
    given.expressions.push_back(std::move(checked));
  }
  std::sort(given.texts.begin(), given.texts.end());
  return parameter_values(program, query, values);
}

RunRule describe_rule(const CompiledPolicy& policy, const Rule& rule) {
  RunRule info;
  info.name = rule.name;
  info.package = rule.package;
  info.severity = std::string(to_string(rule.severity));
  info.digest = rule.digest;
  info.file = rule.span.source == nullptr ? "" : rule.span.source->name();
  info.line = rule.span.source == nullptr ? 0 : rule.span.source->line_column(rule.span.begin).line;
  info.title = {rule.title_en, rule.title_ja};
  info.remedy = {plain(rule.remedy.en), plain(rule.remedy.ja)};
  info.population = rule.entity != nullptr ? rule.entity->name : rule.raw_type;
  info.variable = rule.variable;
  const std::map<std::string, Bilingual>& titles = policy.compilation->control_titles;
  for (const Supports& supports : rule.supports) {
    RunSupports out{supports.catalogue, supports.control, {supports.because_en, supports.because_ja}, {}};
    if (const auto title = titles.find(supports.control); title != titles.end()) out.title = title->second;
    info.supports.push_back(std::move(out));
  }
  return info;
}

}  // namespace sekisho
