// The syntax tree and the tokens as text, without places, so that trees can be compared.
#include "engine/syntax/parse.h"

#include "engine/syntax/dump.h"
#include "engine/syntax/token.h"
#include "sekisho/utf8.h"

namespace sekisho::syntax {
namespace {

std::string_view name_of(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kInteger: return "integer";
    case ExpressionKind::kDecimal: return "decimal";
    case ExpressionKind::kBool: return "bool";
    case ExpressionKind::kText: return "text";
    case ExpressionKind::kRawText: return "raw_text";
    case ExpressionKind::kDuration: return "duration";
    case ExpressionKind::kPeriod: return "period";
    case ExpressionKind::kDate: return "date";
    case ExpressionKind::kTimestamp: return "timestamp";
    case ExpressionKind::kAbsent: return "absent";
    case ExpressionKind::kForever: return "forever";
    case ExpressionKind::kUnknown: return "unknown";
    case ExpressionKind::kUnknownRefers: return "unknown_refers";
    case ExpressionKind::kUnknownUnconfigured: return "unknown_unconfigured";
    case ExpressionKind::kReferenceText: return "reference_text";
    case ExpressionKind::kName: return "name";
    case ExpressionKind::kField: return "field";
    case ExpressionKind::kIndex: return "index";
    case ExpressionKind::kCall: return "call";
    case ExpressionKind::kParentheses: return "parentheses";
    case ExpressionKind::kNot: return "not";
    case ExpressionKind::kAnd: return "and";
    case ExpressionKind::kOr: return "or";
    case ExpressionKind::kImplies: return "implies";
    case ExpressionKind::kCompare: return "compare";
    case ExpressionKind::kIs: return "is";
    case ExpressionKind::kCoalesce: return "coalesce";
    case ExpressionKind::kDefault: return "default";
    case ExpressionKind::kAdd: return "add";
    case ExpressionKind::kSubtract: return "subtract";
    case ExpressionKind::kMultiply: return "multiply";
    case ExpressionKind::kNegate: return "negate";
    case ExpressionKind::kPresent: return "present";
    case ExpressionKind::kNonempty: return "nonempty";
    case ExpressionKind::kEmpty: return "empty";
    case ExpressionKind::kResolved: return "resolved";
    case ExpressionKind::kConfigured: return "configured";
    case ExpressionKind::kList: return "list";
    case ExpressionKind::kSet: return "set";
    case ExpressionKind::kDict: return "dict";
    case ExpressionKind::kRecord: return "record";
    case ExpressionKind::kListComprehension: return "list_comprehension";
    case ExpressionKind::kSetComprehension: return "set_comprehension";
    case ExpressionKind::kDictComprehension: return "dict_comprehension";
    case ExpressionKind::kIf: return "if";
    case ExpressionKind::kMatch: return "match";
    case ExpressionKind::kAny: return "any";
    case ExpressionKind::kAll: return "all";
    case ExpressionKind::kNo: return "no";
    case ExpressionKind::kThe: return "the";
    case ExpressionKind::kWith: return "with";
    case ExpressionKind::kEvaluatedAt: return "evaluated_at";
    case ExpressionKind::kSelf: return "self";
    case ExpressionKind::kOrigin: return "origin";
    case ExpressionKind::kError: return "error";
  }
  return "error";
}

std::string quoted_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n')
      result += "\\n";
    else
      result += c;
  }
  return result + "\"";
}

class Dumper {
 public:
  explicit Dumper(bool parentheses) : parentheses_(parentheses) {}
  std::string take() { return std::move(out_); }

  void file(const File& file) {
    line("file language " + std::to_string(file.language) + " package " + file.package.text);
    for (const Name& name : file.imports) line("import " + name.text);
    for (const auto& parameter : file.parameters) {
      line("param " + parameter.name.text + " : " + type(*parameter.type));
      child(parameter.value);
      if (parameter.doc.has_value()) text("doc", *parameter.doc);
    }
    for (const auto& enumeration : file.enums)
      line("enum " + enumeration.name.text + (enumeration.ordered ? " ordered" : "") + values(enumeration.values));
    for (const auto& record : file.records) fields("record " + record.name.text, record.fields);
    for (const auto& trait : file.traits) fields("trait " + trait.name.text, trait.fields);
    for (const auto& kind : file.kinds) {
      std::string head = "kind " + kind.name.text;
      for (const Name& trait : kind.traits) head += " +" + trait.text;
      fields(head, kind.fields);
    }
    for (const auto& definition : file.defines) define(definition);
    for (const auto& rule : file.rules) this->rule(rule);
    for (const auto& map : file.maps) this->map(map);
    for (const auto& test : file.tests) this->test(test);
  }

