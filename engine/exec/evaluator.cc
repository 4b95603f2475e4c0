// Evaluator: dispatch, logic, paths.
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"
#include "engine/value/sameness.h"

namespace sekisho {
namespace {

// Whether every value that the scrutinee may turn out to have meets an arm; a text without `else` may be none of those named.
bool leaves_nothing_out(const Expression& match) {
  if (std::any_of(match.arms.begin(), match.arms.end(), [](const Arm& arm) { return arm.is_else; })) return true;
  const Type& type = match.operands[0]->type;
  bool listed = type.kind == TypeKind::kEnum || type.kind == TypeKind::kBool;
  bool takes_absent = std::any_of(match.arms.begin(), match.arms.end(), [](const Arm& arm) {
    return std::any_of(arm.patterns.begin(), arm.patterns.end(), [](const Value& pattern) { return pattern.is_absent(); });
  });
  return listed && (takes_absent || !type.optional);
}

// Whether a value of the type may be, or hold, a raw value.
bool may_hold_raw(const Type& type) {
  switch (type.kind) {
    case TypeKind::kList: case TypeKind::kSet: case TypeKind::kDict: return type.element == nullptr || may_hold_raw(*type.element);
    case TypeKind::kRecord: return type.record == nullptr || std::any_of(type.record->fields.begin(), type.record->fields.end(), [](const Attribute& field) { return may_hold_raw(field.type); });
    case TypeKind::kRaw: case TypeKind::kAny: case TypeKind::kError: return true;
    default: return false;
  }
}

}  // namespace

Evaluator::Evaluator(const Program& program, const std::vector<Value>& parameters, int64_t evaluated_at, const RawStore& raw, const Snapshot* snapshot)
    : program_(program), parameters_(parameters), evaluated_at_(evaluated_at), raw_(raw), snapshot_(snapshot) {}

Value Evaluator::evaluate(const Expression& e, Frame& frame) {
  switch (e.op) {
    case Op::kLiteral: return e.literal.borrowed();
    case Op::kAbsent: return Value::absent();
    case Op::kUnknown: return Value::unknown(ReasonCode::kSaidByMap, e.text.empty() ? "the map says that nobody can tell" : e.text);
    case Op::kVariable: {
      const Value& value = frame.values[static_cast<size_t>(e.slot)];
      if (const RolePart part = frame.part_of(e.slot); part.role >= 0) observer->attribute(part.role, part.path, value, {}, true);
      return value;
    }
    case Op::kParameter: return parameters_[static_cast<size_t>(e.index)].borrowed();
    case Op::kEvaluatedAt:
      told_time = true;
      return Value::timestamp(evaluated_at_);
    case Op::kField: {
      RolePart part;
      return evaluate_path(e, frame, Look::kWhole, part);
    }
    case Op::kIndex: return evaluate_index(e, frame);
    case Op::kConvert: {
      Value other;
      if (e.operands.size() > 1) other = evaluate(*e.operands[1], frame);
      return convert(evaluate(*e.operands[0], frame), e.type, e.operands.size() > 1 ? &other : nullptr);
    }
    case Op::kBuiltin: return evaluate_builtin(e, frame);
    case Op::kDefine: return evaluate_define(e, frame);
    case Op::kNot: return logical_not(truth(*e.operands[0], frame));
    case Op::kAnd: {
      Value left = truth(*e.operands[0], frame);
      return is_false(left) || (coarse && left.is_unknown()) ? left : logical_and(left, truth(*e.operands[1], frame));
    }
    case Op::kOr: {
      Value left = truth(*e.operands[0], frame);
      return is_true(left) || (coarse && left.is_unknown()) ? left : logical_or(left, truth(*e.operands[1], frame));
    }
    case Op::kImplies: {
      Value left = logical_not(truth(*e.operands[0], frame));
      return is_true(left) || (coarse && left.is_unknown()) ? left : logical_or(left, truth(*e.operands[1], frame));
    }
    case Op::kEqual: case Op::kNotEqual: case Op::kLess: case Op::kLessEqual: case Op::kGreater: case Op::kGreaterEqual:
      return evaluate_comparison(e, frame);
    case Op::kIn:
      if (std::optional<Value> seen = test_as_one_look(e, frame)) return *seen;
      return evaluate_in(evaluate(*e.operands[0], frame), evaluate(*e.operands[1], frame));
    case Op::kRefers: return refers(evaluate(*e.operands[0], frame), evaluate(*e.operands[1], frame));
    case Op::kIsKind: {
      Value value = evaluate(*e.operands[0], frame);
      if (value.kind() == ValueKind::kReference) value = follow(value.as_reference(), {});
      if (value.kind() != ValueKind::kRow) return needed(value);
      return Value::boolean(value.as_row()->kind->has(e.entity));
    }
    case Op::kAdd: case Op::kSubtract: case Op::kMultiply: return evaluate_arithmetic(e, frame);
    case Op::kCoalesce: {
      Value left = evaluate(*e.operands[0], frame);
      if (left.kind() == ValueKind::kRaw && left.as_raw()->kind == RawNode::Kind::kAbsent && read_raw(left.as_raw(), true)) return evaluate(*e.operands[1], frame);
      return left.is_absent() ? evaluate(*e.operands[1], frame) : left;
    }
    case Op::kDefault: return evaluate_default(e, frame);
    case Op::kPresent: case Op::kNonempty: case Op::kEmpty: case Op::kResolved: case Op::kConfigured: return evaluate_presence(e, frame);
    case Op::kIf: return evaluate_if(e, frame);
    case Op::kMatch: return evaluate_match(e, frame);
    case Op::kAny: case Op::kAll: case Op::kNo: return evaluate_quantifier(e, frame);
    case Op::kThe: return evaluate_the(e, frame);
    case Op::kListOf: case Op::kSetOf: case Op::kDictOf: return evaluate_comprehension(e, frame);
    case Op::kList: case Op::kSet: case Op::kDict: case Op::kRecord: return e.constant.is_known() ? e.constant.borrowed() : evaluate_collection_literal(e, frame);
    case Op::kWith: {
      const Binder& binder = e.binders[0];
      frame.values[static_cast<size_t>(binder.slot)] = evaluate(*binder.collection, frame);
      return evaluate(*e.operands[0], frame);
    }
    case Op::kPopulation:
      if (observer != nullptr) observer->constant(e);
      return evaluate_population(e, frame);
    case Op::kSelf: {
      CHECK(frame.self != nullptr);
      for (auto assigned = frame.self->rbegin(); assigned != frame.self->rend(); ++assigned) {
        if (assigned->first == e.text) return assigned->second;
      }
      return Value::unknown(ReasonCode::kNotMapped, "`" + e.text + "` is not assigned");
    }
    case Op::kOrigin:
      if (frame.resource == nullptr) return Value::unknown(ReasonCode::kNotMapped, "no raw resource stands behind this row");
      return origin_of(*frame.resource);
  }
  CHECK(false);
}

Value Evaluator::needed(Value value) const {
  if (value.is_absent()) {
    std::optional<Place> place;
    if (!value.places().empty()) place = value.places().front();
    return Value::unknown(ReasonCode::kMissingInSource, "missing in source", place);
  }
  return value;
}

Value Evaluator::truth(const Expression& expression, Frame& frame) {
  Value value = evaluate(expression, frame);
  if (value.kind() == ValueKind::kRaw) {
    Type boolean;
    boolean.kind = TypeKind::kBool;
    value = convert(value, boolean, nullptr);
  }
  return needed(std::move(value));
}

Value Evaluator::visible(const Value& value) {
  if (trace != nullptr && value.kind() != ValueKind::kRecord) trace->touch(value);
  if (mask == nullptr || !mask->contains(value.identity())) return value;
  // One for all: what is unknown of several of them is then this one again. Each thread has its own, so that they do not fight over the count of its owners.
  static thread_local const Value kHidden = Value::unknown(ReasonCode::kMasked, "masked");
  return kHidden;
}

Value Evaluator::field(const Value& base, const std::string& name, const Type& base_type) {
  switch (base.kind()) {
    case ValueKind::kAbsent:
    case ValueKind::kUnknown: return base;
    case ValueKind::kRaw: return raw_field(base.as_raw(), name);
    case ValueKind::kRecord: {
      const Value* found = base.field(name);
      return found == nullptr ? Value::absent() : visible(*found);
    }
    case ValueKind::kReference: {
      return field(follow(base.as_reference(), base.places()), name, base_type);
    }
    case ValueKind::kRow: {
      const Row* row = base.as_row();
      if (trace != nullptr && std::find(stood_for_.begin(), stood_for_.end(), row) == stood_for_.end()) trace->touch_row(row);
      for (size_t i = 0; i < row->kind->attributes.size(); ++i) {
        if (row->kind->attributes[i].name == name) return visible(without_places ? row->content(i) : row->attribute(i));
      }
      return Value::unknown(ReasonCode::kNotMapped, "`" + row->kind->name + "` has no attribute `" + name + "`");
    }
    default: return Value::unknown(ReasonCode::kWrongShape, "`" + name + "` of a value that has no parts");
  }
}

Value Evaluator::evaluate_path(const Expression& e, Frame& frame, Look look, RolePart& part) {
  const Expression& from = *e.operands[0];
  if (from.op == Op::kOrigin && frame.resource != nullptr) {
    Value told;
    {
      Observer::Pause pause(observer);
      told = origin_part(*frame.resource, e.text);
    }
    if (observer != nullptr) observer->origin(*frame.resource, e.text);
    return told;
  }
  if (from.op == Op::kBuiltin && from.builtin == Builtin::k_origin) {
    const Value of = needed(evaluate(*from.operands[0], frame));
    if (of.kind() != ValueKind::kRaw || of.as_raw()->resource == nullptr) return field(of, e.text, from.type);
    Value told;
    {
      Observer::Pause pause(observer);
      told = origin_part(*of.as_raw()->resource, e.text);
    }
    if (observer != nullptr) observer->origin(*of.as_raw()->resource, e.text);
    return told;
  }
  if (!observes()) return field(evaluate(from, frame), e.text, from.type);
  Value base = evaluate_part(from, frame, Look::kStep, part);
  // What a reference that is no attribute of a role leads to is a constant, even when it is a role as well.
  bool constant = false;
  if (base.kind() == ValueKind::kReference) {
    constant = part.role < 0;
    base = follow(base.as_reference(), base.places());
    part.role = -1;
  }
  Value value = field(base, e.text, from.type);
  if (constant) return value;
  if (base.kind() == ValueKind::kRow) {
    const std::vector<Attribute>& attributes = base.as_row()->kind->attributes;
    auto named = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& attribute) { return attribute.name == e.text; });
    part.role = named == attributes.end() ? -1 : observer->role_of(base.as_row());
    if (part.role >= 0) part.path = observer->path_of(static_cast<size_t>(named - attributes.begin()));
  } else if (base.kind() == ValueKind::kRecord && part.role >= 0) {
    part.path = observer->path_below(part.path, e.text);
  } else {
    part.role = -1;
  }
  if (part.role < 0 || look == Look::kNone) return value;
  Value followed;
  if (look == Look::kStep && value.kind() == ValueKind::kReference) {
    Observer::Pause pause(observer);
    followed = follow(value.as_reference(), value.places());
  }
  observer->attribute(part.role, part.path, value, followed, look == Look::kWhole);
  return value;
}

