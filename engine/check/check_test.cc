// Tests: the subject, cases, rows of kinds and raw rows, parameters, expectations.
#include <algorithm>

#include "engine/check/check_type.h"
#include "engine/check/declared.h"
#include "engine/check/expression_checker.h"
#include "engine/check/raw_literal.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

const std::vector<std::string> kVerdicts{"pass", "fail", "unknown", "not_applicable"};

class TestChecker {
 public:
  TestChecker(Session& session, const Declared& declared, const View& view, const syntax::TestDeclaration& written)
      : session_(session), declared_(declared), view_(view), written_(written) {}

  void run() {
    test_.span = written_.span;
    test_.of_map = written_.of_map;
    test_.subject = written_.subject.text;
    test_.from = written_.from.value_or("");
    if (written_.span.source) test_.file = written_.span.source->name();
    if (written_.of_map) map_subject();
    else rule_subject();
    if (written_.at) {
      test_.at = parse_timestamp(*written_.at);
      if (!test_.at) session_.error("SK0424", written_.subject.span, code(*written_.at) + " is no timestamp", "write it like `at 2026-04-01T00:00:00Z`");
    }
    if (written_.cases.empty()) session_.error("SK0425", written_.subject.span, "the test of " + code(written_.subject.text) + " has no case", "add `case \"…\" pass { … }`");
    for (const syntax::TestCase& each : written_.cases) test_.cases.push_back(check_case(each));
    session_.program.tests.push_back(std::move(test_));
  }

 private:
  void rule_subject() {
    const std::string& name = written_.subject.text;
    std::vector<std::string> visible;
    std::vector<int> found;
    for (const auto& [package, rules] : declared_.rules) {
      const bool imported = std::find(view_.imports.begin(), view_.imports.end(), package) != view_.imports.end();
      if (package != view_.package && !imported) continue;
      for (const auto& [rule, index] : rules) {
        visible.push_back(rule);
        visible.push_back(package + "." + rule);
        if (rule != name && package + "." + rule != name) continue;
        found.push_back(index);
        if (imported) view_.used.insert(package);
      }
    }
    if (found.size() == 1) {
      test_.rule = found.front();
      test_.subject = session_.program.rules[static_cast<size_t>(test_.rule)].name;
      return;
    }
    if (found.size() > 1) {
      session_.error("SK0202", written_.subject.span, "several packages have a rule " + code(name), "write its package in front");
      return;
    }
    std::string help = suggestion(name, visible);
    for (const auto& [package, rules] : declared_.rules)
      for (const auto& [rule, index] : rules)
        if (help.empty() && (rule == name || package + "." + rule == name)) help = "it is in package `" + package + "`; add `import " + package + "`";
    session_.error("SK0420", written_.subject.span, "no rule " + code(name) + " is visible here", help);
  }

  void map_subject() {
    for (const Map& map : session_.program.maps)
      if (std::find(map.sources.begin(), map.sources.end(), test_.subject) != map.sources.end()) return one_kind();
    std::vector<std::string> known;
    for (const Map& map : session_.program.maps) known.insert(known.end(), map.sources.begin(), map.sources.end());
    session_.error("SK0423", written_.subject.span, "no map takes " + code(test_.subject), suggestion(test_.subject, known, "add the map, or name another raw type"));
  }

  // Expectations speak of the row that a raw row becomes: it must be clear which.
  void one_kind() {
    if (mapped_kind(test_.subject)) return;
    std::vector<std::string> kinds;
    for (const Map& map : session_.program.maps)
      if (map.kind && std::find(map.sources.begin(), map.sources.end(), test_.subject) != map.sources.end()) kinds.push_back(map.kind->name);
    session_.error("SK0423", written_.subject.span, code(test_.subject) + " becomes rows of " + enumerate(kinds) + ", so a test of its map cannot say which it means",
                   "test it through a rule over one of them");
  }

