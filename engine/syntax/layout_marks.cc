// What the formatter learns from the tree.
#include "engine/syntax/layout_marks.h"

namespace sekisho::syntax {
namespace {

class Collector {
 public:
  explicit Collector(LayoutMarks& marks) : marks_(marks) {}

  void file(const File& file) {
    for (const auto& parameter : file.parameters) {
      marks_.statements[parameter.span.begin] = Statement::kParameter;
      type(*parameter.type);
      expression(parameter.value);
      text(parameter.doc);
    }
    for (const auto& record : file.records) declaration(record.span, record.fields);
    for (const auto& trait : file.traits) declaration(trait.span, trait.fields);
    for (const auto& kind : file.kinds) declaration(kind.span, kind.fields);
    for (const auto& definition : file.defines) {
      for (const auto& argument : definition.arguments) type(*argument.type);
      type(*definition.type);
      expression(definition.body);
    }
    for (const auto& rule : file.rules) this->rule(rule);
    for (const auto& map : file.maps) this->map(map);
    for (const auto& test : file.tests) this->test(test);
  }

 private:
  void declaration(const Span& span, const std::vector<FieldDeclaration>& declared) {
    marks_.brackets[span.end] = Bracket::kBlock;
    fields(declared);
  }

  void fields(const std::vector<FieldDeclaration>& declared) {
    for (const FieldDeclaration& field : declared) {
      marks_.statements[field.span.begin] = Statement::kField;
      type(*field.type);
      expression(field.default_value);
    }
  }

  void type(const Type& type) {
    if (type.element != nullptr) this->type(*type.element);
    if (type.kind != Type::Kind::kRecord) return;
    marks_.brackets[type.span.end] = Bracket::kBlock;
    fields(type.fields);
  }

  void text(const std::optional<LocalizedText>& text) {
    if (text.has_value()) marks_.texts.push_back(text->span);
  }

  void clause_text(const std::optional<LocalizedText>& clause) {
    if (clause.has_value()) marks_.statements_before[clause->span.begin] = Statement::kClause;
    text(clause);
  }

  void rule(const RuleDeclaration& rule) {
    marks_.brackets[rule.span.end] = Bracket::kBlock;
    clause_text(rule.title);
    clause_text(rule.message);
    clause_text(rule.remedy);
    for (const Supports& supports : rule.supports) {
      marks_.statements[supports.span.begin] = Statement::kClause;
      marks_.texts.push_back(supports.because.span);
    }
    if (rule.severity.has_value()) marks_.statements_before[rule.severity->span.begin] = Statement::kClause;
    if (rule.variable.has_value()) marks_.statements_before[rule.variable->span.begin] = Statement::kClause;
    for (const RuleClause& clause : rule.clauses) {
      marks_.statements[clause.span.begin] = Statement::kClause;
      expression(clause.expression);
    }
  }

  void map(const MapDeclaration& map) {
    marks_.brackets[map.span.end] = Bracket::kBlock;
    for (const Binder& each : map.each) expression(each.collection);
    expression(map.key);
    expression(map.condition);
    for (const MapItem& item : map.items) {
      const bool let = item.kind == MapItem::Kind::kLet, identity = item.kind == MapItem::Kind::kIdentity;
      marks_.statements[item.span.begin] = let ? Statement::kLet : identity ? Statement::kIdentity : Statement::kAssign;
      expression(identity ? item.identity.value : item.value);
    }
  }

  void test(const TestDeclaration& test) {
    marks_.brackets[test.span.end] = Bracket::kBlock;
    for (const TestCase& test_case : test.cases) {
      marks_.statements[test_case.span.begin] = Statement::kCase;
      if (!test_case.address.has_value()) marks_.brackets[test_case.span.end] = Bracket::kBlock;
      for (const TestParameter& parameter : test_case.parameters) expression(parameter.value);
      for (const TestRow& row : test_case.rows) {
        marks_.statements[row.span.begin] = Statement::kRow;
        marks_.brackets[row.span.end] = Bracket::kSpaced;
        for (const FieldValue& field : row.value->fields) expression(field.value);
      }
      for (const Name& kind : test_case.open) marks_.statements_before[kind.span.begin] = Statement::kWord;
      for (const ExpressionPtr& expectation : test_case.expectations) {
        marks_.statements_before[expectation->span.begin] = Statement::kWord;
        expression(expectation);
      }
    }
  }

  void expression(const ExpressionPtr& node) {
    if (node == nullptr) return;
    if (node->kind == ExpressionKind::kOr) {
      for (const ExpressionPtr& operand : node->operands) {
        if (operand->kind != ExpressionKind::kAnd) continue;
        ++marks_.opening[operand->span.begin];
        ++marks_.closing[operand->span.end];
      }
    }
    if (node->kind == ExpressionKind::kMatch) {
      marks_.brackets[node->span.end] = Bracket::kArms;
      for (const MatchArm& arm : node->arms) {
        marks_.statements[arm.span.begin] = Statement::kArm;
        expression(arm.value);
      }
    }
    for (const ExpressionPtr& operand : node->operands) expression(operand);
    for (const Binder& binder : node->binders) {
      expression(binder.collection);
      expression(binder.condition);
    }
    for (const FieldValue& field : node->fields) expression(field.value);
  }

  LayoutMarks& marks_;
};

}  // namespace

LayoutMarks collect_marks(const File& file) {
  LayoutMarks marks;
  Collector(marks).file(file);
  return marks;
}

}  // namespace sekisho::syntax