Value Evaluator::evaluate_part(const Expression& e, Frame& frame, Look look, RolePart& part) {
  if (e.op == Op::kField) return evaluate_path(e, frame, look, part);
  if (e.op == Op::kVariable && look != Look::kWhole) {
    part = frame.part_of(e.slot);
    return frame.values[static_cast<size_t>(e.slot)];
  }
  return evaluate(e, frame);
}

Value entry_of(const Value& dict, std::string_view key) {
  for (const Value::Entry& entry : dict.entries()) {
    if (entry.key != key) continue;
    if (entry.presence == Presence::kSure) return entry.value;
    return Value::unknown(ReasonCode::kAmbiguous, "key `" + entry.key + "` may or may not be there");
  }
  return dict.dict_open() ? Value::unknown(ReasonCode::kOpenPopulation, "not all keys are known") : Value::absent();
}

Value Evaluator::evaluate_index(const Expression& e, Frame& frame) {
  RolePart part;
  const Expression& of = *e.operands[0];
  // A dict that is an argument was seen to be one.
  const bool observed = observes() && (of.op == Op::kField || (of.op == Op::kVariable && of.type.kind == TypeKind::kDict && frame.part_of(of.slot).role >= 0));
  Value base = observed ? evaluate_part(of, frame, Look::kStep, part) : evaluate(of, frame);
  if (base.is_absent() || base.is_unknown()) return base;
  Value index = evaluate(*e.operands[1], frame);
  if (index.kind() == ValueKind::kRaw) {
    Type text;
    text.kind = TypeKind::kText;
    index = convert(index, text, nullptr);
  }
  index = needed(index);
  if (index.is_unknown()) return index;
  if (base.kind() == ValueKind::kRaw) {
    if (index.kind() == ValueKind::kText) return raw_field(base.as_raw(), index.as_text());
    return index.as_int() < 0 ? Value::absent() : raw_index(base.as_raw(), static_cast<uint32_t>(std::min<int64_t>(index.as_int(), UINT32_MAX)));
  }
  if (base.kind() == ValueKind::kDict) {
    base = visible(base);
    if (base.is_unknown()) return base;
    Value found = entry_of(base, index.as_text());
    if (observed && part.role >= 0) observer->attribute(part.role, observer->path_of_entry(part.path, index.as_text()), found, {}, true);
    return found.is_known() ? visible(found) : found;
  }
  const SeenMembers all = members(base);
  // An element's position is known only while every member before it is sure.
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].presence != Presence::kSure) return Value::unknown(ReasonCode::kAmbiguous, "not all members before this position are known");
    if (static_cast<int64_t>(i) == index.as_int()) return all[i].value;
  }
  return Value::absent();
}

