// Conditions as constraints.
#include "engine/check/lint/atom.h"

#include <utility>

#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

const Expression& without_conversion(const Expression& expression) {
  const Expression* inner = &expression;
  while (inner->op == Op::kConvert && inner->text != "explicit") inner = inner->operands[0].get();
  return *inner;
}

bool is_scalar(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kRecord:
    case ValueKind::kList:
    case ValueKind::kSet:
    case ValueKind::kDict:
    case ValueKind::kReference:
    case ValueKind::kRow:
    case ValueKind::kRaw:
    case ValueKind::kFile: return false;
    default: return value.is_known();
  }
}

// What `expression` is whatever the data: a literal that compares by its value alone, or arithmetic on such.
std::optional<Value> constant_of(const Expression& expression) {
  const Expression& inner = without_conversion(expression);
  if (inner.op == Op::kLiteral && is_scalar(inner.literal)) return inner.literal;
  if (inner.op != Op::kAdd && inner.op != Op::kSubtract && inner.op != Op::kMultiply) return std::nullopt;
  const auto left = constant_of(*inner.operands[0]), right = constant_of(*inner.operands[1]);
  if (!left || !right) return std::nullopt;
  if (inner.op == Op::kAdd) return add_scalars(*left, *right);
  return inner.op == Op::kSubtract ? subtract_scalars(*left, *right) : multiply_scalars(*left, *right);
}

