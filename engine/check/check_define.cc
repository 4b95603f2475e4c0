// Attributes' defaults, parameters' values and bodies of defines; no define reaches itself.
#include <algorithm>
#include <functional>

#include "engine/check/declared.h"
#include "engine/check/expression_checker.h"
#include "engine/check/walk.h"

namespace sekisho {
namespace {

constexpr int kMostNested = 200;  // calls of defines inside each other; an evaluator's stack holds many times that

void check_defaults(Session& session, Declared& declared) {
  Setting setting;
  setting.origin = true;
  setting.text_to_reference = true;
  for (const auto& [place, value] : declared.defaults) {
    const Attribute* attribute = place.first->find(place.second);
    if (!attribute) continue;
    ExpressionChecker checker(session, *value.view, setting);
    checker.check_to(*value.expression, attribute->type);
  }
}

// A parameter's default is a constant: what a run used must be known without running anything.
void refuse_dependent(const Expression& value, Session& session) {
  for_each_expression(value, [&](const Expression& part) {
    if (part.type.kind == TypeKind::kError) return;
    const char* found = part.op == Op::kParameter ? "another parameter" : part.op == Op::kDefine ? "a define" : part.op == Op::kPopulation ? "a population"
                        : part.op == Op::kEvaluatedAt ? "the time of evaluation" : nullptr;
    if (found) session.error("SK0338", part.span, std::string("the default of a parameter is a constant, but this is ") + found, "write the value itself");
  });
}

void check_parameters(Session& session, Declared& declared) {
  for (size_t i = 0; i < declared.files.size(); ++i)
    for (const syntax::ParameterDeclaration& written : declared.files[i]->parameters) {
      const std::vector<const Declaration*> found = session.names.find(declared.views[i], written.name.text);
      const auto mine = std::find_if(found.begin(), found.end(), [&](const Declaration* each) { return each->span.begin == written.name.span.begin && each->span.source == written.name.span.source; });
      if (mine == found.end() || !written.value) continue;
      ExpressionChecker checker(session, declared.views[i], {});
      const Type type = session.program.parameters[static_cast<size_t>((*mine)->index)].type;
      ExpressionPtr value = checker.check_to(*written.value, type);
      refuse_dependent(*value, session);
      session.program.parameters[static_cast<size_t>((*mine)->index)].value = std::move(value);
    }
}

class Bodies {
 public:
  Bodies(Session& session, Declared& declared) : session_(session), declared_(declared), calls_(session.program.defines.size()), says_(calls_.size()), depth_(calls_.size(), -1) {}

  void run() {
    for (size_t i = 0; i < declared_.files.size(); ++i)
      for (const syntax::DefineDeclaration& written : declared_.files[i]->defines) body(written, declared_.views[i]);
    for (size_t i = 0; i < calls_.size(); ++i) measure(static_cast<int>(i));
    spread_map_words();
  }

 private:
  void body(const syntax::DefineDeclaration& written, const View& view) {
    const auto& package = session_.names.packages().find(view.package)->second;
    const auto place = package.find(written.name.text);
    if (place == package.end() || place->second.span.begin != written.name.span.begin || place->second.span.source != written.name.span.source) return;
    const size_t index = static_cast<size_t>(place->second.index);
    const std::vector<Attribute> arguments = session_.program.defines[index].arguments;
    const bool raw = std::any_of(arguments.begin(), arguments.end(), [](const Attribute& argument) { return holds_raw(argument.type); });
    Setting setting;
    setting.absent_allowed = raw;
    setting.text_to_reference = raw;
    setting.map_words = true;
    ExpressionChecker checker(session_, view, setting);
    for (size_t i = 0; i < arguments.size(); ++i) checker.declare(written.arguments[i].name, arguments[i].type, "argument");
    const Type type = session_.program.defines[index].type;
    ExpressionPtr value = written.body ? checker.check_to(*written.body, type) : nullptr;
    calls_[index] = checker.called();
    says_[index] = checker.said_map_words();
    session_.program.defines[index].slots = checker.scope().slots();
    session_.program.defines[index].body = std::move(value);
  }