Value Evaluator::evaluate_default(const Expression& e, Frame& frame) {
  Value left = evaluate(*e.operands[0], frame);
  auto given = [&] {
    Value value = evaluate(*e.operands[1], frame);
    if (value.is_unknown() || value.kind() == ValueKind::kRaw) return value;
    std::vector<Place> places;
    const std::string note = "default: " + e.text;
    for (const Place& place : left.kind() == ValueKind::kRaw ? Places(*left.as_raw()) : left.places()) places.push_back({place.node, note});
    return std::move(value).with_places(std::move(places));
  };
  if (left.is_absent()) return given();
  if (left.kind() == ValueKind::kRaw) {
    const RawNode* node = left.as_raw();
    if (!read_raw(node, true)) return Value::unknown(ReasonCode::kMasked, "masked");
    bool left_out = node->kind == RawNode::Kind::kAbsent || (node->kind == RawNode::Kind::kUnknown && node->on_create && node->configured == Configured::kNo);
    if (left_out) return given();
  }
  return e.type.kind == TypeKind::kRaw ? left : convert(left, e.type, nullptr);
}

Value Evaluator::evaluate_presence(const Expression& e, Frame& frame) {
  if (!observes()) return presence_of(e.op, evaluate(*e.operands[0], frame));
  if (std::optional<Value> seen = presence_as_one_look(e, frame)) return *seen;
  if (std::optional<Value> seen = presence_of_tags(e, frame)) return *seen;
  // What a reference leads to counts, too, for `resolved`; whether a name is there does not depend on the name.
  const bool one_look = e.op == Op::kPresent || e.op == Op::kNonempty || e.op == Op::kEmpty;
  RolePart part;
  const Value outcome = presence_of(e.op, evaluate_part(*e.operands[0], frame, one_look ? Look::kNone : Look::kWhole, part));
  if (one_look && part.role >= 0) observer->predicate(part.role, part.path, e, {}, outcome);
  return outcome;
}

