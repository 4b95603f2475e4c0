// Joins: members of a population that a `refers`, or in a map a comparison of texts, can let through, found by indexes instead of one by one.
#include <algorithm>
#include <functional>
#include <utility>

#include "engine/base/fault.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

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

// Whether the join is the first that is looked at of a member, and looks at nothing but the member's own attribute.
bool decides_first(const Binder& binder, const Expression* body, const Expression& join) {
  const Expression* first = binder.condition != nullptr ? binder.condition.get() : body;
  while (first->op == Op::kAnd) first = first->operands[0].get();
  return first == &join && (!from_path(join, binder.slot) || path_from(*join.operands[0], binder.slot).size() == 1);
}

// Whether it says something of what is in the slot and of nothing else that differs.
bool is_of_member(const Expression& e, int slot) {
  bool only_member = mentions_slot(e, slot);
  for_each_expression(e, [&](const Expression& part) {
    switch (part.op) {
      case Op::kVariable: only_member = only_member && part.slot == slot; break;
      case Op::kLiteral: case Op::kParameter: case Op::kField: case Op::kIndex: case Op::kConvert: case Op::kBuiltin: case Op::kDefine: case Op::kCoalesce: break;
      default: only_member = false;
    }
  });
  return only_member;
}

// The side of `f(x) == y` that speaks of the member, and the other one, which does not; null when it is no such comparison.
std::pair<const Expression*, const Expression*> sides_of(const Expression& e, int slot) {
  if (e.op != Op::kEqual) return {};
  for (size_t side = 0; side < 2; ++side) {
    const Expression& of_member = *e.operands[side];
    const Expression& other = *e.operands[1 - side];
    if (is_of_member(of_member, slot) && !mentions_slot(other, slot)) return {&of_member, &other};
  }
  return {};
}

// An identity that somebody may have written down before it is known can be any text.
bool may_be_any_text(const std::vector<RowIdentity>& identities) {
  return std::any_of(identities.begin(), identities.end(), [](const RowIdentity& identity) { return identity.text.is_unknown() && !identity.given_at_apply; });
}

// For an index.
std::vector<RowIdentity> names_of(const Row& row) { return row.later == nullptr ? row.own_identities.vector() : row.later->here().make_identities(row); }

std::string address_key(int source, std::string_view address) { return std::to_string(source) + " " + std::string(address); }

bool is_text(const RawNode& node) { return node.kind == RawNode::Kind::kString || node.kind == RawNode::Kind::kNumber; }

// What a composed text may end with, being a name: all that follows a `/` or a `:` (text_is_identity).
template <class Visit>
void each_tail(const std::string& text, const Visit& visit) {
  for (size_t at = text.find_first_of("/:"); at != std::string::npos; at = text.find_first_of("/:", at + 1)) visit(text.substr(at + 1));
}

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

bool some_unknown(const std::vector<RowIdentity>& identities) {
  return std::any_of(identities.begin(), identities.end(), [](const RowIdentity& identity) { return identity.text.is_unknown(); });
}

// Positions of texts that are one of the identities, or may be one that is not known but for a name in it.
template <class Index>
void add_named(std::vector<size_t>& chosen, const Index& index, const std::vector<RowIdentity>& identities) {
  const bool may_be_composed = some_unknown(identities);
  for (const RowIdentity& identity : identities) {
    if (identity.text.kind() != ValueKind::kText) continue;
    add_positions(chosen, index.by_text, identity.text.as_text());
    if (may_be_composed) add_positions(chosen, index.by_tail, identity.text.as_text());
  }
}

}  // namespace

const Expression* Evaluator::join_condition(const Binder& binder, const Expression* body) {
  if (binder.collection->op != Op::kPopulation) return nullptr;
  auto joins = [&](const Expression& e) { return from_path(e, binder.slot) || to_member(e, binder.slot); };
  const Expression* found = binder.condition == nullptr ? nullptr : first_conjunct(*binder.condition, joins);
  return found != nullptr || body == nullptr ? found : first_conjunct(*body, joins);
}

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
  auto add_text = [&](const std::string& text, size_t i) {
    index.by_text[text].push_back(i);
    if (is_composed(text) && !fault(27)) each_tail(text, [&](const std::string& tail) { index.by_tail[tail].push_back(i); });
  };
  // As `refers` follows it: each resource on the way may be the one that is named, and what is known at the end may be a name of others.
  auto add_raw = [&](const RawNode* node, size_t i) {
    const RawResource* last = nullptr;
    bool leads_on = node != nullptr;
    for (int depth = 0; depth < kMaxReferenceChain && leads_on && node->reference != nullptr && node->reference->exact; ++depth) {
      last = node->reference->targets.front();
      index.exact[last].push_back(i);
      const RawNode* next = last->root->find(node->reference->attribute);
      leads_on = next != nullptr && !(next->kind == RawNode::Kind::kUnknown && next->reference == nullptr);
      if (leads_on) node = next;
    }
    if (node != nullptr && is_text(*node)) {
      add_text(std::string(node->text), i);
    } else if (last != nullptr && (!leads_on || node->reference == nullptr)) {
      if (fault(66)) return;
      JoinIndex::Elsewhere& elsewhere = index.elsewhere[last->type];
      elsewhere.named = last;
      elsewhere.positions.push_back(i);
    } else if (!fault(26)) {
      index.undecided.push_back(i);
    }
  };
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
        add_text(name, i);
      } else if (!fault(26)) {
        index.undecided.push_back(i);
      }
    } else if (member.kind() == ValueKind::kRaw) {
      const RawNode* node = member.as_raw();
      for (std::string_view key : path) node = node == nullptr ? nullptr : node->find(key);
      add_raw(node, i);
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
  add_named(chosen, index, identities);
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
  add_named(chosen, index, target.identities());
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
      index.by_address.add(address_key(row->source, row->id), i);
      for (const auto& [also_in, id] : row->also) index.by_address.add(address_key(also_in, id), i);
      index.by_text.add(row->id.str(), i);
    } else {
      index.resource[resource] = i;
      index.by_address.add(address_key(source, resource->address), i);
    }
    const std::vector<RowIdentity> identities = row != nullptr ? names_of(*row) : make_identities(*resource);
    for (const RowIdentity& identity : identities) {
      if (identity.text.kind() == ValueKind::kText) index.by_text.add(identity.text.as_text(), i);
    }
    if (may_be_any_text(identities)) index.any_text.push_back(i);
  }
  index.by_address.sort();
  index.by_text.sort();
  return index;
}