// The members of a list or set that holds nothing but literals.
std::optional<std::vector<Value>> literal_members(const Expression& collection) {
  std::vector<Value> values;
  const Expression& inner = without_conversion(collection);
  if (inner.op == Op::kLiteral && (inner.literal.kind() == ValueKind::kSet || inner.literal.kind() == ValueKind::kList)) {
    for (const Value::Member& member : inner.literal.members()) {
      if (!member.value.is_known()) return std::nullopt;
      values.push_back(member.value);
    }
    return values;
  }
  if (inner.op != Op::kList && inner.op != Op::kSet) return std::nullopt;
  for (const ExpressionPtr& operand : inner.operands) {
    auto value = constant_of(*operand);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

Domain bools() { return Domain::of_values({Value::boolean(false), Value::boolean(true)}); }

// Everything that `expression` can be by its type, or by what its function gives.
Domain domain_of(const Expression& expression) {
  if (const auto value = constant_of(expression)) return Domain::of_values({*value});
  const Type& type = expression.type;
  if (type.kind == TypeKind::kBool) return bools();
  if (type.kind == TypeKind::kEnum && type.enumeration) {
    std::vector<Value> values;
    for (size_t i = 0; i < type.enumeration->values.size(); ++i)
      values.push_back(Value::enumerator(type.enumeration->values[i], static_cast<int>(i)));
    return Domain::of_values(std::move(values));
  }
  if (expression.op == Op::kBuiltin && expression.builtin == Builtin::k_count) return Domain::at_least(Value::integer(0));
  if (expression.op == Op::kBuiltin && expression.builtin == Builtin::k_prefix_length) return Domain::between(Value::integer(0), Value::integer(128));
  return Domain();
}

Constraint is_true() { return {Constraint::Kind::kOneOf, {Value::boolean(true)}, false}; }

struct Comparison {
  Constraint::Kind kind;
  bool negated;
};

// How `subject OP literal` (or `literal OP subject` when `literal_left`) constrains the subject.
Comparison comparison_of(Op op, bool literal_left) {
  using Kind = Constraint::Kind;
  switch (op) {
    case Op::kLess: return literal_left ? Comparison{Kind::kLessEqual, true} : Comparison{Kind::kLess, false};
    case Op::kLessEqual: return literal_left ? Comparison{Kind::kLess, true} : Comparison{Kind::kLessEqual, false};
    case Op::kGreater: return literal_left ? Comparison{Kind::kLess, false} : Comparison{Kind::kLessEqual, true};
    case Op::kGreaterEqual: return literal_left ? Comparison{Kind::kLessEqual, false} : Comparison{Kind::kLess, true};
    case Op::kNotEqual: return {Kind::kOneOf, true};
    default: return {Kind::kOneOf, false};
  }
}

bool compares_two(Op op) {
  return op == Op::kEqual || op == Op::kNotEqual || op == Op::kLess || op == Op::kLessEqual || op == Op::kGreater || op == Op::kGreaterEqual;
}

// Comparisons of two things that are no literals, each told by `<` or `==` of them: `a >= b` is not `a < b`.
Atom between_unknowns(const Expression& e, CanonicalText& canonical) {
  std::string left = canonical.of(without_conversion(*e.operands[0])), right = canonical.of(without_conversion(*e.operands[1]));
  const bool same = left == right;
  Atom atom;
  atom.domain = bools();
  atom.constraint = is_true();
  atom.constraint.negated = e.op == Op::kNotEqual || e.op == Op::kGreaterEqual || e.op == Op::kLessEqual;
  const bool equality = e.op == Op::kEqual || e.op == Op::kNotEqual;
  const bool swap = equality ? right < left : e.op == Op::kGreater || e.op == Op::kLessEqual;
  if (swap) std::swap(left, right);
  atom.key = (equality ? "(same " : "(below ") + left + " " + right + ")";
  if (same) atom.domain = Domain::of_values({Value::boolean(equality)});
  return atom;
}

Atom comparison(const Expression& e, CanonicalText& canonical) {
  const auto left = constant_of(*e.operands[0]), right = constant_of(*e.operands[1]);
  if (!left && !right) return between_unknowns(e, canonical);
  const bool literal_left = left && !right;
  const Expression& subject = *e.operands[literal_left ? 1 : 0];
  const Comparison how = comparison_of(e.op, literal_left);
  return {canonical.of(without_conversion(subject)), domain_of(subject), {how.kind, {literal_left ? *left : *right}, how.negated}};
}

Atom opaque(const Expression& e, CanonicalText& canonical) {
  Atom atom{canonical.of(e), bools(), is_true()};
  if (e.op == Op::kNo) {
    // `no` is `not any`.
    atom.key.replace(0, 3, "(any");
    atom.constraint.negated = true;
  }
  if (e.op == Op::kLiteral && e.literal.kind() == ValueKind::kBool) atom.domain = Domain::of_values({e.literal});
  return atom;
}

}  // namespace

bool is_combination(const Expression& condition) {
  const Expression* inner = &condition;
  while (inner->op == Op::kNot) inner = inner->operands[0].get();
  return inner->op == Op::kAnd || inner->op == Op::kOr || inner->op == Op::kImplies;
}

Atom atom_of(const Expression& condition, CanonicalText& canonical) {
  const Expression& e = without_conversion(condition);
  if (e.op == Op::kNot) {
    Atom atom = atom_of(*e.operands[0], canonical);
    atom.constraint.negated = !atom.constraint.negated;
    return atom;
  }
  if (compares_two(e.op)) return comparison(e, canonical);
  if (e.op == Op::kIn) {
    if (auto members = literal_members(*e.operands[1])) {
      const Expression& subject = *e.operands[0];
      return {canonical.of(without_conversion(subject)), domain_of(subject), {Constraint::Kind::kOneOf, std::move(*members), false}};
    }
  }
  if (e.op == Op::kIsKind && e.entity && !e.entity->is_trait) {
    return {"(kind " + canonical.of(*e.operands[0]) + ")", Domain(), {Constraint::Kind::kOneOf, {Value::text(e.entity->name)}, false}};
  }
  if (e.op == Op::kPresent) return {presence_key(*e.operands[0], canonical), bools(), is_true()};
  return opaque(e, canonical);
}

std::string presence_key(const Expression& operand, CanonicalText& canonical) {
  return "(present " + canonical.of(without_conversion(operand)) + ")";
}

}  // namespace sekisho