Value Evaluator::presence_of(Op op, const Value& value) {
  switch (op) {
    case Op::kPresent: return present(value);
    case Op::kNonempty: return nonempty(value);
    case Op::kEmpty: return logical_not(nonempty(value));
    case Op::kResolved: return resolved(value);
    case Op::kConfigured: return configured(value);
    default: CHECK(false);
  }
}

namespace {

// Every resource has an id and an ARN once it is made; what else one has may turn out to be null.
bool is_an_identity(const RawNode& node) {
  const RawReference* named = node.kind == RawNode::Kind::kUnknown ? node.reference : nullptr;
  return named != nullptr && named->exact && (named->attribute == "id" || named->attribute == "arn");
}

}  // namespace

Value Evaluator::present(const Value& value) {
  if (value.is_absent()) return Value::boolean(false);
  if (value.is_unknown()) return value;
  if (value.kind() == ValueKind::kRaw) {
    const RawNode* node = value.as_raw();
    if (!read_raw(node, true)) return Value::unknown(ReasonCode::kMasked, "masked");
    if (node->kind == RawNode::Kind::kAbsent) return Value::boolean(false);
    if (node->kind == RawNode::Kind::kUnknown && !is_an_identity(*node)) {
      const bool not_exported = node->why == RawUnknown::kNotExported;
      return Value::unknown(not_exported ? ReasonCode::kNotExported : ReasonCode::kKnownAfterApply, not_exported ? "not exported" : "known after apply", Place{node, ""});
    }
    return Value::boolean(true);
  }
  if (value.kind() == ValueKind::kReference && !value.as_reference().address && !value.as_reference().text) {
    // It may also turn out to be null (`cond ? aws_kms_key.k.arn : null`).
    std::optional<Place> place;
    if (!value.places().empty()) place = value.places().front();
    return Value::unknown(ReasonCode::kKnownAfterApply, "known after apply", place);
  }
  return Value::boolean(true);
}

