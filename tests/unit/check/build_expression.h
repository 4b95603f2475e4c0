// Short builders of checked expressions for the tests of this folder.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/check/program.h"

namespace sekisho::building {

inline Type of_kind(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

inline ExpressionPtr node(Op op, TypeKind kind = TypeKind::kBool) {
  auto expression = std::make_unique<Expression>();
  expression->op = op;
  expression->type = of_kind(kind);
  return expression;
}

template <typename... Operands>
ExpressionPtr with_operands(Op op, Operands... operands) {
  auto expression = node(op);
  (expression->operands.push_back(std::move(operands)), ...);
  return expression;
}

inline ExpressionPtr variable(const std::string& name, int slot = 0) {
  auto expression = node(Op::kVariable);
  expression->text = name;
  expression->slot = slot;
  return expression;
}

inline ExpressionPtr integer(int64_t value) {
  auto expression = node(Op::kLiteral, TypeKind::kInt);
  expression->literal = Value::integer(value);
  return expression;
}

inline ExpressionPtr text(const std::string& value) {
  auto expression = node(Op::kLiteral, TypeKind::kText);
  expression->literal = Value::text(value);
  return expression;
}

inline ExpressionPtr field(ExpressionPtr base, const std::string& name) {
  auto expression = with_operands(Op::kField, std::move(base));
  expression->text = name;
  return expression;
}

inline ExpressionPtr convert(ExpressionPtr operand, TypeKind to, bool is_explicit) {
  auto expression = with_operands(Op::kConvert, std::move(operand));
  expression->type = of_kind(to);
  if (is_explicit) expression->text = "explicit";
  return expression;
}

// `op name in collection where condition : body`; a null condition or body is left out.
inline ExpressionPtr quantifier(Op op, const std::string& name, ExpressionPtr collection, ExpressionPtr condition, ExpressionPtr body) {
  auto expression = node(op);
  expression->binders.push_back({1, name, std::move(collection), std::move(condition)});
  if (body) expression->operands.push_back(std::move(body));
  return expression;
}

}  // namespace sekisho::building
