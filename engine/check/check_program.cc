// check: all files to one program, part by part; then lints and digests.
#include <algorithm>
#include <mutex>

#include "engine/check/declared.h"
#include "engine/check/digest.h"
#include "engine/check/expression_checker.h"
#include "engine/check/lint/lint.h"

namespace sekisho {
namespace {

constexpr const char* kSources[] = {"terraform", "cloudformation", "kubernetes", "aws_config", "azure", "google"};

void warn_of_unused_imports(const Declared& declared, const CheckOptions& options, Diagnostics& diagnostics) {
  // After an error a name may be unresolved, and its import only seem unused.
  if (!options.warn_unused || diagnostics.has_errors()) return;
  for (size_t i = 0; i < declared.files.size(); ++i) {
    const syntax::File& file = *declared.files[i];
    if (file.source && options.shipped.contains(file.source->name())) continue;
    for (const syntax::Name& import : file.imports) {
      const View& view = declared.views[i];
      const bool good = std::find(view.imports.begin(), view.imports.end(), import.text) != view.imports.end();
      if (good && !view.used.contains(import.text)) diagnostics.warning("SK0207", import.span, "nothing of " + code(import.text) + " is used in this file", "remove the import");
    }
  }
}

// Obligations come without their file's imports: every package is visible, the rule's own first.
void declare_program(const Program& program, const std::string& package, Session& session) {
  const auto add = [&](Declaration::Kind kind, const std::string& name) -> Declaration {
    Declaration declaration;
    declaration.kind = kind;
    declaration.package = package;
    declaration.name = name;
    return declaration;
  };
  const Declaration* other = nullptr;
  const auto qualified = [&](Declaration::Kind kind, const std::string& name, size_t index) {
    Declaration declaration = add(kind, name.substr(name.rfind('.') + 1));
    declaration.package = name.substr(0, name.rfind('.'));
    declaration.index = static_cast<int>(index);
    return declaration;
  };
  for (size_t i = 0; i < program.parameters.size(); ++i)
    session.names.add(qualified(Declaration::Kind::kParameter, program.parameters[i].name, i), &other);
  for (size_t i = 0; i < program.defines.size(); ++i) {
    Declaration declaration = qualified(Declaration::Kind::kDefine, program.defines[i].name, i);
    declaration.has_arguments = !program.defines[i].arguments.empty();
    session.names.add(std::move(declaration), &other);
  }
  for (const auto& enumeration : program.enums) {
    Declaration declaration = add(Declaration::Kind::kEnum, enumeration->name);
    declaration.enumeration = enumeration.get();
    session.names.add(std::move(declaration), &other);
  }
  for (const auto& entity : program.entities) {
    Declaration declaration = add(entity->is_trait ? Declaration::Kind::kTrait : Declaration::Kind::kKind, entity->name);
    declaration.entity = entity.get();
    session.names.add(std::move(declaration), &other);
  }
}

}  // namespace

std::unique_ptr<Program> check(const std::vector<const syntax::File*>& files, const CheckOptions& options, Diagnostics& diagnostics) {
  auto program = std::make_unique<Program>();
  Session session(*program, options, diagnostics);
  for (const char* source : kSources) session.sources.insert(source);
  Declared declared;
  declared.files = files;
  std::stable_sort(declared.files.begin(), declared.files.end(), [](const syntax::File* a, const syntax::File* b) {
    return (a->source ? a->source->name() : "") < (b->source ? b->source->name() : "");
  });
  declared.views.resize(declared.files.size());
  for (const syntax::File* file : declared.files) program->sources.push_back(file->source);
  declare_types(session, declared);
  check_defines(session, declared);
  check_rules(session, declared);
  check_maps(session, declared);
  check_tests(session, declared);
  warn_of_unused_imports(declared, options, diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  close_map_populations(*program);
  digest_rules(*program);
  lint(*program, declared.files, options, diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  return program;
}

ExpressionPtr check_in_rule(const syntax::Expression& expression, const Program& program, int rule, Diagnostics& diagnostics) {
  // Anonymous types of the expression are kept by the program, which is why only one thread at a time may be here.
  static std::mutex one_at_a_time;
  const std::lock_guard<std::mutex> lock(one_at_a_time);
  const CheckOptions options;
  Session session(const_cast<Program&>(program), options, diagnostics);
  for (const char* source : kSources) session.sources.insert(source);
  const Rule& in = program.rules[static_cast<size_t>(rule)];
  declare_program(program, in.package, session);
  View view;
  view.package = in.package;
  view.everything = true;
  Setting setting;
  setting.absent_allowed = true;
  setting.in_test = true;
  ExpressionChecker checker(session, view, setting);
  const Type type = in.entity ? row_of(in.entity) : raw_of(nullptr, in.raw_type);
  checker.scope().add({in.variable, 0, type, in.span, "rule variable"});
  for (const Clause& clause : in.clauses)
    if (clause.kind == Clause::Kind::kLet) checker.scope().add({clause.name, clause.slot, clause.expression->type, clause.span, "let"});
  for (const auto& map : program.maps)
    for (const std::string& source : map.sources) session.sources.insert(source.substr(0, source.find('.')));
  const size_t before = diagnostics.error_count();
  ExpressionPtr checked = checker.check_condition(expression);
  return diagnostics.error_count() == before ? std::move(checked) : nullptr;
}

ExpressionPtr check_parameter_value(const syntax::Expression& expression, const Program& program, int parameter, Diagnostics& diagnostics) {
  static std::mutex one_at_a_time;
  const std::lock_guard<std::mutex> lock(one_at_a_time);
  const CheckOptions options;
  Session session(const_cast<Program&>(program), options, diagnostics);
  const Parameter& given = program.parameters[static_cast<size_t>(parameter)];
  View view;
  view.package = given.name.substr(0, given.name.rfind('.'));
  view.everything = true;
  declare_program(program, view.package, session);
  ExpressionChecker checker(session, view, Setting{});
  const size_t before = diagnostics.error_count();
  ExpressionPtr checked = checker.check_to(expression, given.type);
  return diagnostics.error_count() == before ? std::move(checked) : nullptr;
}

}  // namespace sekisho