  // The kind that rows of a raw type have; null when no map, or more than one, takes it. Elements of a raw row are rows of their own, under another address:
  // a map over them counts only where no map takes the raw row itself.
  const EntityType* mapped_kind(const std::string& raw_type) const {
    std::vector<const EntityType*> whole;
    std::vector<const EntityType*> elements;
    for (const Map& map : session_.program.maps) {
      if (std::find(map.sources.begin(), map.sources.end(), raw_type) == map.sources.end() || !map.kind) continue;
      (map.each.empty() ? whole : elements).push_back(map.kind);
    }
    const std::vector<const EntityType*>& kinds = whole.empty() ? elements : whole;
    return kinds.size() == 1 ? kinds.front() : nullptr;
  }

  TestCase check_case(const syntax::TestCase& written) {
    TestCase made;
    made.title = written.title;
    made.span = written.span;
    made.address = written.address.value_or("");
    verdict(written, made);
    parameters(written, made);
    for (const syntax::Name& name : written.open) open(name, made);
    Setting setting;
    setting.in_test = setting.text_to_reference = setting.absent_allowed = true;
    ExpressionChecker checker(session_, view_, setting);
    checker.set_row_kinds(true);
    declare_rows(written, checker);
    for (const syntax::TestRow& row : written.rows) made.rows.push_back(check_row(row, written, checker));
    require_subject(written, made);
    for (const syntax::ExpressionPtr& expectation : written.expectations) made.expectations.push_back(checker.check_condition(*expectation));
    if (written_.from && !written.address && written.rows.empty() && written.expectations.empty())
      session_.error("SK0425", written.span, "the case names no resource of " + code(*written_.from), "write its address behind the verdict");
    if (!written_.from && written.address)
      session_.error("SK0425", written.span, "the case names a resource, but the test has no `from` file", "write rows in braces, or `test … from \"plan.json\"`");
    return made;
  }

  // The verdict is that of the first row the rule ranges over: there must be one. Raw rows may become one by their maps.
  void require_subject(const syntax::TestCase& written, const TestCase& made) {
    if (test_.rule < 0 || !made.address.empty() || written_.from) return;
    const Rule& rule = session_.program.rules[static_cast<size_t>(test_.rule)];
    const bool some = std::any_of(made.rows.begin(), made.rows.end(), [&](const TestRow& row) {
      return !row.kind || !rule.entity || row.kind->has(rule.entity);
    });
    if (some) return;
    const std::string population = rule.entity ? rule.entity->name : rule.raw_type;
    session_.error("SK0425", written.span, "the case has no row of " + code(population) + ", which rule " + code(written_.subject.text) + " ranges over", "add one: the verdict is that of the first");
  }

  void verdict(const syntax::TestCase& written, TestCase& made) {
    if (written.verdict) {
      made.verdict = written.verdict->text;
      if (std::find(kVerdicts.begin(), kVerdicts.end(), made.verdict) == kVerdicts.end())
        session_.error("SK0421", written.verdict->span, "no verdict " + code(made.verdict), suggestion(made.verdict, kVerdicts, "verdicts are " + enumerate(kVerdicts)));
      else if (written_.of_map)
        session_.error("SK0421", written.verdict->span, "a test of a map has no verdict", "say what the row must be: `expect …`");
    } else if (!written_.of_map) {
      session_.error("SK0421", written.span, "the case has no verdict", "write `pass`, `fail`, `unknown` or `not_applicable` behind its title");
    } else if (written.expectations.empty()) {
      session_.error("SK0425", written.span, "the case expects nothing", "add `expect …`");
    }
  }

  void parameters(const syntax::TestCase& written, TestCase& made) {
    for (const syntax::TestParameter& parameter : written.parameters) {
      const Declaration* found = resolve(parameter.name, session_, view_, true);
      if (!found || found->kind != Declaration::Kind::kParameter) {
        session_.error("SK0201", parameter.name.span, "no parameter " + code(parameter.name.text) + " is visible here",
                       suggestion(parameter.name.text, session_.names.visible(view_, {Declaration::Kind::kParameter})));
        continue;
      }
      ExpressionChecker checker(session_, view_, {});
      const Type type = session_.program.parameters[static_cast<size_t>(found->index)].type;
      made.parameters.emplace_back(found->index, checker.check_to(*parameter.value, type));
    }
  }

