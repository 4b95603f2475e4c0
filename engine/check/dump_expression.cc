// Typed trees of checked expressions as text.
#include "engine/check/dump_expression.h"

#include "engine/check/op_name.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

// What a node holds besides its parts.
std::string details(const Expression& e) {
  switch (e.op) {
    case Op::kLiteral: return " " + to_seki(e.literal);
    case Op::kVariable: return " #" + std::to_string(e.slot) + " " + e.text;
    case Op::kParameter: return " " + e.text;
    case Op::kDefine: return " " + e.text;
    case Op::kField:
    case Op::kSelf: return " ." + e.text;
    case Op::kConvert: return e.text == "explicit" ? " explicit" : "";
    case Op::kBuiltin: return " " + std::string(to_string(e.builtin)) + (e.pattern ? " r\"" + e.pattern->text() + "\"" : "");
    case Op::kIsKind: return " " + e.entity->name;
    case Op::kPopulation: return " " + (e.entity ? e.entity->name : e.raw_type) + (e.closed ? " closed" : "");
    case Op::kUnknown:
    case Op::kDefault: return e.text.empty() ? "" : " " + quote(e.text);
    case Op::kRecord: {
      std::string names;
      for (const std::string& name : e.names) names += " " + name;
      return names;
    }
    default: return "";
  }
}

std::string patterns_of(const Arm& arm) {
  if (arm.is_else) return "else";
  std::string text;
  for (const Value& pattern : arm.patterns) text += (text.empty() ? "" : ", ") + to_seki(pattern);
  return text;
}

}  // namespace

void dump_line(int depth, const std::string& text, std::string* out) {
  out->append(static_cast<size_t>(depth) * 2, ' ');
  *out += text + "\n";
}

void dump_expression(const Expression& expression, int depth, std::string* out) {
  dump_line(depth, std::string(to_string(expression.op)) + details(expression) + " : " + to_string(expression.type), out);
  for (const Binder& binder : expression.binders) {
    dump_line(depth + 1, "#" + std::to_string(binder.slot) + " " + binder.name + " in", out);
    if (binder.collection) dump_expression(*binder.collection, depth + 2, out);
    if (!binder.condition) continue;
    dump_line(depth + 1, "where", out);
    dump_expression(*binder.condition, depth + 2, out);
  }
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) dump_expression(*operand, depth + 1, out);
  }
  for (const Arm& arm : expression.arms) {
    dump_line(depth + 1, patterns_of(arm) + " ->", out);
    if (arm.value) dump_expression(*arm.value, depth + 2, out);
  }
}

}  // namespace sekisho
