// run_mutations: changes the checked program part by part, each time running the tests of the rules that reach the part.
#include <algorithm>
#include <set>

#include "engine/api/compiled.h"
#include "engine/api/test_run.h"
#include "engine/check/walk.h"
#include "engine/mutation/mutations.h"
#include "sekisho/mutation.h"

namespace sekisho {
namespace {

// A rule, define or parameter whose parts are changed.
struct Site {
  std::string subject;
  std::vector<Mutation> mutations;
  std::vector<const Test*> tests;
};

// Which defines and parameters each rule reaches, through defines and defaults.
class Uses {
 public:
  explicit Uses(const Program& program) : program_(program) {
    for (const Rule& rule : program.rules) {
      defines_.emplace_back();
      parameters_.emplace_back();
      for (const Clause& clause : rule.clauses) visit(*clause.expression);
    }
  }
  bool define(size_t rule, int index) const { return defines_[rule].contains(index); }
  bool parameter(size_t rule, int index) const { return parameters_[rule].contains(index); }

 private:
  void visit(const Expression& root) {
    for_each_expression(root, [&](const Expression& e) {
      if (e.op == Op::kDefine && defines_.back().insert(e.index).second) visit(*program_.defines[static_cast<size_t>(e.index)].body);
      if (e.op != Op::kParameter || !parameters_.back().insert(e.index).second) return;
      if (const Parameter& parameter = program_.parameters[static_cast<size_t>(e.index)]; parameter.value != nullptr) visit(*parameter.value);
    });
  }

  const Program& program_;
  std::vector<std::set<int>> defines_, parameters_;   // a set a rule
};

ExpressionPtr truth(const Expression& like) {
  auto result = std::make_unique<Expression>();
  result->op = Op::kLiteral;
  result->type.kind = TypeKind::kBool;
  result->span = like.span;
  result->literal = Value::boolean(true);
  return result;
}

class MutationRun {
 public:
  MutationRun(Program& program, const MutationOptions& options) : program_(program), options_(options), uses_(program) {}

  std::optional<Error> first_failure() const {
    for (const Test& test : program_.tests) {
      if (test.rule < 0 || survives({&test})) continue;
      return Error{"a test of `" + test.subject + "` fails before anything is changed", "`sekisho test` tells more", test.span};
    }
    return std::nullopt;
  }

  std::vector<Mutant> run() {
    std::vector<Site> sites = all_sites();
    size_t total = 0;
    for (const Site& site : sites) total += site.mutations.size();
    std::vector<Mutant> mutants;
    for (Site& site : sites) {
      size_t cases = 0;
      for (const Test* test : site.tests) cases += test->cases.size();
      for (Mutation& mutation : site.mutations) {
        Mutant mutant{site.subject, mutation.span, mutation.was, mutation.becomes, false, cases};
        mutation.apply();
        mutant.killed = !survives(site.tests);
        mutation.apply();
        mutants.push_back(std::move(mutant));
        if (options_.progress) options_.progress(mutants.size(), total);
      }
    }
    return mutants;
  }

 private:
  bool wanted(const std::string& name, const Span& span) const {
    if (span.source == nullptr || (options_.wanted && !options_.wanted(span.source->name()))) return false;
    return options_.filter.empty() || name.find(options_.filter) != std::string::npos;
  }

  // Mutations point into the program: it may not grow while they are there.
  std::vector<Site> all_sites() {
    std::vector<Site> sites;
    for (size_t i = 0; i < program_.parameters.size(); ++i) {
      Parameter& parameter = program_.parameters[i];
      if (parameter.value == nullptr || !wanted(parameter.name, parameter.span)) continue;
      const int index = static_cast<int>(i);
      sites.push_back({parameter.name, mutations_of_parameter(parameter.value.edit()), tests_of([&](size_t rule) { return uses_.parameter(rule, index); })});
    }
    for (size_t i = 0; i < program_.defines.size(); ++i) {
      Define& define = program_.defines[i];
      if (!wanted(define.name, define.span)) continue;
      const int index = static_cast<int>(i);
      sites.push_back({define.name, mutations_of(define.body.edit(), narrowed_paths({define.body.get()})),
                       tests_of([&](size_t rule) { return uses_.define(rule, index); })});
    }
    for (size_t i = 0; i < program_.rules.size(); ++i) {
      Rule& rule = program_.rules[i];
      if (wanted(rule.name, rule.span)) sites.push_back({rule.name, of_rule(rule), tests_of([&](size_t other) { return other == i; })});
    }
    return sites;
  }

  std::vector<Mutation> of_rule(Rule& rule) {
    std::vector<const Expression*> roots;
    for (const Clause& clause : rule.clauses) roots.push_back(clause.expression.get());
    const std::set<std::string> narrowed = narrowed_paths(roots);
    std::vector<Mutation> all;
    for (Clause& clause : rule.clauses.edit()) {
      if (clause.kind != Clause::Kind::kLet && may_drop(*clause.expression, narrowed)) {
        all.push_back({&clause.expression, truth(*clause.expression), clause.expression->span, to_seki(*clause.expression), "true"});
      }
      std::vector<Mutation> part = mutations_of(clause.expression, narrowed);
      std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
  }

  std::vector<const Test*> tests_of(const std::function<bool(size_t rule)>& reaches) const {
    std::vector<const Test*> tests;
    for (const Test& test : program_.tests) {
      if (test.rule >= 0 && reaches(static_cast<size_t>(test.rule))) tests.push_back(&test);
    }
    return tests;
  }

  bool survives(const std::vector<const Test*>& tests) const {
    for (const Test* test : tests) {
      if (!test->from.empty()) {
        for (const TestOutcome& outcome : run_on_file(program_, *test, options_.load, options_.started_at)) {
          if (!outcome.passed) return false;
        }
        continue;
      }
      for (const TestCase& test_case : test->cases) {
        if (!run_case(program_, *test, test_case, options_.started_at).passed) return false;
      }
    }
    return true;
  }

  Program& program_;
  const MutationOptions& options_;
  Uses uses_;
};

}  // namespace

Result<std::vector<Mutant>> run_mutations(const CompiledPolicy& policy, const MutationOptions& options) {
  MutationRun run(*policy.compilation->program, options);
  if (std::optional<Error> failure = run.first_failure()) return *failure;
  return run.run();
}

}  // namespace sekisho