Value Evaluator::nonempty(const Value& value) {
  if (value.is_absent()) return Value::boolean(false);
  if (value.is_unknown()) return value;
  switch (value.kind()) {
    case ValueKind::kText: return Value::boolean(!value.as_text().empty());
    case ValueKind::kReference:
      if (value.as_reference().text && value.as_reference().text->empty()) return Value::boolean(false);
      return present(value);
    case ValueKind::kDict: {
      Value dict = visible(value);
      if (dict.is_unknown()) return dict;
      if (!dict.entries().empty()) return Value::boolean(true);
      return dict.dict_open() ? Value::unknown(ReasonCode::kOpenPopulation, "not all keys are known") : Value::boolean(false);
    }
    case ValueKind::kList:
    case ValueKind::kSet: return evaluate_count_comparison(Op::kGreaterEqual, count(value), 1, false);
    case ValueKind::kRaw: {
      const RawNode* node = value.as_raw();
      if (!read_raw(node, node->by_parts)) return Value::unknown(ReasonCode::kMasked, "masked");
      if (node->kind == RawNode::Kind::kString) return Value::boolean(!node->text.empty());
      if (node->kind == RawNode::Kind::kList) return Value::boolean(!node->items.empty());
      if (node->kind == RawNode::Kind::kObject) return Value::boolean(!node->all_members().empty());
      return present(value);
    }
    default: return present(value);
  }
}

Value Evaluator::configured(const Value& value) {
  if (value.is_unknown()) return value;
  if (value.kind() != ValueKind::kRaw) return Value::boolean(!value.is_absent());
  const RawNode* node = value.as_raw();
  if (!read_raw(node, true)) return Value::unknown(ReasonCode::kMasked, "masked");
  if (node->configured == Configured::kNo) return Value::boolean(false);
  if (node->kind == RawNode::Kind::kAbsent) return Value::boolean(false);  // written as null, or not at all: nothing is set
  if (node->configured == Configured::kYes) return Value::boolean(true);
  return Value::unknown(ReasonCode::kNotExported, "the source does not say whether the author set it", Place{node, ""});
}

Value Evaluator::evaluate_if(const Expression& e, Frame& frame) {
  Value condition = truth(*e.operands[0], frame);
  if (is_true(condition)) return evaluate(*e.operands[1], frame);
  if (is_false(condition)) return evaluate(*e.operands[2], frame);
  Value then = evaluate(*e.operands[1], frame);
  Value otherwise = evaluate(*e.operands[2], frame);
  if (then.is_absent() && otherwise.is_absent()) return then;
  if (then.is_known() && otherwise.is_known() && then.kind() != ValueKind::kRaw && is_true(equal(then, otherwise))) return then;
  return condition;
}

