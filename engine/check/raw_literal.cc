// Raw rows of tests: a value as JSON would hold it, with what nobody can tell.
#include "engine/check/raw_literal.h"

#include "engine/check/expression_checker.h"
#include "engine/value/literal.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

class RawLiteral {
 public:
  RawLiteral(Session& session, const syntax::TestCase& in) : session_(session), in_(in) {}

  ExpressionPtr value(const syntax::Expression& written, const ProviderNode* node, const std::string& owner) {
    switch (written.kind) {
      case ExpressionKind::kParentheses: return value(*written.operands[0], node, owner);
      case ExpressionKind::kRecord: return record(written, node, owner);
      case ExpressionKind::kList: return list(written, node, owner);
      case ExpressionKind::kSet:
        if (written.operands.empty()) return made(Op::kRecord, written.span);
        session_.error("SK0422", written.span, "a raw value holds lists, not sets", "write `[…]`");
        return made(Op::kAbsent, written.span);
      case ExpressionKind::kAbsent: return made(Op::kAbsent, written.span);
      case ExpressionKind::kUnknown:
      case ExpressionKind::kUnknownUnconfigured:
      case ExpressionKind::kUnknownRefers: return unknown(written);
      default: return scalar(written);
    }
  }

 private:
  static ExpressionPtr made(Op op, const Span& span) {
    auto expression = std::make_unique<Expression>();
    expression->op = op;
    expression->type = raw_of(nullptr);
    expression->span = span;
    return expression;
  }

  ExpressionPtr record(const syntax::Expression& written, const ProviderNode* node, const std::string& owner) {
    using Kind = ProviderNode::Kind;
    auto record = made(Op::kRecord, written.span);
    if (node && (node->kind == Kind::kList || node->kind == Kind::kSet))
      session_.error("SK0321", written.span, code(owner) + " is " + std::string(shape_name(*node)) + " in the provider's schema", "write a list: `[{…}]`");
    for (const syntax::FieldValue& field : written.fields) {
      const ProviderNode* member = nullptr;
      if (node && node->kind == Kind::kMap) member = node->element.get();
      if (node && node->kind == Kind::kObject) {
        member = node->find(field.name.text);
        if (!member)
          session_.error("SK0213", field.name.span, code(owner) + " has no attribute " + code(field.name.text) + " in the provider's schema",
                         suggestion(field.name.text, node->member_names(), "its attributes are " + enumerate(node->member_names(), 16)));
      }
      for (const std::string& other : record->names)
        if (other == field.name.text) session_.error("SK0203", field.name.span, code(field.name.text) + " is given twice", "remove one of them");
      record->names.push_back(field.name.text);
      record->operands.push_back(value(*field.value, member, field.name.text));
    }
    return record;
  }

  ExpressionPtr list(const syntax::Expression& written, const ProviderNode* node, const std::string& owner) {
    using Kind = ProviderNode::Kind;
    auto list = made(Op::kList, written.span);
    const bool many = node && (node->kind == Kind::kList || node->kind == Kind::kSet);
    if (node && !many && node->kind != Kind::kDynamic)
      session_.error("SK0321", written.span, code(owner) + " is " + std::string(shape_name(*node)) + " in the provider's schema, not a list");
    for (const syntax::ExpressionPtr& member : written.operands) list->operands.push_back(value(*member, many ? node->element.get() : nullptr, owner));
    return list;
  }

  ExpressionPtr scalar(const syntax::Expression& written) {
    auto literal = made(Op::kLiteral, written.span);
    const bool negative = written.kind == ExpressionKind::kNegate && !written.operands.empty();
    const syntax::Expression& number = negative ? *written.operands[0] : written;
    const std::string spelling = (negative ? "-" : "") + number.text;
    if (written.kind == ExpressionKind::kText || written.kind == ExpressionKind::kRawText) literal->literal = Value::text(written.text);
    else if (written.kind == ExpressionKind::kBool) literal->literal = Value::boolean(written.text == "true");
    else if (number.kind == ExpressionKind::kInteger && parse_int(spelling)) literal->literal = Value::integer(*parse_int(spelling));
    else if ((number.kind == ExpressionKind::kInteger || number.kind == ExpressionKind::kDecimal) && parse_decimal(spelling)) literal->literal = Value::decimal(*parse_decimal(spelling));
    else if (written.kind != ExpressionKind::kError)
      session_.error("SK0422", written.span, code(source_text(written.span)) + " is no raw value",
                     written.kind == ExpressionKind::kName ? "write text in quotes: `\"" + written.text + "\"`" : "raw values are texts, numbers, bools, lists `[…]`, objects `{…}`, `absent` and `unknown`");
    return literal;
  }

  ExpressionPtr unknown(const syntax::Expression& written) {
    auto unknown = made(Op::kUnknown, written.span);
    unknown->text = written.text;
    if (written.kind == ExpressionKind::kUnknownUnconfigured) unknown->text = "unconfigured";
    if (written.kind != ExpressionKind::kUnknownRefers) return unknown;
    const std::vector<std::string> parts = written.operands.empty() ? std::vector<std::string>{} : dotted_parts(*written.operands[0]);
    std::string path;
    for (const std::string& part : parts) path += (path.empty() ? "" : ".") + part;
    if (path.empty() && !written.operands.empty()) path = source_text(written.operands[0]->span);
    unknown->text = "refers " + path;
    std::vector<std::string> known;
    for (const syntax::TestRow& row : in_.rows) {
      const std::string address = row.population.text + "." + row.variable.text;
      if (path == address || path.starts_with(address + ".") || path.starts_with(address + "[")) return unknown;
      known.push_back(address);
    }
    const size_t last = path.rfind('.');
    session_.error("SK0422", written.operands.empty() ? written.span : written.operands[0]->span, "no row of this case is " + code(path),
                   suggestion(path.substr(0, last), known, "name a raw row and its attribute, as in `terraform.aws_kms_key.k.arn`"));
    return unknown;
  }

  Session& session_;
  const syntax::TestCase& in_;
};

}  // namespace

ExpressionPtr check_raw_literal(const syntax::Expression& written, Session& session, const ProviderNode* node, const std::string& owner, const syntax::TestCase& in) {
  return RawLiteral(session, in).value(written, node, owner);
}

}  // namespace sekisho