  // How deep calls go below a define; a cycle is said once, with its path.
  int measure(int index) {
    const size_t at = static_cast<size_t>(index);
    if (depth_[at] >= 0) return depth_[at];
    path_.push_back(index);
    int deepest = 0;
    for (const auto& [callee, span] : calls_[at]) {
      const auto seen = std::find(path_.begin(), path_.end(), callee);
      if (seen != path_.end()) {
        report_cycle(seen - path_.begin(), span);
        continue;
      }
      if (path_.size() > 2 * static_cast<size_t>(kMostNested)) continue;
      deepest = std::max(deepest, 1 + measure(callee));
    }
    path_.pop_back();
    depth_[at] = deepest;
    if (deepest == kMostNested + 1)
      session_.error("SK0219", session_.program.defines[at].span, code(name_of(index)) + " calls defines more than " + std::to_string(kMostNested) + " deep", "write some of them out");
    return deepest;
  }

  std::string name_of(int index) const {
    const std::string& name = session_.program.defines[static_cast<size_t>(index)].name;
    return name.substr(name.rfind('.') + 1);
  }

  void report_cycle(std::ptrdiff_t from, const Span& span) {
    std::vector<int> cycle(path_.begin() + from, path_.end());
    std::vector<int> members = cycle;
    std::sort(members.begin(), members.end());
    if (!cycles_.insert(members).second) return;
    std::string text;
    for (const int index : cycle) text += name_of(index) + " → ";
    text += name_of(cycle.front());
    session_.error("SK0218", span, "a define reaches itself: " + text, "the language has no recursion; write the steps that are needed as defines of their own");
  }

  void spread_map_words() {
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 0; i < calls_.size(); ++i) {
        if (says_[i]) continue;
        const bool through = std::any_of(calls_[i].begin(), calls_[i].end(), [&](const auto& call) { return says_[static_cast<size_t>(call.first)]; });
        if (through) says_[i] = changed = true;
      }
    }
    for (size_t i = 0; i < says_.size(); ++i)
      if (says_[i])
        if (Declaration* declaration = session_.names.of_define(static_cast<int>(i))) declaration->map_only = true;
  }

  Session& session_;
  Declared& declared_;
  std::vector<std::vector<std::pair<int, Span>>> calls_;
  std::vector<bool> says_;
  std::vector<int> depth_;
  std::vector<int> path_;
  std::set<std::vector<int>> cycles_;
};

}  // namespace

void check_defines(Session& session, Declared& declared) {
  check_parameters(session, declared);
  check_defaults(session, declared);
  Bodies(session, declared).run();
}

void close_map_populations(Program& program) {
  std::vector<bool> reached(program.defines.size());
  std::vector<int> open;
  const auto reach = [&](const Expression& expression) {
    for_each_expression(expression, [&](const Expression& part) {
      if (part.op != Op::kDefine || reached[static_cast<size_t>(part.index)]) return;
      reached[static_cast<size_t>(part.index)] = true;
      open.push_back(part.index);
    });
  };
  for (const Rule& rule : program.rules)
    for (const Clause& clause : rule.clauses)
      if (clause.expression) reach(*clause.expression);
  while (!open.empty()) {
    const int index = open.back();
    open.pop_back();
    if (program.defines[static_cast<size_t>(index)].body) reach(*program.defines[static_cast<size_t>(index)].body);
  }
  for (size_t i = 0; i < reached.size(); ++i) {
    if (reached[i] || !program.defines[i].body) continue;
    for_each_expression(*program.defines[i].body, [](const Expression& part) {
      if (part.op == Op::kPopulation && !part.raw_type.empty()) const_cast<Expression&>(part).closed = true;
    });
  }
}

}  // namespace sekisho