Value::Members Evaluator::named_by(const Join& join, const Value& value, int source) {
  Observer::Pause pause(observer);
  const NameIndex& index = name_index(*join.binder->collection, source);
  const Value::Members& all = index.population.members();
  std::vector<size_t> chosen = index.any_text;
  auto add_text = [&](const std::string& text) {
    index.by_text.find(text, chosen);
    if (is_composed(text) && !fault(28)) each_tail(text, [&](const std::string& tail) { index.by_text.find(tail, chosen); });
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
    // What is unknown, and what refers to one of several, says something of every member.
    if (!is_text(*node) && !fault(64)) return all;
    add_text(std::string(node->text));
  } else if (value.kind() == ValueKind::kReference && value.as_reference().address) {
    index.by_address.find(address_key(value.as_reference().source, *value.as_reference().address), chosen);
  } else if (value.kind() == ValueKind::kText) {
    add_text(value.as_text());
  } else if (value.kind() == ValueKind::kReference && value.as_reference().text) {
    add_text(*value.as_reference().text);
  } else {
    return all;
  }
  return at_positions(all, std::move(chosen));
}

const Evaluator::EqualIndex& Evaluator::equal_index(const Binder& binder, Frame& frame) {
  auto [entry, is_new] = equals_.try_emplace({binder.condition.get(), raw_.source_of(frame.resource)});
  EqualIndex& index = entry->second;
  if (!is_new) return index;
  constexpr size_t kFew = 16;   // are looked at one by one
  const Expression* const condition = first_conjunct(*binder.condition, [&](const Expression& e) { return sides_of(e, binder.slot).first != nullptr; });
  if (condition == nullptr) return index;
  const Value population = evaluate_population(*binder.collection, frame);
  if (population.members().size() < kFew) return index;
  const auto [of_member, other] = sides_of(*condition, binder.slot);
  // What is worked out here is worked out for every subject, and is no look at any of them.
  Observer::Pause pause(observer);
  std::vector<const RawNode*>* const touched_before = std::exchange(touched, nullptr);
  const bool vacuous_before = std::exchange(vacuous_seen, false);
  Frame own(std::max(slots_needed(*of_member), binder.slot + 1));
  own.resource = frame.resource;
  for (const Value::Member& member : population.members()) {
    const auto position = static_cast<uint32_t>(&member - population.members().data());
    own.values[static_cast<size_t>(binder.slot)] = member.value;
    const Value value = member.value.kind() == ValueKind::kRaw ? evaluate(*of_member, own) : Value();
    if (value.kind() == ValueKind::kText) index.by_text.emplace_back(std::hash<std::string>()(value.as_text()), position);
    else index.undecided.push_back(position);
  }
  std::sort(index.by_text.begin(), index.by_text.end());
  index.population = population;
  if (!vacuous_seen) index.other = other;
  vacuous_seen = vacuous_before;
  touched = touched_before;
  return index;
}

std::optional<Value::Members> Evaluator::equal_members(const Binder& binder, Frame& frame) {
  if (plain || trace != nullptr || mask != nullptr || vacuous_is_unknown || binder.condition == nullptr || frame.resource == nullptr) return {};
  if (binder.collection->op != Op::kPopulation || binder.collection->entity != nullptr || !binder.collection->closed) return {};
  const EqualIndex& index = equal_index(binder, frame);
  if (index.other == nullptr) return {};
  // Each member that stays has it worked out once more, with all that hangs on that.
  const bool vacuous_before = vacuous_seen;
  const size_t touched_before = touched == nullptr ? 0 : touched->size();
  const Value wanted = evaluate(*index.other, frame);
  if (touched != nullptr) touched->resize(touched_before);
  vacuous_seen = vacuous_before;
  if (wanted.kind() != ValueKind::kText) return {};
  const size_t hash = std::hash<std::string>()(wanted.as_text());
  std::vector<size_t> chosen(index.undecided.begin(), index.undecided.end());
  for (auto entry = std::lower_bound(index.by_text.begin(), index.by_text.end(), std::pair(hash, uint32_t{0})); entry != index.by_text.end() && entry->first == hash; ++entry) chosen.push_back(entry->second);
  return at_positions(index.population.members(), std::move(chosen));
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
    const Value population = visible(evaluate(*binder.collection, frame));
    if (population.is_unknown()) return {};
    if (population.kind() == ValueKind::kList && population.members().empty()) return {};   // then nothing else is read
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
