// Words of the syntax tests.
#include "vocabulary.h"

#include <utility>

namespace sekisho::syntax {
namespace {

std::string lines(Diagnostics& diagnostics) {
  diagnostics.sort();
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const LineColumn place = diagnostic.span.source->line_column(diagnostic.span.begin);
    result += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + diagnostic.code + " " + diagnostic.message;
    if (!diagnostic.help.empty()) result += " | " + diagnostic.help;
    result += "\n";
  }
  return result;
}

std::string head(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::kNot: return "not";
    case ExpressionKind::kAnd: return "and";
    case ExpressionKind::kOr: return "or";
    case ExpressionKind::kImplies: return "implies";
    case ExpressionKind::kCompare: return (e.negated ? "not-" : "") + e.text;
    case ExpressionKind::kIs: return "is:" + e.name.text;
    case ExpressionKind::kCoalesce: return "??";
    case ExpressionKind::kDefault: return "default:" + e.text;
    case ExpressionKind::kAdd: return "+";
    case ExpressionKind::kSubtract: return "-";
    case ExpressionKind::kMultiply: return "*";
    case ExpressionKind::kNegate: return "negate";
    case ExpressionKind::kPresent: return "present";
    case ExpressionKind::kNonempty: return "nonempty";
    case ExpressionKind::kEmpty: return "empty";
    case ExpressionKind::kResolved: return "resolved";
    case ExpressionKind::kConfigured: return "configured";
    case ExpressionKind::kParentheses: return "paren";
    case ExpressionKind::kField: return "." + e.text;
    case ExpressionKind::kIndex: return "index";
    case ExpressionKind::kCall: return "call";
    case ExpressionKind::kList: return "list";
    case ExpressionKind::kSet: return "set";
    case ExpressionKind::kDict: return "dict";
    case ExpressionKind::kRecord: return "record";
    case ExpressionKind::kListComprehension: return "list-for";
    case ExpressionKind::kSetComprehension: return "set-for";
    case ExpressionKind::kDictComprehension: return "dict-for";
    case ExpressionKind::kIf: return "if";
    case ExpressionKind::kMatch: return "match";
    case ExpressionKind::kAny: return "any";
    case ExpressionKind::kAll: return "all";
    case ExpressionKind::kNo: return "no";
    case ExpressionKind::kThe: return "the";
    case ExpressionKind::kWith: return "with:" + e.text;
    case ExpressionKind::kUnknownRefers: return "unknown-refers";
    default: return "leaf";
  }
}

std::string leaf(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::kText: return "\"" + e.text + "\"";
    case ExpressionKind::kRawText: return "r\"" + e.text + "\"";
    case ExpressionKind::kDuration: return "duration:" + e.text;
    case ExpressionKind::kPeriod: return "period:" + e.text;
    case ExpressionKind::kDate: return "date:" + e.text;
    case ExpressionKind::kTimestamp: return "timestamp:" + e.text;
    case ExpressionKind::kDecimal: return "decimal:" + e.text;
    case ExpressionKind::kUnknown: return e.text.empty() ? "unknown" : "unknown:" + e.text;
    case ExpressionKind::kUnknownUnconfigured: return "unconfigured";
    case ExpressionKind::kReferenceText: return "ref:" + e.text;
    case ExpressionKind::kSelf: return "SELF";
    case ExpressionKind::kOrigin: return "ORIGIN";
    case ExpressionKind::kEvaluatedAt: return "EVALUATED_AT";
    case ExpressionKind::kBool: return e.text == "true" ? "TRUE" : "FALSE";
    case ExpressionKind::kAbsent: return "ABSENT";
    case ExpressionKind::kForever: return "FOREVER";
    case ExpressionKind::kError: return "ERROR";
    default: return e.text;
  }
}

}  // namespace

SourcePtr source(std::string text) { return std::make_shared<const Source>("a.seki", std::move(text)); }

std::string with_head(const std::string& text) { return "language 1 package a\n" + text; }

std::string complaints(const std::string& text) {
  Diagnostics diagnostics;
  parse(source(text), diagnostics);
  return lines(diagnostics);
}

std::string complaint_about(const std::string& expression) {
  Diagnostics diagnostics;
  parse_expression(source(expression), diagnostics);
  const std::string all = lines(diagnostics);
  return all.substr(0, all.find('\n'));
}

std::string shape(const std::string& expression) {
  Diagnostics diagnostics;
  const ExpressionPtr parsed = parse_expression(source(expression), diagnostics);
  return parsed == nullptr ? "error: " + lines(diagnostics) : shape(*parsed);
}

std::string shape(const Expression& e) {
  const std::string first = head(e);
  if (first == "leaf") return leaf(e);
  std::string result = "(" + first;
  for (const Binder& binder : e.binders) {
    result += " [" + binder.name.text + " " + shape(*binder.collection);
    if (binder.condition != nullptr) result += " where " + shape(*binder.condition);
    result += "]";
  }
  for (const ExpressionPtr& operand : e.operands) result += " " + shape(*operand);
  for (const MatchArm& arm : e.arms) {
    result += " [";
    for (const ExpressionPtr& pattern : arm.patterns) result += shape(*pattern) + " ";
    result += (arm.is_else ? "else -> " : "-> ") + shape(*arm.value) + "]";
  }
  for (const FieldValue& field : e.fields) result += " " + field.name.text + ":" + shape(*field.value);
  return result + ")";
}

}  // namespace sekisho::syntax
