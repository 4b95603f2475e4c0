// Members, quantifiers and comprehensions: every collection is a column of members that are sure, possible or open (design section 4, "Members").
#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/fault.h"
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

Value::Members open_member(const Value& unknown) { return {{unknown, Presence::kOpen, first_reason(unknown)}}; }

// The raw keys of `x.a.b` when the expression is that path from the slot; empty when it is not.
std::vector<std::string_view> path_from(const Expression& e, int slot) {
  if (e.op == Op::kConvert) return path_from(*e.operands[0], slot);
  if (e.op != Op::kField) return {};
  if (e.operands[0]->op == Op::kVariable && e.operands[0]->slot == slot) return {e.text};
  std::vector<std::string_view> path = path_from(*e.operands[0], slot);
  if (!path.empty()) path.push_back(e.text);
  return path;
}

// Visits the parts of a conjunction until one is taken.
template <class Take>
const Expression* first_conjunct(const Expression& e, const Take& take) {
  if (e.op != Op::kAnd) return take(e) ? &e : nullptr;
  const Expression* left = first_conjunct(*e.operands[0], take);
  return left != nullptr ? left : first_conjunct(*e.operands[1], take);
}

bool is_slot(const Expression& e, int slot) { return e.op == Op::kVariable && e.slot == slot; }

// `x.path refers y`.
bool from_path(const Expression& e, int slot) {
  return e.op == Op::kRefers && !mentions_slot(*e.operands[1], slot) && !path_from(*e.operands[0], slot).empty();
}

// `y refers x`.
bool to_member(const Expression& e, int slot) { return e.op == Op::kRefers && is_slot(*e.operands[1], slot) && !mentions_slot(*e.operands[0], slot); }

// The first condition that tells which members count without looking at each: a member for which it is false is none of those looked for.
const Expression* join_condition(const Binder& binder, const Expression* body) {
  if (binder.collection->op != Op::kPopulation) return nullptr;
  auto joins = [&](const Expression& e) { return from_path(e, binder.slot) || to_member(e, binder.slot); };
  const Expression* found = binder.condition == nullptr ? nullptr : first_conjunct(*binder.condition, joins);
  return found != nullptr || body == nullptr ? found : first_conjunct(*body, joins);
}

}  // namespace