  void open(const syntax::Name& name, TestCase& made) {
    if (name.parts.size() > 1 && session_.sources.contains(name.parts[0]) && session_.names.find(view_, name.text).empty()) {
      made.open.push_back(name.text);
      return;
    }
    const EntityType* entity = check_entity(name, session_, view_);
    if (!entity) return;
    for (const EntityType* kind : entity->kinds) made.open.push_back(kind->name);
  }

  bool is_raw_row(const syntax::TestRow& row) const {
    return row.population.parts.size() > 1 && session_.sources.contains(row.population.parts[0]) && session_.names.find(view_, row.population.text).empty();
  }

  void declare_rows(const syntax::TestCase& written, ExpressionChecker& checker) {
    for (size_t i = 0; i < written.rows.size(); ++i) {
      const syntax::TestRow& row = written.rows[i];
      for (size_t other = 0; other < i; ++other)
        if (written.rows[other].variable.text == row.variable.text && written.rows[other].population.text == row.population.text)
          session_.error("SK0203", row.variable.span, "the case has two rows " + code(row.population.text + " " + row.variable.text), "give this one another name");
      const EntityType* kind = nullptr;
      if (is_raw_row(row)) {
        kind = mapped_kind(row.population.text);
      } else {
        const std::vector<const Declaration*> found = session_.names.find(view_, row.population.text);
        if (found.size() == 1) kind = found.front()->entity;
      }
      const bool tested = written_.of_map && row.population.text == test_.subject;
      if (kind) checker.scope().add({row.variable.text, static_cast<int>(i), row_of(kind), row.variable.span, tested ? kTestedRow : "row"});
    }
  }

  TestRow check_row(const syntax::TestRow& row, const syntax::TestCase& in, ExpressionChecker& checker) {
    TestRow made;
    made.name = row.variable.text;
    made.span = row.span;
    if (is_raw_row(row)) {
      made.raw_type = row.population.text;
      if (row.value) made.raw = check_raw_literal(*row.value, session_, session_.provider_node(made.raw_type, row.population.span), made.raw_type, in);
      return made;
    }
    made.kind = check_entity(row.population, session_, view_, "kind");
    if (!made.kind) return made;
    if (made.kind->is_trait) {
      session_.error("SK0422", row.population.span, code(made.kind->name) + " is a trait; a row is of a kind", "write a kind that has the trait");
      made.kind = nullptr;
      return made;
    }
    if (!row.value) return made;
    std::vector<std::string> names;
    for (const Attribute& attribute : made.kind->attributes) names.push_back(attribute.name);
    for (const syntax::FieldValue& field : row.value->fields) {
      const Attribute* attribute = made.kind->find(field.name.text);
      if (!attribute) {
        session_.error("SK0205", field.name.span, "kind " + code(made.kind->name) + " has no attribute " + code(field.name.text), suggestion(field.name.text, names, "its attributes are " + enumerate(names, 16)));
        continue;
      }
      const bool twice = std::any_of(made.attributes.begin(), made.attributes.end(), [&](const auto& given) { return given.first == field.name.text; });
      if (twice) session_.error("SK0203", field.name.span, "the row gives " + code(field.name.text) + " twice", "remove one of them");
      made.attributes.emplace_back(field.name.text, checker.check_to(*field.value, attribute->type));
    }
    return made;
  }

  Session& session_;
  const Declared& declared_;
  const View& view_;
  const syntax::TestDeclaration& written_;
  Test test_;
};

}  // namespace

void check_tests(Session& session, Declared& declared) {
  for (size_t i = 0; i < declared.files.size(); ++i)
    for (const syntax::TestDeclaration& written : declared.files[i]->tests) TestChecker(session, declared, declared.views[i], written).run();
}

}  // namespace sekisho
