// Which parameters and defines a program uses.
#include "engine/check/lint/usage.h"

#include "engine/check/lint/mentions.h"
#include "engine/check/walk.h"

namespace sekisho {
namespace {

class Collector {
 public:
  Collector(const Program& program, Usage& usage) : program_(program), usage_(usage) {}

  void all() {
    for (const Parameter& parameter : program_.parameters) add(parameter.value);
    for (const Define& define : program_.defines) add(define.body);
    for (const Rule& rule : program_.rules) {
      for (const Clause& clause : rule.clauses) add(clause.expression);
      for (const Texts* texts : {&rule.message, &rule.remedy}) {
        for (const TextTemplate* parts : {&texts->en, &texts->ja}) {
          for (const TextPart& part : *parts) add(part.expression);
        }
      }
    }
    for (const Map& map : program_.maps) add_map(map);
    for (const Test& test : program_.tests) add_test(test);
  }

 private:
  void add(const ExpressionPtr& expression) {
    if (!expression) return;
    for_each_expression(*expression, [this](const Expression& e) {
      if (e.op == Op::kParameter) usage_.parameters.insert(program_.parameters[static_cast<size_t>(e.index)].name);
      if (e.op == Op::kDefine) usage_.defines.insert(program_.defines[static_cast<size_t>(e.index)].name);
    });
  }

  void add_map(const Map& map) {
    for (const Binder& binder : map.each) {
      add(binder.collection);
      add(binder.condition);
    }
    add(map.key);
    add(map.condition);
    for (const Identity& identity : map.identities) add(identity.value);
    for (const MapItem& item : map.items) add(item.value);
  }

  void add_test(const Test& test) {
    for (const TestCase& one : test.cases) {
      for (const ExpressionPtr& expectation : one.expectations) add(expectation);
      for (const TestRow& row : one.rows) {
        for (const auto& [name, value] : row.attributes) add(value);
      }
    }
  }

  const Program& program_;
  Usage& usage_;
};

void add_fields(const std::vector<syntax::FieldDeclaration>& fields, Mentions& mentions) {
  for (const syntax::FieldDeclaration& field : fields) mentions.add(field.default_value);
}

}  // namespace

bool Usage::idle(const std::set<std::string>& used, const syntax::File& file, const std::string& name) const {
  return used.count(file.package.text + "." + name) == 0 && libraries.count(file.package.text) == 0 && in_defaults.count(name) == 0;
}

Usage usage_of(const LintInput& input) {
  Usage usage;
  Collector(input.program, usage).all();
  std::set<std::string> at_work;
  Mentions defaults;
  for (const syntax::File* file : input.files) {
    usage.libraries.insert(file->package.text);
    if (!file->rules.empty() || !file->maps.empty()) at_work.insert(file->package.text);
    for (const syntax::KindDeclaration& kind : file->kinds) add_fields(kind.fields, defaults);
    for (const syntax::TraitDeclaration& trait : file->traits) add_fields(trait.fields, defaults);
  }
  for (const std::string& package : at_work) usage.libraries.erase(package);
  usage.in_defaults = std::move(defaults.last_words);
  return usage;
}

}  // namespace sekisho
