// Members, quantifiers and comprehensions: every collection is a column of members that are sure, possible or open (design section 4, "Members").
#include <algorithm>

#include "engine/base/check.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/places.h"
#include "engine/exec/three_valued.h"
#include "engine/value/sameness.h"

namespace sekisho {
namespace {

ReasonPtr first_reason(const Value& unknown) { return unknown.is_unknown() && !unknown.reasons().empty() ? unknown.reasons().front() : nullptr; }

// Whether a member is there: true when sure, else unknown.
Value existence(Presence presence, const ReasonPtr& doubt) {
  if (presence == Presence::kSure) return Value::boolean(true);
  if (doubt != nullptr) return Value::unknown(std::vector<ReasonPtr>{doubt});
  return presence == Presence::kOpen ? Value::unknown(ReasonCode::kOpenPopulation, "there may be members that nobody sees")
                                     : Value::unknown(ReasonCode::kAmbiguous, "a member may or may not be there");
}

// A set holds known plain values once. What is partly unknown, raw or a reference may still be another of its members.
bool may_equal_another(const Value& value) {
  if (value.kind() == ValueKind::kRaw) return true;
  if (value.kind() == ValueKind::kReference) return !value.as_reference().address;
  if (value.kind() == ValueKind::kRecord) return std::any_of(value.fields().begin(), value.fields().end(), [](const Value::Field& field) { return may_equal_another(field.value); });
  return !known_throughout(value);
}

// Whether a source has every resource of a raw type ("terraform.aws_s3_bucket", "terraform.*") that stands beside the others in it.
bool holds_all(const RawSource& source, std::string_view raw_type) {
  if (!source.holds_all) return false;
  if (source.left_out.empty()) return true;
  const std::string_view type = raw_type.substr(raw_type.find('.') + 1);
  return type != "*" && source.left_out.find(type) == source.left_out.end();
}

Value::Members open_member(const Value& unknown) { return {{unknown, Presence::kOpen, first_reason(unknown)}}; }

}  // namespace

SeenMembers Evaluator::members(Value collection) {
  collection = needed(std::move(collection));
  if (collection.is_unknown()) return open_member(collection);
  if (collection.kind() == ValueKind::kRaw) {
    const RawNode* node = collection.as_raw();
    const bool list = node->kind == RawNode::Kind::kList && node->parent != nullptr;
    if (list) look_at_items(*node);
    if (!read_raw(node, list)) return open_member(Value::unknown(ReasonCode::kMasked, "masked"));
    if (node->sensitive && node->kind != RawNode::Kind::kUnknown) return open_member(Value::unknown(ReasonCode::kSensitive, "sensitive", Place{node, ""}));
    switch (node->kind) {
      case RawNode::Kind::kList: {
        Value::Members items;
        items.reserve(node->items.size());
        for (const RawNode* item : node->items) items.push_back({Value::raw(item), Presence::kSure, nullptr});
        return items;
      }
      case RawNode::Kind::kUnknown: {
        Value why = present(collection);
        return Value::Members{{Value::raw(raw_.missing_item(*node, 0)), Presence::kOpen, first_reason(why)}};
      }
      case RawNode::Kind::kAbsent: return open_member(Value::unknown(ReasonCode::kMissingInSource, "missing in source", Place{node, ""}));
      default: return open_member(Value::unknown(ReasonCode::kWrongShape, "not a list", Place{node, ""}));
    }
  }
  if (!is_collection(collection)) return open_member(Value::unknown(ReasonCode::kWrongShape, "not a collection"));
  // A collection out of a row is masked as a whole, and its members one by one.
  if (trace != nullptr || mask != nullptr) collection = visible(collection);
  if (collection.is_unknown()) return open_member(collection);
  const auto may_hide = [](const Value::Member& member) { return member.value.kind() != ValueKind::kRow && member.value.kind() != ValueKind::kRaw; };
  const bool all_seen = trace == nullptr && (mask == nullptr || std::none_of(collection.members().begin(), collection.members().end(), [&](const Value::Member& member) { return may_hide(member) && mask->contains(member.value.identity()); }));
  if (all_seen) return SeenMembers(std::move(collection));
  Value::Members seen = collection.members();
  for (Value::Member& member : seen) {
    if (may_hide(member)) member.value = visible(member.value);
  }
  return seen;
}

CountInterval Evaluator::count(const Value& collection) {
  CountInterval interval;
  if (collection.kind() == ValueKind::kDict) {
    Value dict = visible(collection);
    if (!dict.is_unknown()) {
      interval.high = static_cast<int64_t>(dict.entries().size());
      interval.low = std::count_if(dict.entries().begin(), dict.entries().end(), [](const Value::Entry& entry) { return entry.presence == Presence::kSure; });
      interval.unbounded = dict.dict_open();
      return interval;
    }
  }
  if (collection.kind() == ValueKind::kRaw && collection.as_raw()->kind == RawNode::Kind::kObject && !collection.as_raw()->sensitive && read_raw(collection.as_raw())) {
    interval.low = interval.high = static_cast<int64_t>(collection.as_raw()->all_members().size());
    interval.unbounded = !raw_.missing_is_absent(*collection.as_raw());
    return interval;
  }
  const SeenMembers all = members(collection);
  bool is_set = collection.kind() == ValueKind::kSet;
  std::vector<Value> different;  // sure members of a set that may coincide with others; the rest of it was made distinct before
  int64_t distinct = 0;
  for (const Value::Member& member : all) {
    bool may_coincide = is_set && may_equal_another(member.value);
    if (may_coincide && member.presence == Presence::kSure && std::any_of(different.begin(), different.end(), [&](const Value& other) { return is_true(equal(member.value, other)); })) continue;
    if (member.presence == Presence::kOpen) interval.unbounded = true;
    else ++interval.high;
    if (member.presence == Presence::kSure) {
      if (!may_coincide) {
        ++distinct;
      } else if (std::all_of(different.begin(), different.end(), [&](const Value& other) { return is_false(equal(member.value, other)); })) {
        different.push_back(member.value);
      }
    }
    if (member.presence != Presence::kSure || may_coincide) {
      Value why = member.value.is_unknown() && member.doubt == nullptr ? member.value : existence(member.presence, member.doubt);
      if (why.is_unknown()) interval.reasons.insert(interval.reasons.end(), why.reasons().begin(), why.reasons().end());
    }
  }
  // Members of one group are known to differ from each other, not from those of the other group.
  interval.low = std::max(distinct, static_cast<int64_t>(different.size()));
  return interval;
}

Value Evaluator::evaluate_in(const Value& item_in, const Value& collection) {
  Value item = needed(item_in);
  if (collection.kind() == ValueKind::kDict || (collection.kind() == ValueKind::kRaw && collection.as_raw()->kind == RawNode::Kind::kObject)) {
    if (item.is_unknown()) return item;
    if (item.kind() == ValueKind::kRaw) {
      Type text;
      text.kind = TypeKind::kText;
      item = needed(convert(item, text, nullptr));
      if (item.is_unknown()) return item;
    }
    if (collection.kind() == ValueKind::kRaw) {
      const RawNode* node = collection.as_raw();
      if (!read_raw(node)) return Value::unknown(ReasonCode::kMasked, "masked");
      if (node->sensitive) return Value::unknown(ReasonCode::kSensitive, "sensitive", Place{node, ""});
      const RawNode* found = node->find(item.as_text());
      return present(Value::raw(found != nullptr ? found : raw_.missing(*node, item.as_text())));
    }
    Value dict = visible(collection);
    if (dict.is_unknown()) return dict;
    for (const Value::Entry& entry : dict.entries()) {
      if (entry.key == item.as_text()) return existence(entry.presence, nullptr);
    }
    return dict.dict_open() ? Value::unknown(ReasonCode::kOpenPopulation, "not all keys are known") : Value::boolean(false);
  }
  Value result = Value::boolean(false);
  for (const Value::Member& member : members(collection)) {
    Value same = member.presence == Presence::kOpen && member.value.is_unknown() ? member.value : equal(item, member.value);
    result = logical_or(result, logical_and(existence(member.presence, member.doubt), same));
    if (is_true(result)) return result;
  }
  return result;
}

bool Evaluator::each_combination(const Expression& e, size_t index, Frame& frame, Presence presence, const ReasonPtr& doubt,
                                 const std::function<bool(Presence, const ReasonPtr&)>& body) {
  if (index == e.binders.size()) return body(presence, doubt);
  const Binder& binder = e.binders[index];
  bool last = index + 1 == e.binders.size() && !e.operands.empty() && (e.op == Op::kAny || e.op == Op::kNo);
  bool roles = false;
  // The condition reads it again for each member; what is read here alone is no place of anything.
  size_t touched_outside = touched == nullptr ? 0 : touched->size();
  std::optional<Value::Members> joined = joined_members(binder, last ? e.operands[0].get() : nullptr, frame, roles);
  if (touched != nullptr) touched->resize(touched_outside);
  if (!joined) joined = equal_members(binder, frame);
  bool population = binder.collection->op == Op::kPopulation;
  RolePart collection;
  const SeenMembers all = joined ? SeenMembers(std::move(*joined)) : members(population ? evaluate_population(*binder.collection, frame) : evaluate_collection(e, binder, frame, collection));
  bool joins_in_body = touched != nullptr && last && join_condition(binder, nullptr) == nullptr && join_condition(binder, e.operands[0].get()) != nullptr;
  const bool of_records = binder.collection->type.element != nullptr && binder.collection->type.element->kind == TypeKind::kRecord;
  bool go_on = true;
  members_looked_at += all.size();
  for (size_t i = 0; go_on && i < all.size(); ++i) {
    const Value::Member& member = all[i];
    size_t touched_before = touched == nullptr ? 0 : touched->size();
    frame.values[static_cast<size_t>(binder.slot)] = member.value;
    if (collection.role >= 0) {
      const bool stands = !of_records || member.value.kind() == ValueKind::kRecord;
      frame.set_part(binder.slot, stands ? RolePart{collection.role, observer->path_of_member(collection.path, i)} : RolePart{});
    }
    bool stands_for_row = population && member.value.kind() == ValueKind::kRow;
    bool stands_for_raw = population && member.value.kind() == ValueKind::kRaw;
    if (stands_for_row) stood_for_.push_back(member.value.as_row());
    if (stands_for_raw) stood_for_raw_.push_back(member.value.as_raw());
    bool constant = !roles && (stands_for_row || stands_for_raw);
    if (constant) constant_members_.push_back(stands_for_row ? static_cast<const void*>(member.value.as_row()) : member.value.as_raw()->resource);
    Presence here = weaker(presence, member.presence);
    ReasonPtr why = doubt != nullptr ? doubt : member.doubt;
    Value holds = binder.condition == nullptr ? Value::boolean(true) : truth(*binder.condition, frame);
    if (is_false(holds)) {
      if (touched != nullptr) touched->resize(touched_before);
    } else {
      if (holds.is_unknown()) {
        here = weaker(here, Presence::kPossible);
        if (why == nullptr) why = first_reason(holds);
      }
      go_on = each_combination(e, index + 1, frame, here, why, body);
      // As with a condition: who surely does not refer is not looked at.
      if (joins_in_body && body_was_false_) touched->resize(touched_before);
    }
    if (stands_for_row) stood_for_.pop_back();
    if (stands_for_raw) stood_for_raw_.pop_back();
    if (constant) constant_members_.pop_back();
  }
  if (collection.role >= 0) frame.set_part(binder.slot, {});
  return go_on;
}

Value Evaluator::evaluate_quantifier(const Expression& e, Frame& frame) {
  bool universal = e.op == Op::kAll;
  bool met_one = false;
  Value result = Value::boolean(universal);
  each_combination(e, 0, frame, Presence::kSure, nullptr, [&](Presence presence, const ReasonPtr& doubt) {
    met_one = true;
    Value body = e.operands.empty() ? Value::boolean(true) : truth(*e.operands[0], frame);
    body_was_false_ = is_false(body);
    Value exists = existence(presence, doubt);
    result = universal ? logical_and(result, logical_or(logical_not(exists), body)) : logical_or(result, logical_and(exists, body));
    return universal ? !is_false(result) : !is_true(result);
  });
  if (universal && !met_one) {
    vacuous_seen = true;
    if (vacuous_is_unknown) return Value::unknown(ReasonCode::kMasked, "over nothing");
  }
  return e.op == Op::kNo ? logical_not(result) : result;
}

Value Evaluator::evaluate_the(const Expression& e, Frame& frame) {
  std::vector<Value> sure, possible;
  ReasonPtr why;
  each_combination(e, 0, frame, Presence::kSure, nullptr, [&](Presence presence, const ReasonPtr& doubt) {
    const Value& member = frame.values[static_cast<size_t>(e.binders[0].slot)];
    (presence == Presence::kSure ? sure : possible).push_back(member);
    if (observer != nullptr) observer->escapes(member);
    if (presence != Presence::kSure && why == nullptr) why = doubt;
    return true;
  });
  if (sure.empty() && possible.empty()) return Value::absent();
  if (sure.size() == 1 && possible.empty()) return sure.front();
  std::string names;
  auto add = [&](const Value& member) {
    std::string name = member.kind() == ValueKind::kRow ? member.as_row()->id.str() : member.kind() == ValueKind::kRaw && member.as_raw()->resource != nullptr ? member.as_raw()->resource->address : "";
    if (name.empty() || names.size() > 200) return;
    names += (names.empty() ? "" : ", ") + ("`" + name + "`");
  };
  for (const Value& member : sure) add(member);
  for (const Value& member : possible) add(member);
  if (sure.empty() && names.empty() && why != nullptr) return Value::unknown(std::vector<ReasonPtr>{why});
  std::vector<ReasonPtr> reasons = Value::unknown(ReasonCode::kAmbiguous, "several could be meant: " + (names.empty() ? std::string("rows that nobody sees") : names)).reasons();
  if (sure.size() <= 1 && why != nullptr) reasons.insert(reasons.begin(), why);
  return Value::unknown(std::move(reasons));
}

Value Evaluator::with_touched_places(Value value, size_t before) const {
  if (touched == nullptr || touched->size() <= before) return value;
  return without_own_places ? with_writer(std::move(value), *(*touched)[before]) : with_default_places(std::move(value), *touched, before);
}

Value Evaluator::evaluate_comprehension(const Expression& e, Frame& frame) {
  Value::Members list;
  Value::Entries entries;
  bool open = false;
  each_combination(e, 0, frame, Presence::kSure, nullptr, [&](Presence presence, const ReasonPtr& doubt) {
    size_t before = touched == nullptr ? 0 : touched->size();
    Value item = evaluate(*e.operands[0], frame);
    item = with_touched_places(std::move(item), before);
    if (observer != nullptr) observer->escapes(item);
    if (e.op == Op::kDictOf) {
      Value value = evaluate(*e.operands[1], frame);
      if (observer != nullptr) observer->escapes(value);
      if (item.is_known() && presence != Presence::kOpen) entries.push_back({item.as_text(), value, presence});
      else open = true;
      return true;
    }
    if (e.type.element != nullptr && !e.type.element->optional) item = needed(item);
    list.push_back({item, presence, doubt});
    return true;
  });
  if (e.op == Op::kDictOf) return Value::dict(std::move(entries), open);
  return e.op == Op::kSetOf ? Value::set(std::move(list)) : Value::list(std::move(list));
}

Value Evaluator::evaluate_collection_literal(const Expression& e, Frame& frame) {
  if (e.op == Op::kRecord) {
    Value::Fields fields;
    for (size_t i = 0; i < e.operands.size(); ++i) {
      size_t before = touched == nullptr ? 0 : touched->size();
      Value value = evaluate(*e.operands[i], frame);
      value = with_touched_places(std::move(value), before);
      if (value.is_absent() && e.type.record != nullptr) {
        const Attribute* attribute = e.type.record->find(e.names[i]);
        if (attribute != nullptr && !attribute->type.optional) value = needed(value);
      }
      fields.push_back({e.names[i], value});
    }
    return Value::record(std::move(fields));
  }
  if (e.op == Op::kDict) {
    Value::Entries entries;
    bool open = false;
    for (size_t i = 0; i + 1 < e.operands.size(); i += 2) {
      Value key = needed(evaluate(*e.operands[i], frame));
      Value value = evaluate(*e.operands[i + 1], frame);
      if (key.is_unknown()) open = true;
      else entries.push_back({key.as_text(), value, Presence::kSure});
    }
    return Value::dict(std::move(entries), open);
  }
  Value::Members list;
  for (const ExpressionPtr& operand : e.operands) {
    Value value = evaluate(*operand, frame);
    if (e.type.element == nullptr || !e.type.element->optional) value = needed(value);
    list.push_back({value, Presence::kSure, nullptr});
  }
  return e.op == Op::kSet ? Value::set(std::move(list)) : Value::list(std::move(list));
}

bool Evaluator::bound_as_constant(const void* row_or_resource) const { return std::find(constant_members_.begin(), constant_members_.end(), row_or_resource) != constant_members_.end(); }

Value Evaluator::evaluate_population(const Expression& e, Frame& frame) {
  if (e.entity == nullptr) {
    int source = -1;
    if (e.closed && frame.resource != nullptr) source = raw_.source_of(frame.resource);
    auto [entry, is_new] = raw_populations_.try_emplace({e.raw_type, source});
    if (is_new) {
      Value::Members list;
      bool complete = source >= 0 ? holds_all(*raw_.sources()[static_cast<size_t>(source)], e.raw_type) : !raw_.sources().empty();
      for (const RawResource* resource : raw_.of_type(e.raw_type)) {
        if (source >= 0 && raw_.source_of(resource) != source) continue;
        const ReasonPtr doubt = doubt_of(*resource);
        list.push_back({Value::raw(resource->root), doubt == nullptr ? Presence::kSure : Presence::kPossible, doubt});
      }
      if (source < 0) {
        for (const auto& each : raw_.sources()) {
          bool declared = std::any_of(each->complete.begin(), each->complete.end(), [&](const std::string& name) { return name == "*" || name == e.raw_type; });
          complete = complete && declared;
        }
      }
      if (!complete) {
        Value open = Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + e.raw_type + "`");
        list.push_back({open, Presence::kOpen, open.reasons().front()});
      }
      entry->second = Value::list(std::move(list));
    }
    if (trace != nullptr && !e.closed) trace->touch_population({entry->second.identity(), nullptr, e.raw_type});
    return entry->second;
  }
  auto [entry, is_new] = populations_.try_emplace(e.entity);
  if (is_new) {
    Value::Members list;
    for (const EntityType* kind : e.entity->kinds) {
      const Population* population = snapshot_ == nullptr ? nullptr : snapshot_->find_population(kind);
      if (population == nullptr) {
        Value open = Value::unknown(ReasonCode::kOpenPopulation, "no source holds any `" + kind->name + "`");
        list.push_back({open, Presence::kOpen, open.reasons().front()});
        continue;
      }
      for (const Row* row : population->rows) list.push_back({Value::row(row), row->presence, row->doubt});
      if (population->open_row != nullptr) list.push_back({Value::row(population->open_row), Presence::kOpen, population->open_row->doubt});
    }
    entry->second = Value::list(std::move(list));
  }
  if (trace != nullptr) trace->touch_population({entry->second.identity(), e.entity, ""});
  return entry->second;
}

}  // namespace sekisho