  void expression(const Expression& e) {
    if (e.kind == ExpressionKind::kParentheses && !parentheses_) return expression(*e.operands[0]);
    std::string head(name_of(e.kind));
    if (!e.text.empty()) head += " " + quoted_text(e.text);
    if (e.negated) head += " negated";
    if (e.quoted) head += " quoted";
    if (e.kind == ExpressionKind::kIs) head += " " + e.name.text;
    line(head);
    ++depth_;
    for (const Binder& binder : e.binders) this->binder(binder);
    for (const auto& operand : e.operands) expression(*operand);
    for (const MatchArm& arm : e.arms) {
      line(arm.is_else ? "else" : "arm");
      ++depth_;
      for (const auto& pattern : arm.patterns) {
        line("pattern");
        child(pattern);
      }
      expression(*arm.value);
      --depth_;
    }
    for (const FieldValue& field : e.fields) {
      line("field_value " + quoted_text(field.name.text) + (field.name.quoted ? " quoted" : ""));
      child(field.value);
    }
    --depth_;
  }

 private:
  void line(const std::string& text) {
    out_.append(2 * static_cast<size_t>(depth_), ' ');
    out_ += text;
    out_ += '\n';
  }

  void child(const ExpressionPtr& e) {
    if (e == nullptr) return;
    ++depth_;
    expression(*e);
    --depth_;
  }

  void labelled(const std::string& label, const ExpressionPtr& e) {
    if (e == nullptr) return;
    line(label);
    child(e);
  }

  static std::string values(const std::vector<Name>& names) {
    std::string result = " (";
    for (const Name& name : names) result += (result.size() > 2 ? ", " : "") + name.text;
    return result + ")";
  }

  std::string type(const Type& t) {
    switch (t.kind) {
      case Type::Kind::kName: return t.name.text;
      case Type::Kind::kOptional: return type(*t.element) + "?";
      case Type::Kind::kList: return "list of " + type(*t.element);
      case Type::Kind::kSet: return "set of " + type(*t.element);
      case Type::Kind::kDict: return "dict of " + type(*t.element);
      case Type::Kind::kReference: return "ref " + t.name.text;
      case Type::Kind::kOwner: return "owner " + t.name.text;
      case Type::Kind::kEnum: return "enum" + values(t.values);
      case Type::Kind::kRecord: break;
    }
    std::string result = "record {";
    for (const FieldDeclaration& field : t.fields) {
      result += " " + field.name.text + " : " + type(*field.type);
      if (field.default_value == nullptr) continue;
      Dumper inner(parentheses_);
      inner.expression(*field.default_value);
      result += " = " + inner.take();
    }
    return result + " }";
  }

  void text(const std::string& label, const LocalizedText& text) {
    line(label);
    ++depth_;
    if (text.has_en) parts("en", text.en);
    if (text.has_ja) parts("ja", text.ja);
    --depth_;
  }

  void parts(const std::string& language, const std::vector<TextPart>& parts) {
    line(language);
    ++depth_;
    for (const TextPart& part : parts) {
      if (part.expression != nullptr)
        expression(*part.expression);
      else
        line(quoted_text(part.literal));
    }
    --depth_;
  }

  void fields(const std::string& head, const std::vector<FieldDeclaration>& fields) {
    line(head);
    ++depth_;
    for (const FieldDeclaration& field : fields) {
      line(field.name.text + " : " + type(*field.type));
      child(field.default_value);
    }
    --depth_;
  }

  void define(const DefineDeclaration& definition) {
    std::string head = "define " + definition.name.text;
    if (definition.has_arguments) {
      head += "(";
      for (size_t i = 0; i < definition.arguments.size(); ++i) {
        head += (i > 0 ? ", " : "") + definition.arguments[i].name.text + " : " + type(*definition.arguments[i].type);
      }
      head += ")";
    }
    line(head + " : " + type(*definition.type));
    child(definition.body);
  }

  void binder(const Binder& binder) {
    line("binder " + binder.name.text);
    child(binder.collection);
    ++depth_;
    labelled("where", binder.condition);
    --depth_;
  }

