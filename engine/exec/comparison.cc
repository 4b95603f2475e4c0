// Comparison, equality and arithmetic. Counts compare as intervals.
#include <algorithm>

#include "engine/base/check.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

Value overflow() { return Value::unknown(ReasonCode::kOverflow, "the result does not fit into 64 bits"); }

}  // namespace

namespace {

// A scalar, with nothing that has to be looked up before it is compared.
bool is_plain(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool: case ValueKind::kInt: case ValueKind::kDecimal: case ValueKind::kText: case ValueKind::kDuration: case ValueKind::kTimestamp: case ValueKind::kEnum: return true;
    default: return false;
  }
}

// REQUIRES what equal_known() does.
Value equality(const Value& a, const Value& b) {
  const std::optional<bool> same = equal_known(a, b);
  return same ? Value::boolean(*same) : Value::unknown(ReasonCode::kAmbiguous, "the values cannot be compared");
}

}  // namespace

Value Evaluator::evaluate_comparison(const Expression& e, Frame& frame) {
  if (std::optional<Value> seen = test_as_one_look(e, frame)) return *seen;
  // Counts are intervals: the comparison is decided when every integer in it gives the same answer.
  for (size_t side = 0; side < 2; ++side) {
    const Expression& counted = *e.operands[side];
    if (counted.op != Op::kBuiltin || counted.builtin != Builtin::k_count) continue;
    Value other = needed(evaluate(*e.operands[1 - side], frame));
    if (other.is_unknown() || other.kind() != ValueKind::kInt) continue;
    return evaluate_count_comparison(e.op, count(evaluate(*counted.operands[0], frame)), other.as_int(), side == 1);
  }
  Value a = evaluate(*e.operands[0], frame);
  Value b = evaluate(*e.operands[1], frame);
  return compare(e.op, std::move(a), std::move(b));
}

Value Evaluator::compare(Op op, Value a, Value b) {
  if (op == Op::kEqual) return equal(a, b);
  if (op == Op::kNotEqual) return logical_not(equal(a, b));
  a = needed(std::move(a));
  b = needed(std::move(b));
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  return evaluate_ordering(op, a, b);
}

Value Evaluator::evaluate_ordering(Op op, const Value& a, const Value& b) {
  std::partial_ordering order = compare_scalars(a, b);
  if (order == std::partial_ordering::unordered) return Value::unknown(ReasonCode::kWrongShape, "values without a common order");
  switch (op) {
    case Op::kLess: return Value::boolean(order < 0);
    case Op::kLessEqual: return Value::boolean(order <= 0);
    case Op::kGreater: return Value::boolean(order > 0);
    case Op::kGreaterEqual: return Value::boolean(order >= 0);
    default: CHECK(false);
  }
}

Value Evaluator::evaluate_count_comparison(Op op, const CountInterval& count, int64_t other, bool swapped) {
  if (swapped) {
    static const std::map<Op, Op> mirrored = {{Op::kLess, Op::kGreater}, {Op::kLessEqual, Op::kGreaterEqual}, {Op::kGreater, Op::kLess}, {Op::kGreaterEqual, Op::kLessEqual}};
    if (auto mirror = mirrored.find(op); mirror != mirrored.end()) op = mirror->second;
  }
  auto undecided = [&] {
    return count.reasons.empty() ? Value::unknown(ReasonCode::kAmbiguous, "the number of members is not known") : Value::unknown(count.reasons);
  };
  bool below_high = count.unbounded || other <= count.high;  // some integer of the interval is >= other
  switch (op) {
    case Op::kEqual:
      if (other < count.low || !below_high) return Value::boolean(false);
      return count.low == count.high && !count.unbounded ? Value::boolean(true) : undecided();
    case Op::kNotEqual: return logical_not(evaluate_count_comparison(Op::kEqual, count, other, false));
    case Op::kGreaterEqual:
      if (count.low >= other) return Value::boolean(true);
      return below_high ? undecided() : Value::boolean(false);
    case Op::kGreater: return evaluate_count_comparison(Op::kGreaterEqual, count, other == INT64_MAX ? other : other + 1, false);
    case Op::kLess: return logical_not(evaluate_count_comparison(Op::kGreaterEqual, count, other, false));
    case Op::kLessEqual: return logical_not(evaluate_count_comparison(Op::kGreater, count, other, false));
    default: CHECK(false);
  }
}