Value Evaluator::evaluate_match(const Expression& e, Frame& frame) {
  Value scrutinee = evaluate(*e.operands[0], frame);
  if (scrutinee.kind() == ValueKind::kRaw) {
    Type text;
    text.kind = TypeKind::kText;
    scrutinee = convert(scrutinee, text, nullptr);
  }
  if (scrutinee.is_unknown()) {
    if (!leaves_nothing_out(e)) return scrutinee;
    std::optional<Value> same;
    for (const Arm& arm : e.arms) {
      Value value = evaluate(*arm.value, frame);
      if (same && !(same->is_absent() && value.is_absent()) && !(same->is_known() && value.is_known() && is_true(equal(*same, value)))) return scrutinee;
      if (value.is_unknown()) return scrutinee;
      same = value;
    }
    return same ? *same : scrutinee;
  }
  for (const Arm& arm : e.arms) {
    if (arm.is_else) return scrutinee.is_absent() && e.operands[0]->type.kind != TypeKind::kRaw && !e.operands[0]->type.optional ? needed(scrutinee) : evaluate(*arm.value, frame);
    for (const Value& pattern : arm.patterns) {
      if (pattern.is_absent() || scrutinee.is_absent()) {
        if (pattern.is_absent() && scrutinee.is_absent()) return evaluate(*arm.value, frame);
        continue;
      }
      if (is_true(equal(scrutinee, pattern))) return evaluate(*arm.value, frame);
    }
  }
  if (scrutinee.is_absent()) return needed(scrutinee);
  std::optional<Place> place;
  if (!scrutinee.places().empty()) place = scrutinee.places().front();
  return Value::unknown(ReasonCode::kNotOneOf, "`" + to_seki(scrutinee) + "` is not one of the values that the map knows", place);
}

Value Evaluator::evaluate_define(const Expression& e, Frame& frame) {
  const Define& define = program_.defines[static_cast<size_t>(e.index)];
  bool plain_call = define.arguments.empty() && trace == nullptr && mask == nullptr && touched == nullptr && !vacuous_is_unknown;
  // In maps the populations of a definition are those of one source.
  std::pair<int, int> constant{e.index, frame.resource == nullptr ? -1 : raw_.source_of(frame.resource)};
  const bool with_places = !without_places && !without_own_places;
  if (plain_call) {
    if (auto found = constants_.find(constant); found != constants_.end() && (found->second.has_places || !with_places)) {
      vacuous_seen = vacuous_seen || found->second.vacuous;
      if (observer != nullptr) observer->constant(found->second.value);
      return found->second.value;
    }
  }
  if (!define.arguments.empty() && shares_calls() && !(touched != nullptr && may_hold_raw(define.body->type))) return evaluate_shared_define(e, define, frame);
  bool vacuous_before = std::exchange(vacuous_seen, false);
  Frame inner(define.slots);
  inner.resource = frame.resource;
  for (size_t i = 0; i < e.operands.size(); ++i) {
    RolePart part;
    inner.values[i] = evaluate_argument(e, i, frame, part);
    inner.set_part(static_cast<int>(i), part);
  }
  Value value;
  {
    // Without arguments it says the same of every subject.
    Observer::Pause pause(define.arguments.empty() ? observer : nullptr);
    value = evaluate(*define.body, inner);
  }
  if (define.arguments.empty() && observer != nullptr) observer->constant(value);
  if (plain_call) constants_[constant] = {value, vacuous_seen, with_places};
  vacuous_seen = vacuous_seen || vacuous_before;
  return value;
}

std::string Evaluator::interpolate(const TextTemplate& text, Frame& frame) {
  constexpr size_t kUsualValue = 40;   // bytes
  size_t usual = 0;
  for (const TextPart& part : text) usual += part.expression == nullptr ? part.literal.size() : kUsualValue;
  std::string out;
  out.reserve(usual);
  without_places = true;
  for (const TextPart& part : text) {
    if (part.expression == nullptr) {
      out += part.literal;
      continue;
    }
    Value value = evaluate(*part.expression, frame);
    // What is unknown inside it is printed with its reason, and reasons are each subject's own.
    if (value.is_known() && !known_throughout(value)) {
      without_places = false;
      value = evaluate(*part.expression, frame);
      without_places = true;
    }
    if (value.kind() == ValueKind::kRaw) {
      Type type;
      type.kind = TypeKind::kText;
      value = convert(value, type, nullptr);
    }
    if (value.kind() == ValueKind::kText) out += value.as_text();
    else if (value.kind() == ValueKind::kRow) out += value.as_row()->id;
    else if (value.kind() == ValueKind::kReference) out += value.as_reference().address.value_or(value.as_reference().text.value_or("?"));
    else if (value.is_unknown()) out += "(unknown)";
    else if (value.is_absent()) out += "(none)";
    else out += to_seki(value);
  }
  without_places = false;
  return out;
}

}  // namespace sekisho