  void rule(const RuleDeclaration& rule) {
    line("rule " + rule.name.text);
    ++depth_;
    if (rule.title.has_value()) text("title", *rule.title);
    for (const Supports& supports : rule.supports) {
      line("supports " + supports.catalogue.text + " " + supports.control.text);
      ++depth_;
      text("because", supports.because);
      --depth_;
    }
    if (rule.severity.has_value()) line("severity " + rule.severity->text);
    if (rule.variable.has_value()) line("for " + rule.variable->text + " in " + rule.population->text + (rule.population->quoted ? " quoted" : ""));
    for (const RuleClause& clause : rule.clauses) {
      const bool let = clause.kind == RuleClause::Kind::kLet;
      labelled(let ? "let " + clause.name.text : clause.kind == RuleClause::Kind::kWhere ? "where" : "require", clause.expression);
    }
    if (rule.message.has_value()) text("message", *rule.message);
    if (rule.remedy.has_value()) text("remedy", *rule.remedy);
    --depth_;
  }

  void map(const MapDeclaration& map) {
    std::string head = "map";
    for (const Name& source : map.sources) head += " " + source.text + (source.quoted ? " quoted" : "");
    line(head + " as " + map.variable.text + " to " + map.kind.text);
    ++depth_;
    for (const Binder& each : map.each) binder(each);
    labelled("key", map.key);
    labelled("where", map.condition);
    for (const MapItem& item : map.items) {
      switch (item.kind) {
        case MapItem::Kind::kLet: labelled("let " + item.name.text, item.value); break;
        case MapItem::Kind::kIdentity:
          labelled("identity " + item.identity.space.text + " within " + item.identity.scope.text, item.identity.value);
          break;
        case MapItem::Kind::kAssign: labelled("assign " + item.name.text, item.value); break;
        case MapItem::Kind::kUnavailable: line("unavailable " + item.name.text + " " + quoted_text(item.reason)); break;
      }
    }
    --depth_;
  }

  void test(const TestDeclaration& test) {
    line(std::string("test ") + (test.of_map ? "map " : "") + test.subject.text + (test.from.has_value() ? " from " + quoted_text(*test.from) : "") +
         (test.at.has_value() ? " at " + *test.at : ""));
    ++depth_;
    for (const TestCase& test_case : test.cases) {
      line("case " + quoted_text(test_case.title) + (test_case.verdict.has_value() ? " " + test_case.verdict->text : "") +
           (test_case.address.has_value() ? " address " + quoted_text(*test_case.address) : ""));
      ++depth_;
      for (const TestParameter& parameter : test_case.parameters) labelled("with " + parameter.name.text, parameter.value);
      for (const TestRow& row : test_case.rows) labelled("row " + row.population.text + " " + row.variable.text, row.value);
      for (const Name& kind : test_case.open) line("open " + kind.text);
      for (const ExpressionPtr& expectation : test_case.expectations) labelled("expect", expectation);
      --depth_;
    }
    --depth_;
  }

  bool parentheses_;
  std::string out_;
  int depth_ = 0;
};

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord: return "word";
    case TokenKind::kReserved: return "reserved";
    case TokenKind::kNumber: return "number";
    case TokenKind::kControl: return "control";
    case TokenKind::kText: return "text";
    case TokenKind::kRawText: return "raw_text";
    case TokenKind::kSign: return "sign";
    case TokenKind::kAddress: return "address";
    case TokenKind::kComment: return "comment";
    case TokenKind::kBad: return "bad";
  }
  return "bad";
}

}  // namespace

std::string dump(const File& file) {
  Dumper dumper(true);
  dumper.file(file);
  return dumper.take();
}

std::string dump_without_parentheses(const File& file) {
  Dumper dumper(false);
  dumper.file(file);
  return dumper.take();
}

std::string dump_tokens(const SourcePtr& source) {
  if (source->text().size() > kMaxSourceBytes || first_bad_utf8(source->text()).has_value()) return {};
  TokenList list = read_tokens(source, 0, static_cast<uint32_t>(source->text().size()));
  place_words(list);
  std::string out;
  for (size_t i = 0; i < list.tokens.size(); ++i) {
    const LineColumn place = source->line_column(list.tokens[i].begin);
    out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + std::string(name_of(list.tokens[i].kind)) + " " +
           std::string(list.text(i)) + "\n";
  }
  return out;
}

}  // namespace sekisho::syntax