Value Evaluator::equal(const Value& a_in, const Value& b_in) {
  if (is_plain(a_in) && is_plain(b_in)) return equality(a_in, b_in);
  Value a = a_in, b = b_in;
  // A raw value is read as what it is compared with; two raw values as texts.
  auto read_as = [&](const Value& raw, const Value& other) {
    Type type;
    switch (other.kind()) {
      case ValueKind::kBool: type.kind = TypeKind::kBool; break;
      case ValueKind::kInt: type.kind = TypeKind::kInt; break;
      case ValueKind::kDecimal: type.kind = TypeKind::kDecimal; break;
      default: type.kind = TypeKind::kText; break;
    }
    return convert(raw, type, nullptr);
  };
  auto is_resource = [](const Value& v) { return v.kind() == ValueKind::kRaw && v.as_raw()->parent == nullptr && v.as_raw()->resource != nullptr; };
  auto is_reference = [&](const Value& v) { return v.kind() == ValueKind::kReference || v.kind() == ValueKind::kRow || is_resource(v); };
  if (is_reference(a) && is_reference(b)) return reference_equal(a, b);
  if (is_reference(a) && b.kind() == ValueKind::kRaw) return refers(b, a);
  if (is_reference(b) && a.kind() == ValueKind::kRaw) return refers(a, b);
  if (a.kind() == ValueKind::kRaw) a = read_as(a, b);
  if (b.kind() == ValueKind::kRaw) b = read_as(b, a);
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  if (a.is_absent() && b.is_absent()) return Value::boolean(true);
  if (a.is_absent() || b.is_absent()) return unknown_of(needed(a), needed(b));
  if (is_reference(a) || is_reference(b)) return refers(is_reference(a) ? b : a, is_reference(a) ? a : b);
  if (a.kind() == ValueKind::kRecord && b.kind() == ValueKind::kRecord) {
    Value all = Value::boolean(true);
    for (const Value::Field& field : a.fields()) {
      const Value* other = b.field(field.name);
      Value left = visible(field.value), right = other == nullptr ? Value::absent() : visible(*other);
      // Inside a record absent is a value like another.
      if (left.is_absent() != right.is_absent() && !left.is_unknown() && !right.is_unknown()) return Value::boolean(false);
      all = logical_and(all, equal(left, right));
      if (is_false(all)) return all;
    }
    return all;
  }
  if (is_collection(a)) return equal_collections(a, b);
  if (a.kind() == ValueKind::kDict && b.kind() == ValueKind::kDict) return equal_dicts(a, b);
  return equality(a, b);
}

Value Evaluator::equal_collections(const Value& a, const Value& b) {
  const SeenMembers left = members(a), right = members(b);
  auto all_sure = [](const SeenMembers& all) { return std::all_of(all.begin(), all.end(), [](const Value::Member& m) { return m.presence == Presence::kSure; }); };
  auto contained = [&](const SeenMembers& inner, const Value& outer) {
    Value all = Value::boolean(true);
    for (const Value::Member& member : inner) {
      Value in = evaluate_in(member.value, outer);
      if (member.presence != Presence::kSure && !is_true(in)) in = Value::unknown(ReasonCode::kAmbiguous, "not all members are known");
      all = logical_and(all, in);
    }
    return all;
  };
  if (a.kind() == ValueKind::kSet || b.kind() == ValueKind::kSet) return logical_and(contained(left, b), contained(right, a));
  if (!all_sure(left) || !all_sure(right)) return Value::unknown(ReasonCode::kAmbiguous, "not all members are known");
  if (left.size() != right.size()) return Value::boolean(false);
  Value all = Value::boolean(true);
  for (size_t i = 0; i < left.size(); ++i) all = logical_and(all, equal(left[i].value, right[i].value));
  return all;
}

Value Evaluator::equal_dicts(const Value& a_in, const Value& b_in) {
  Value a = visible(a_in), b = visible(b_in);
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  auto all_sure = [](const Value& dict) {
    return !dict.dict_open() && std::all_of(dict.entries().begin(), dict.entries().end(), [](const Value::Entry& e) { return e.presence == Presence::kSure; });
  };
  if (!all_sure(a) || !all_sure(b)) return Value::unknown(ReasonCode::kAmbiguous, "not all keys are known");
  if (a.entries().size() != b.entries().size()) return Value::boolean(false);
  Value all = Value::boolean(true);
  for (const Value::Entry& entry : a.entries()) {
    auto other = std::find_if(b.entries().begin(), b.entries().end(), [&](const Value::Entry& e) { return e.key == entry.key; });
    if (other == b.entries().end()) return Value::boolean(false);
    all = logical_and(all, equal(entry.value, other->value));
  }
  return all;
}

Value Evaluator::evaluate_arithmetic(const Expression& e, Frame& frame) {
  Value a = needed(evaluate(*e.operands[0], frame));
  Value b = needed(evaluate(*e.operands[1], frame));
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  std::optional<Value> result = e.op == Op::kAdd ? add_scalars(a, b) : e.op == Op::kSubtract ? subtract_scalars(a, b) : multiply_scalars(a, b);
  return result ? *result : overflow();
}

}  // namespace sekisho
