// dump(Program): every declaration with its typed trees, in the order of the program.
#include "engine/check/dump_expression.h"
#include "engine/check/program.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

class Dumper {
 public:
  std::string take() { return std::move(out_); }

  void program(const Program& program) {
    for (const auto& declared : program.enums) enumeration(*declared);
    for (const auto& declared : program.records) {
      line(0, "record " + declared->name);
      attributes(declared->fields);
    }
    for (const auto& declared : program.entities) entity(*declared);
    for (const Parameter& declared : program.parameters) parameter(declared);
    for (const Define& declared : program.defines) define(declared);
    for (const Rule& declared : program.rules) rule(declared);
    for (const Map& declared : program.maps) map(declared);
    for (const Test& declared : program.tests) test(declared, program);
  }

 private:
  void line(int depth, const std::string& text) { dump_line(depth, text, &out_); }
  void tree(int depth, const std::string& title, const ExpressionPtr& expression) {
    if (!expression) return;
    line(depth, title);
    dump_expression(*expression, depth + 1, &out_);
  }
  static std::string slots(int count) { return " (" + std::to_string(count) + (count == 1 ? " slot)" : " slots)"); }

  void enumeration(const EnumType& declared) {
    std::string values;
    for (const std::string& value : declared.values) values += (values.empty() ? "" : ", ") + value;
    line(0, "enum " + declared.name + (declared.ordered ? " ordered" : "") + " (" + values + ")");
  }

  void attributes(const std::vector<Attribute>& declared) {
    for (const Attribute& attribute : declared) line(1, attribute.name + " : " + to_string(attribute.type));
  }

  void entity(const EntityType& declared) {
    std::string related;
    for (const EntityType* one : declared.is_trait ? declared.kinds : declared.traits) related += (related.empty() ? "" : ", ") + one->name;
    const std::string word = declared.is_trait ? "trait " : "kind ";
    const std::string relation = related.empty() ? "" : (declared.is_trait ? " of " : " : ") + related;
    line(0, word + declared.name + relation);
    attributes(declared.attributes);
  }

  void parameter(const Parameter& declared) {
    line(0, "param " + declared.name + " : " + to_string(declared.type));
    if (!declared.doc_en.empty()) line(1, "doc en " + quote(declared.doc_en) + " ja " + quote(declared.doc_ja));
    tree(1, "value", declared.value);
  }

  void define(const Define& declared) {
    line(0, "define " + declared.name + " : " + to_string(declared.type) + slots(declared.slots));
    attributes(declared.arguments);
    tree(1, "body", declared.body);
  }

  void text_template(const std::string& title, const TextTemplate& parts) {
    if (parts.empty()) return;
    line(1, title);
    for (const TextPart& part : parts) {
      if (part.expression)
        dump_expression(*part.expression, 2, &out_);
      else
        line(2, quote(part.literal));
    }
  }

  void rule(const Rule& declared) {
    const std::string population = declared.entity ? declared.entity->name : declared.raw_type;
    line(0, "rule " + declared.name + slots(declared.slots));
    line(1, "digest " + declared.digest);
    line(1, "title en " + quote(declared.title_en) + " ja " + quote(declared.title_ja));
    for (const Supports& one : declared.supports) {
      line(1, "supports " + one.catalogue + " " + one.control + " because en " + quote(one.because_en) + " ja " + quote(one.because_ja));
    }
    line(1, "severity " + std::string(to_string(declared.severity)));
    line(1, "for #0 " + declared.variable + " in " + population);
    for (const Clause& clause : declared.clauses) {
      const std::string word = clause.kind == Clause::Kind::kWhere ? "where" : "require";
      tree(1, clause.kind == Clause::Kind::kLet ? "let #" + std::to_string(clause.slot) + " " + clause.name : word, clause.expression);
    }
    text_template("message en", declared.message.en);
    text_template("message ja", declared.message.ja);
    text_template("remedy en", declared.remedy.en);
    text_template("remedy ja", declared.remedy.ja);
  }

  void map_item(const MapItem& item) {
    const std::string path = item.dotted();
    switch (item.kind) {
      case MapItem::Kind::kLet: return tree(1, "let #" + std::to_string(item.slot), item.value);
      case MapItem::Kind::kAssign: return tree(1, path + " =", item.value);
      case MapItem::Kind::kDefault: return tree(1, path + " = (default)", item.value);
      case MapItem::Kind::kUnavailable: return line(1, path + " unavailable " + quote(item.reason));
    }
  }

  void map(const Map& declared) {
    std::string sources;
    for (const std::string& source : declared.sources) sources += (sources.empty() ? "" : ", ") + source;
    line(0, "map " + sources + " as #0 " + declared.variable + " to " + (declared.kind ? declared.kind->name : "") + slots(declared.slots));
    for (const Binder& binder : declared.each) {
      tree(1, "each #" + std::to_string(binder.slot) + " " + binder.name + " in", binder.collection);
      tree(1, "where", binder.condition);
    }
    tree(1, "key", declared.key);
    tree(1, "where", declared.condition);
    for (const Identity& identity : declared.identities) tree(1, "identity " + identity.space + " within " + identity.scope, identity.value);
    for (const MapItem& item : declared.items) map_item(item);
  }

  void test_case(const TestCase& one, const Program& program) {
    line(1, "case " + quote(one.title) + (one.verdict.empty() ? "" : " " + one.verdict) + (one.address.empty() ? "" : " " + one.address));
    for (const auto& [index, value] : one.parameters) tree(2, "with " + program.parameters[static_cast<size_t>(index)].name, value);
    for (const std::string& kind : one.open) line(2, "open " + kind);
    for (const TestRow& row : one.rows) {
      line(2, (row.kind ? row.kind->name : row.raw_type) + " " + row.name);
      for (const auto& [name, value] : row.attributes) tree(3, name, value);
      if (row.raw) dump_expression(*row.raw, 3, &out_);
    }
    for (const ExpressionPtr& expectation : one.expectations) tree(2, "expect", expectation);
  }

  void test(const Test& declared, const Program& program) {
    line(0,
         std::string("test ") + (declared.of_map ? "map " : "") + declared.subject + (declared.from.empty() ? "" : " from " + quote(declared.from)));
    if (declared.at) line(1, "at " + format_timestamp(*declared.at));
    for (const TestCase& one : declared.cases) test_case(one, program);
  }

  std::string out_;
};

}  // namespace

std::string dump(const Program& program) {
  Dumper dumper;
  dumper.program(program);
  return dumper.take();
}

}  // namespace sekisho