Value::Members Evaluator::members(const Value& collection_in) {
  Value collection = needed(collection_in);
  if (collection.is_unknown()) return open_member(collection);
  if (collection.kind() == ValueKind::kRaw) {
    const RawNode* node = collection.as_raw();
    if (!read_raw(node)) return open_member(Value::unknown(ReasonCode::kMasked, "masked"));
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
        return {{Value::raw(raw_.missing_item(*node, 0)), Presence::kOpen, first_reason(why)}};
      }
      case RawNode::Kind::kAbsent: return open_member(Value::unknown(ReasonCode::kMissingInSource, "missing in source", Place{node, ""}));
      default: return open_member(Value::unknown(ReasonCode::kWrongShape, "not a list", Place{node, ""}));
    }
  }
  if (collection.kind() != ValueKind::kList && collection.kind() != ValueKind::kSet) return open_member(Value::unknown(ReasonCode::kWrongShape, "not a collection"));
  collection = visible(collection);
  if (collection.is_unknown()) return open_member(collection);
  if (trace == nullptr && mask == nullptr) return collection.members();
  Value::Members seen = collection.members();
  for (Value::Member& member : seen) {
    if (member.value.kind() != ValueKind::kRow && member.value.kind() != ValueKind::kRaw) member.value = visible(member.value);
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
  Value::Members all = members(collection);
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
  bool population = binder.collection->op == Op::kPopulation;
  Value::Members all = joined ? std::move(*joined) : members(population ? evaluate_population(*binder.collection, frame) : evaluate(*binder.collection, frame));
  bool joins_in_body = touched != nullptr && last && join_condition(binder, nullptr) == nullptr && join_condition(binder, e.operands[0].get()) != nullptr;
  bool go_on = true;
  for (const Value::Member& member : all) {
    size_t touched_before = touched == nullptr ? 0 : touched->size();
    frame.values[static_cast<size_t>(binder.slot)] = member.value;
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
    if (!go_on) return false;
  }
  return true;
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
    std::string name = member.kind() == ValueKind::kRow ? member.as_row()->id : member.kind() == ValueKind::kRaw && member.as_raw()->resource != nullptr ? member.as_raw()->resource->address : "";
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

Value Evaluator::evaluate_comprehension(const Expression& e, Frame& frame) {
  Value::Members list;
  Value::Entries entries;
  bool open = false;
  each_combination(e, 0, frame, Presence::kSure, nullptr, [&](Presence presence, const ReasonPtr& doubt) {
    size_t before = touched == nullptr ? 0 : touched->size();
    Value item = evaluate(*e.operands[0], frame);
    if (touched != nullptr) item = with_default_places(item, *touched, before);
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
      if (touched != nullptr) value = with_default_places(value, *touched, before);
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
      bool complete = source >= 0 || !raw_.sources().empty();
      for (const RawResource* resource : raw_.of_type(e.raw_type)) {
        if (source >= 0 && raw_.source_of(resource) != source) continue;
        list.push_back({Value::raw(resource->root), Presence::kSure, nullptr});
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

namespace {

// Whether the join is the first that is looked at of a member, and looks at nothing but the member's own attribute.
bool decides_first(const Binder& binder, const Expression* body, const Expression& join) {
  const Expression* first = binder.condition != nullptr ? binder.condition.get() : body;
  while (first->op == Op::kAnd) first = first->operands[0].get();
  return first == &join && (!from_path(join, binder.slot) || path_from(*join.operands[0], binder.slot).size() == 1);
}

// An identity that somebody may have written down before it is known can be any text.
bool may_be_any_text(const std::vector<RowIdentity>& identities) {
  return std::any_of(identities.begin(), identities.end(), [](const RowIdentity& identity) { return identity.text.is_unknown() && !identity.given_at_apply; });
}

std::string address_key(int source, std::string_view address) { return std::to_string(source) + " " + std::string(address); }

// Members at the chosen positions, in the population's order.
Value::Members at_positions(const Value::Members& all, std::vector<size_t> positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  Value::Members members;
  for (size_t position : positions) members.push_back(all[position]);
  return members;
}

template <class Key, class Index>
void add_positions(std::vector<size_t>& chosen, const Index& index, const Key& key) {
  if (auto found = index.find(key); found != index.end()) chosen.insert(chosen.end(), found->second.begin(), found->second.end());
}

}  // namespace

Evaluator::JoinIndex& Evaluator::join_index(const Binder& binder, const Expression& condition, int source) {
  auto [entry, is_new] = joins_.try_emplace({&condition, source});
  JoinIndex& index = entry->second;
  if (!is_new) return index;
  Observer::Pause pause(observer);
  // The population in whose source the subject stands, as while the binder runs.
  Frame frame(0);
  if (source >= 0) frame.resource = &raw_.sources()[static_cast<size_t>(source)]->resources.front();
  index.population = evaluate(*binder.collection, frame);
  std::vector<std::string_view> path = path_from(*condition.operands[0], binder.slot);
  const Value::Members& all = index.population.members();
  for (size_t i = 0; i < all.size(); ++i) {
    const Value& member = all[i].value;
    if (member.kind() == ValueKind::kRow && all[i].presence != Presence::kOpen) {
      Value value = member;
      for (std::string_view key : path) value = field(value, std::string(key), {});
      bool text = value.kind() == ValueKind::kText;
      bool reference = value.kind() == ValueKind::kReference;
      if (reference && value.as_reference().address) {
        index.by_address[address_key(value.as_reference().source, *value.as_reference().address)].push_back(i);
      } else if (text || (reference && value.as_reference().text)) {
        const std::string& name = text ? value.as_text() : *value.as_reference().text;
        index.by_text[name].push_back(i);
        if (is_composed(name) && !fault(27)) index.undecided.push_back(i);
      } else if (!fault(26)) {
        index.undecided.push_back(i);
      }
    } else if (member.kind() == ValueKind::kRaw) {
      const RawNode* node = member.as_raw();
      for (std::string_view key : path) node = node == nullptr ? nullptr : node->find(key);
      bool exact = node != nullptr && node->reference != nullptr && node->reference->exact;
      auto is_text = [](const RawNode& value) { return value.kind == RawNode::Kind::kString || value.kind == RawNode::Kind::kNumber; };
      auto add_text = [&](const RawNode& value) {
        index.by_text[std::string(value.text)].push_back(i);
        if (is_composed(value.text)) index.undecided.push_back(i);
      };
      if (node != nullptr && is_text(*node)) add_text(*node);
      if (!exact) {
        if (node == nullptr || !is_text(*node)) index.undecided.push_back(i);
        continue;
      }
      const RawResource* named = node->reference->targets.front();
      index.exact[named].push_back(i);
      // What is named may itself stand for something else: `refers` follows that.
      const RawNode* next = named->root->find(node->reference->attribute);
      bool leads_on = next != nullptr && !(next->kind == RawNode::Kind::kUnknown && next->reference == nullptr);
      if (leads_on && next->reference != nullptr) index.undecided.push_back(i);
      else if (leads_on && is_text(*next)) add_text(*next);
      else if (leads_on || !is_text(*node)) {
        JoinIndex::Elsewhere& elsewhere = index.elsewhere[named->type];
        elsewhere.named = named;
        elsewhere.positions.push_back(i);
      }
    } else {
      index.undecided.push_back(i);
    }
  }
  return index;
}

Value::Members Evaluator::joined_with(const Join& join, const RawResource& target) {
  Observer::Pause pause(observer);
  const JoinIndex& index = join_index(*join.binder, *join.condition, raw_.source_of(&target));
  const std::vector<RowIdentity>& identities = identities_of(target);
  if (may_be_any_text(identities)) return index.population.members();
  std::vector<size_t> chosen = index.undecided;
  add_positions(chosen, index.exact, &target);
  for (const auto& [type, elsewhere] : index.elsewhere) {
    if (!same_sort(*elsewhere.named, target)) chosen.insert(chosen.end(), elsewhere.positions.begin(), elsewhere.positions.end());
  }
  for (const RowIdentity& identity : identities) {
    if (identity.text.kind() == ValueKind::kText) add_positions(chosen, index.by_text, identity.text.as_text());
  }
  return at_positions(index.population.members(), std::move(chosen));
}

Value::Members Evaluator::joined_with(const Join& join, const Row& target) {
  Observer::Pause pause(observer);
  const JoinIndex& index = join_index(*join.binder, *join.condition, -1);
  // Which account a row is of is never decided by its address alone.
  if ((may_be_any_text(target.identities()) && !fault(58)) || target.presence == Presence::kOpen || target.kind->name == "cloud.account") return index.population.members();
  std::vector<size_t> chosen = index.undecided;
  add_positions(chosen, index.by_address, address_key(target.source, target.id));
  for (const auto& [source, id] : target.also) if (!fault(29)) add_positions(chosen, index.by_address, address_key(source, id));
  if (!fault(57)) add_positions(chosen, index.by_text, target.id);
  for (const RowIdentity& identity : target.identities()) {
    if (identity.text.kind() == ValueKind::kText) add_positions(chosen, index.by_text, identity.text.as_text());
  }
  return at_positions(index.population.members(), std::move(chosen));
}

Evaluator::NameIndex& Evaluator::name_index(const Expression& population, int source) {
  auto [entry, is_new] = names_.try_emplace({population.entity == nullptr ? population.raw_type : population.entity->name, source});
  NameIndex& index = entry->second;
  if (!is_new) return index;
  Frame frame(0);
  if (source >= 0) frame.resource = &raw_.sources()[static_cast<size_t>(source)]->resources.front();
  index.population = evaluate(population, frame);
  const Value::Members& all = index.population.members();
  for (size_t i = 0; i < all.size(); ++i) {
    const Value& member = all[i].value;
    const RawResource* resource = member.kind() == ValueKind::kRaw ? member.as_raw()->resource : nullptr;
    const Row* row = member.kind() == ValueKind::kRow ? member.as_row() : nullptr;
    // Which account is meant is never decided by an address alone; a row that nobody sees may have any name.
    if ((resource == nullptr && row == nullptr) || (row != nullptr && (row->presence == Presence::kOpen || row->kind->name == "cloud.account"))) {
      if (!fault(46)) index.any_text.push_back(i);
      continue;
    }
    if (row != nullptr) {
      index.by_address[address_key(row->source, row->id)].push_back(i);
      for (const auto& [also_in, id] : row->also) index.by_address[address_key(also_in, id)].push_back(i);
      index.by_text[row->id].push_back(i);
    } else {
      index.resource[resource] = i;
      index.by_address[address_key(source, resource->address)].push_back(i);
    }
    const std::vector<RowIdentity>& identities = row != nullptr ? row->identities() : identities_of(*resource);
    bool some_unknown = false;
    for (const RowIdentity& identity : identities) {
      if (identity.text.kind() == ValueKind::kText) index.by_text[identity.text.as_text()].push_back(i);
      some_unknown = some_unknown || identity.text.is_unknown();
    }
    if (may_be_any_text(identities)) index.any_text.push_back(i);
    if (some_unknown) index.some_unknown.push_back(i);
  }
  return index;
}

Value::Members Evaluator::named_by(const Join& join, const Value& value, int source) {
  Observer::Pause pause(observer);
  const NameIndex& index = name_index(*join.binder->collection, source);
  const Value::Members& all = index.population.members();
  std::vector<size_t> chosen = index.any_text;
  auto add_text = [&](const std::string& text) {
    add_positions(chosen, index.by_text, text);
    if (is_composed(text) && !fault(28)) chosen.insert(chosen.end(), index.some_unknown.begin(), index.some_unknown.end());
  };
  if (value.kind() == ValueKind::kRaw && join.binder->collection->entity == nullptr) {
    // As `refers` follows it: each resource on the way may be the one that is named.
    const RawNode* node = value.as_raw();
    if (node->parent == nullptr) return all;
    for (int depth = 0; depth < kMaxReferenceChain && node->reference != nullptr && node->reference->exact; ++depth) {
      const RawResource* named = node->reference->targets.front();
      if (auto found = index.resource.find(named); found != index.resource.end()) chosen.push_back(found->second);
      const RawNode* next = named->root->find(node->reference->attribute);
      bool is_member = named->adapter + "." + named->type == join.binder->collection->raw_type;
      if (is_member && (next == nullptr || next->reference == nullptr)) return at_positions(all, std::move(chosen));
      if (next == nullptr || (next->kind == RawNode::Kind::kUnknown && next->reference == nullptr)) break;
      node = next;
    }
    bool text = node->kind == RawNode::Kind::kString || node->kind == RawNode::Kind::kNumber;
    // What is unknown, and what refers to one of several, says something of every member.
    if (!text && !fault(64)) return all;
    add_text(std::string(node->text));
  } else if (value.kind() == ValueKind::kReference && value.as_reference().address) {
    add_positions(chosen, index.by_address, address_key(value.as_reference().source, *value.as_reference().address));
  } else if (value.kind() == ValueKind::kText) {
    add_text(value.as_text());
  } else if (value.kind() == ValueKind::kReference && value.as_reference().text) {
    add_text(*value.as_reference().text);
  } else {
    return all;
  }
  return at_positions(all, std::move(chosen));
}

std::optional<Value::Members> Evaluator::joined_members(const Binder& binder, const Expression* body, Frame& frame, bool& roles) {
  // Indexes, so that a population is not searched one by one. They only leave out members for which `refers` is certainly false.
  if (plain) return {};
  const Expression* condition = join_condition(binder, body);
  bool raw = binder.collection->entity == nullptr;
  if (condition != nullptr && (trace != nullptr || mask != nullptr)) {
    // Rows that a population stands for are hidden with it or not at all; whoever masks them on their own sets `plain`.
    // Nor may an index leave out members of which something else would have been read before they are found not to refer.
    if (raw || !decides_first(binder, body, *condition)) return {};
    if (visible(evaluate(*binder.collection, frame)).is_unknown()) return {};
  }
  if (condition == nullptr || (raw && (!binder.collection->closed || frame.resource == nullptr))) return {};
  Join join{&binder, condition};
  if (to_member(*condition, binder.slot)) {
    Value value = evaluate(*condition->operands[0], frame);
    int source = raw ? raw_.source_of(frame.resource) : -1;
    Value::Members named = named_by(join, value, source);
    roles = observer != nullptr && observer->named(join, value, named);
    return named;
  }
  Value target = evaluate(*condition->operands[1], frame);
  if (raw) {
    bool resource = target.kind() == ValueKind::kRaw && target.as_raw()->parent == nullptr && target.as_raw()->resource != nullptr;
    // The population is that of the subject's source.
    if (!resource || raw_.source_of(target.as_raw()->resource) != raw_.source_of(frame.resource)) return {};
    Value::Members joined = joined_with(join, *target.as_raw()->resource);
    roles = observer != nullptr && observer->joined(join, {target.as_raw()->resource, nullptr}, joined);
    return joined;
  }
  if (target.kind() != ValueKind::kRow) return {};
  Value::Members joined = joined_with(join, *target.as_row());
  roles = observer != nullptr && observer->joined(join, {nullptr, target.as_row()}, joined);
  return joined;
}

}  // namespace sekisho
