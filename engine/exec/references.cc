// References: identities, `refers`, and following a reference to its row (design section 4, "References").
#include <algorithm>
#include <set>

#include "engine/base/check.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

constexpr std::string_view kAccount = "cloud.account";

Value ambiguous(const std::vector<std::string>& candidates, std::optional<Place> place) {
  std::string names;
  for (const std::string& candidate : candidates) names += (names.empty() ? "" : ", ") + ("`" + candidate + "`");
  return Value::unknown(ReasonCode::kAmbiguous, names.empty() ? "nobody can tell what it refers to" : "it may refer to " + names, std::move(place));
}

// The variables that a map's identities need, through the lets that they use.
std::set<int> slots_of_identities(const Map& map) {
  std::set<int> slots;
  auto collect = [&](const Expression& expression) {
    for_each_expression(expression, [&](const Expression& part) {
      if (part.op == Op::kVariable) slots.insert(part.slot);
    });
  };
  for (const Identity& identity : map.identities) collect(*identity.value);
  // Backwards: a let only uses what stands above it.
  for (auto item = map.items.rbegin(); item != map.items.rend(); ++item) {
    if (item->kind == MapItem::Kind::kLet && slots.contains(item->slot)) collect(*item->value);
  }
  return slots;
}

// The attribute that an identity is, when it is one: `b.arn` -> "arn".
std::string identity_attribute(const Expression& e) {
  if (e.op == Op::kConvert || e.op == Op::kCoalesce || e.op == Op::kDefault) return identity_attribute(*e.operands[0]);
  return e.op == Op::kField && e.operands[0]->op == Op::kVariable ? e.text : "";
}

// The member of the raw resource whose text an identity is: `b.arn`, `text(b.arn)`; null when it is something else.
const std::string* member_of_root(const Expression& e) {
  if (e.op == Op::kConvert && e.operands.size() == 1 && e.type.kind == TypeKind::kText) return member_of_root(*e.operands[0]);
  return e.op == Op::kField && e.operands[0]->op == Op::kVariable && e.operands[0]->slot == 0 ? &e.text : nullptr;
}

// An id that is also a name within a scope is no more than that name.
bool narrower_id(const RowIdentity& id, const std::vector<RowIdentity>& identities) {
  if (id.space != "id" || id.scope != "global") return false;
  return std::any_of(identities.begin(), identities.end(), [&](const RowIdentity& other) {
    return other.scope != "global" && other.text.kind() == ValueKind::kText && other.text.as_text() == id.text.as_text();
  });
}

// Whether what `writer` names within a scope is in the scope of `target`. Rows of tests stand in one scope.
Value within_scope(const std::string& scope, const RawResource* writer, const RawResource* target) {
  if (scope == "global" || writer == nullptr || target == nullptr) return Value::boolean(true);
  if (scope == "namespace") return Value::boolean(writer->namespace_ == target->namespace_);
  if (scope == "region" && writer->region && target->region && *writer->region != *target->region) return Value::boolean(false);
  if (writer->account && target->account) {
    if (*writer->account != *target->account) return Value::boolean(false);
    if (scope == "account" || (writer->region && target->region)) return Value::boolean(true);
  }
  if (writer->account_key == target->account_key) return Value::boolean(true);
  return Value::unknown(ReasonCode::kAmbiguous, "`" + writer->address + "` and `" + target->address + "` may belong to different accounts or regions", Place{writer->root, ""});
}

bool share_a_kind(const std::vector<const Map*>& a, const std::vector<const Map*>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Map* x) { return std::any_of(b.begin(), b.end(), [&](const Map* y) { return x->kind == y->kind; }); });
}

const RawResource* as_resource(const Value& value) {
  return value.kind() == ValueKind::kRaw && value.as_raw()->parent == nullptr ? value.as_raw()->resource : nullptr;
}

// Of no generated id, so that it can be a name that somebody wrote.
bool is_made_of_parameters(const RawNode& node) {
  return node.kind == RawNode::Kind::kUnknown && node.reference != nullptr && !node.reference->parameters().empty();
}

// Where an identity that is not known is written.
const RawNode* written_as(const RowIdentity& identity) {
  const std::optional<Place>& place = identity.text.reasons().front()->place;
  return place ? place->node : nullptr;
}

constexpr char kParameter = '\x1f';  // what a parameter begins with in RawReference::parameters

// The next character, or a parameter as a whole, of how parameters make a value; where `text` ends: "".
std::string_view first_part(std::string_view text) {
  if (text.empty()) return {};
  return text.substr(0, text.front() == kParameter ? text.find('}') + 1 : 1);
}
std::string_view last_part(std::string_view text) {
  if (text.empty()) return {};
  const size_t parameter = text.back() == '}' ? text.rfind(kParameter) : std::string_view::npos;
  return text.substr(parameter != std::string_view::npos && text.find('}', parameter) + 1 == text.size() ? parameter : text.size() - 1);
}

// Whether two texts, or values that one source's parameters make, can be the same: what they begin and end with alike is taken off, and what is left of
// both must not differ in a letter. `${Stage}-web` is never `${Stage}-app`; it may be `${Other}-web`.
bool may_be_equal(std::string_view a, std::string_view b) {
  const auto is_letter = [](std::string_view part) { return !part.empty() && part.front() != kParameter; };
  const auto no_parameter = [](std::string_view text) { return text.find(kParameter) == std::string_view::npos; };
  while (!a.empty() && !b.empty() && first_part(a) == first_part(b)) {
    a.remove_prefix(first_part(a).size());
    b.remove_prefix(first_part(b).size());
  }
  if (is_letter(first_part(a)) && is_letter(first_part(b))) return false;
  while (!a.empty() && !b.empty() && last_part(a) == last_part(b)) {
    a.remove_suffix(last_part(a).size());
    b.remove_suffix(last_part(b).size());
  }
  if (is_letter(last_part(a)) && is_letter(last_part(b))) return false;
  // One of them has no more letters.
  return !(a.empty() && !b.empty() && no_parameter(b)) && !(b.empty() && !a.empty() && no_parameter(a));
}

// Whether a text can name what is called that: an ARN and its like end with the name.
bool may_be_called(std::string_view text, std::string name) {
  if (is_composed(text)) name.insert(0, {kParameter, '{', '}'});
  return may_be_equal(text, name);
}

bool is_decided(const Reference& reference) { return reference.text.has_value() || reference.address.has_value(); }

}  // namespace

bool is_composed(std::string_view text) {
  return text.starts_with("arn:") || text.starts_with("https://") || text.starts_with("projects/") || text.starts_with("/subscriptions/");
}

const std::vector<RowIdentity>& Evaluator::identities_of(const RawResource& resource) {
  auto [entry, is_new] = identities_.try_emplace(&resource);
  if (!is_new) return entry->second;
  return identities_[&resource] = identities_now(resource, false);
}

std::vector<RowIdentity> Evaluator::make_identities(const RawResource& resource) {
  auto [entry, is_new] = identities_.try_emplace(&resource);
  if (!is_new) return entry->second;
  std::vector<RowIdentity> made = identities_now(resource, true);
  identities_.erase(&resource);
  return made;
}

// REQUIRES an entry in identities_: who asks for them meanwhile, because they lead back to the resource, gets none.
std::vector<RowIdentity> Evaluator::identities_now(const RawResource& resource, bool for_index) {
  std::vector<RowIdentity> found;
  auto add = [&](const std::string& space, const std::string& scope, Value text) {
    if (text.is_absent()) return;
    RowIdentity identity{space, scope, text, false};
    if (text.is_unknown()) {
      const std::optional<Place>& place = text.reasons().front()->place;
      // An update may change an id that was there, and written down, before.
      identity.given_at_apply = place && place->node != nullptr && place->node->configured == Configured::kNo && place->node->on_create;
    }
    found.push_back(std::move(identity));
  };
  Type text;
  text.kind = TypeKind::kText;
  const LateMembers* const late = for_index ? resource.root->late : nullptr;
  // Identities are looked up for a join; they are not where a mapped value comes from.
  std::vector<const RawNode*>* outer_touched = std::exchange(touched, nullptr);
  Observer::Pause pause(observer);
  // Every Terraform resource has an id, and most an arn, whatever its map says.
  for (const char* key : {"id", "arn"}) {
    if (resource.root->late != nullptr && resource.root->late->given_at_apply(*resource.root, key)) {
      static const Value kLater = Value::unknown(ReasonCode::kKnownAfterApply, "known after apply");
      found.push_back({key, "global", kLater, resource.root->on_create});
      continue;
    }
    const LateMembers::Text told = late == nullptr ? LateMembers::Text() : late->text_of(*resource.root, key);
    if (told.is == LateMembers::Text::Is::kText) {
      found.push_back({key, "global", Value::text(std::string(told.text)), false});
      continue;
    }
    const RawNode* node = told.is == LateMembers::Text::Is::kMissing ? nullptr : resource.root->find(key);
    if (node == nullptr && !raw_.missing_is_absent(*resource.root)) node = raw_.missing(*resource.root, key);
    if (node != nullptr) add(key, "global", convert_raw(node, text, nullptr));
  }
  for (const Map* map : raw_.maps_of(resource)) {
    if (!map->each.empty()) continue;
    Frame frame(map->slots);
    frame.resource = &resource;
    frame.values[0] = Value::raw(resource.root);
    auto [slots, is_first] = identity_slots_.try_emplace(map);
    if (is_first) {
      const std::set<int> needed = slots_of_identities(*map);
      slots->second.assign(needed.begin(), needed.end());
    }
    for (const MapItem& item : map->items) {
      const bool used = item.kind == MapItem::Kind::kLet && std::find(slots->second.begin(), slots->second.end(), item.slot) != slots->second.end();
      if (used) frame.values[static_cast<size_t>(item.slot)] = evaluate(*item.value, frame);
    }
    for (const Identity& identity : map->identities) {
      if (identity.space == "id" || identity.space == "arn") {
        std::string attribute = identity_attribute(*identity.value);
        if (attribute == "id" || attribute == "arn") continue;
      }
      const std::string* const member = late == nullptr ? nullptr : member_of_root(*identity.value);
      if (const LateMembers::Text told = member == nullptr ? LateMembers::Text() : late->text_of(*resource.root, *member); told.is == LateMembers::Text::Is::kText) {
        found.push_back({identity.space, identity.scope, Value::text(std::string(told.text)), false});
        continue;
      }
      add(identity.space, identity.scope, convert(evaluate(*identity.value, frame), text, nullptr));
    }
  }
  touched = outer_touched;
  return found;
}

Value Evaluator::text_is_identity(const std::string& text, const Named& target, const RawResource* writer, bool secret) {
  if (text.empty()) return Value::boolean(false);  // nothing has an empty identity
  if (target.resource != nullptr && writer != nullptr && !raw_.share_an_origin(*writer, *target.resource)) return Value::boolean(false);
  bool undecided = false;
  for (const RowIdentity& identity : target.identities) {
    if (identity.text.kind() == ValueKind::kText && identity.text.as_text() == text) {
      if (narrower_id(identity, target.identities)) continue;
      Value within = within_scope(identity.scope, writer, target.resource);
      if (is_true(within)) return within;
      undecided = undecided || within.is_unknown();
    }
    // A name that the author sets but nobody knows yet may turn out to be this text; an id that the cloud gives at apply cannot have been written down.
    if (identity.text.is_unknown() && !identity.given_at_apply) {
      const RawNode* written = written_as(identity);
      undecided = undecided || written == nullptr || !is_made_of_parameters(*written) || may_be_called(text, std::string(written->reference->parameters()));
    }
  }
  // Except one that is composed of a name, so that it can be written beforehand.
  if (!undecided && is_composed(text)) {
    bool one_unknown = std::any_of(target.identities.begin(), target.identities.end(), [](const RowIdentity& i) { return i.text.is_unknown(); });
    for (const RowIdentity& identity : target.identities) {
      if (identity.text.kind() != ValueKind::kText || identity.text.as_text().size() + 1 >= text.size() || identity.text.as_text().empty()) continue;
      char before = text[text.size() - identity.text.as_text().size() - 1];
      if (one_unknown && text.ends_with(identity.text.as_text()) && (before == '/' || before == ':')) undecided = true;
    }
  }
  if (!undecided) return Value::boolean(false);
  return Value::unknown(ReasonCode::kKnownAfterApply, (secret ? std::string("a sensitive value") : "`" + text + "`") + " may be `" + target.what + "`, whose identity is not known yet");
}

template <class Work, class Note>
Value Evaluator::as_one_look(const Work& work, const Note& note) {
  if (observer == nullptr || !observer->recording()) return work();
  Value outcome;
  {
    Observer::Pause pause(observer);
    outcome = work();
  }
  note(outcome);
  return outcome;
}

Value Evaluator::refers_resource(const Value& a, const RawResource& target) {
  return as_one_look([&] { return refers_resource_now(a, target); }, [&](const Value& outcome) { observer->refers(a, target, outcome); });
}

Value Evaluator::refers_row(const Value& a, const Row& target) {
  return as_one_look([&] { return refers_row_now(a, target); }, [&](const Value& outcome) { observer->refers(a, target, outcome); });
}

bool Evaluator::same_sort(const RawResource& a, const RawResource& b) const { return a.type == b.type || share_a_kind(raw_.maps_of(a), raw_.maps_of(b)); }

Value Evaluator::refers_resource_now(const Value& a, const RawResource& target) {
  if (const RawResource* same = as_resource(a)) return Value::boolean(same == &target);
  auto named = [&]() -> Named { return {identities_of(target), &target, target.address}; };
  if (a.kind() == ValueKind::kText) return text_is_identity(a.as_text(), named(), writer_of(a));
  if (a.kind() == ValueKind::kReference) {
    const Reference& reference = a.as_reference();
    if (reference.address) return Value::boolean(*reference.address == target.address && reference.source == raw_.source_of(&target));
    if (reference.text) return text_is_identity(*reference.text, named(), writer_of(a));
    bool candidate = std::find(reference.candidates.begin(), reference.candidates.end(), target.address) != reference.candidates.end();
    return candidate || !reference.complete ? ambiguous(reference.candidates, {}) : Value::boolean(false);
  }
  if (a.kind() != ValueKind::kRaw) return Value::unknown(ReasonCode::kWrongShape, "no reference");

  const RawNode* node = a.as_raw();
  if (!read_raw(node)) return Value::unknown(ReasonCode::kMasked, "masked");
  const RawResource* writer = node->resource;
  bool secret = node->sensitive;
  // A value that stands for another resource's attribute is what that attribute is.
  for (int depth = 0; depth < kMaxReferenceChain && node->reference != nullptr && node->reference->exact; ++depth) {
    const RawResource* next_resource = node->reference->targets.front();
    const std::string& attribute = node->reference->attribute;
    if (next_resource == &target) {
      if (attribute.empty() || attribute == "id" || attribute == "arn") return Value::boolean(true);
      for (const Map* map : raw_.maps_of(target)) {
        for (const Identity& identity : map->identities) {
          if (identity_attribute(*identity.value) == attribute) return Value::boolean(true);
        }
      }
      break;
    }
    const RawNode* next = next_resource->root->find(attribute);
    if (same_sort(*next_resource, target) && (next == nullptr || next->reference == nullptr)) return Value::boolean(false);
    const bool given_at_apply = next == nullptr || (next->kind == RawNode::Kind::kUnknown && next->reference == nullptr);
    // An ARN, and an id of Azure, names the resource that has it, whatever it will be; that of a data source may be anybody's.
    const bool names_one = attribute == "arn" || (attribute == "id" && next_resource->type.starts_with("azurerm_"));
    if (given_at_apply && names_one && node->kind == RawNode::Kind::kUnknown && !next_resource->type.starts_with("data.")) return Value::boolean(false);
    if (given_at_apply) break;
    node = next;
    secret = secret || node->sensitive;
  }
  switch (node->kind) {
    case RawNode::Kind::kAbsent: return needed(Value::absent().with_places(Places(*node)));
    case RawNode::Kind::kString:
    case RawNode::Kind::kNumber: return text_is_identity(std::string(node->text), named(), writer, secret);
    case RawNode::Kind::kUnknown: break;
    default: return Value::unknown(ReasonCode::kWrongShape, "no reference", Place{node, ""});
  }
  if (node->reference == nullptr) return Value::unknown(ReasonCode::kKnownAfterApply, "known after apply", Place{node, ""});
  std::vector<std::string> candidates;
  bool candidate = false;
  for (const RawResource* each : node->reference->targets) {
    candidates.push_back(each->address);
    candidate = candidate || each == &target;
  }
  if (is_made_of_parameters(*node)) return may_name(*node, target);
  if (!candidate && node->reference->complete && !node->reference->exact) return Value::boolean(false);
  return ambiguous(candidates, Place{node, ""});
}

Value Evaluator::may_name(const RawNode& given, const RawResource& target) {
  const bool one_source = raw_.source_of(given.resource) == raw_.source_of(&target);
  bool may_be = false;
  for (const RowIdentity& identity : identities_of(target)) {
    if (identity.text.is_unknown()) {
      if (identity.given_at_apply) continue;
      const RawNode* written = written_as(identity);
      if (one_source && written != nullptr && is_made_of_parameters(*written)) {
        const std::string_view a = written->reference->parameters(), b = given.reference->parameters();
        if (!may_be_called(b, std::string(a))) continue;
        if (a == b) {
          const Value within = within_scope(identity.scope, given.resource, &target);
          if (is_true(within)) return within;
        }
      }
    } else if (identity.text.kind() == ValueKind::kText && !may_be_called(given.reference->parameters(), identity.text.as_text())) {
      continue;
    }
    may_be = true;
  }
  return may_be ? ambiguous({target.address}, Place{&given, ""}) : Value::boolean(false);
}

Value Evaluator::refers_row_now(const Value& a, const Row& target) {
  if (a.kind() == ValueKind::kRow) return Value::boolean(a.as_row() == &target);
  if (a.kind() == ValueKind::kText) {
    if (target.presence == Presence::kOpen) return Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + target.kind->name + "`");
    if (a.as_text() == target.id) return Value::boolean(true);
    return text_is_identity(a.as_text(), {target.identities(), target.resource, target.id}, writer_of(a));
  }
  if (a.kind() == ValueKind::kRaw) {
    if (target.resource != nullptr && target.presence != Presence::kOpen) return refers_resource(a, *target.resource);
    return Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + target.kind->name + "`");
  }
  if (a.kind() != ValueKind::kReference) return Value::unknown(ReasonCode::kWrongShape, "no reference");
  const Reference& reference = a.as_reference();
  if (target.presence == Presence::kOpen) {
    // What is named by its address in this source is no row that nobody sees.
    if (reference.address || (reference.via_owner && !is_decided(reference))) return Value::boolean(false);
    return Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + target.kind->name + "`");
  }
  if (reference.address) {
    if (target.is_at(reference.source, *reference.address)) return Value::boolean(true);
    // Two provider configurations (regions, roles) are often of one account, and a plan does not tell.
    if (target.kind->name == kAccount && reference.source == target.source) return Value::unknown(ReasonCode::kAmbiguous, "`" + *reference.address + "` and `" + target.id.str() + "` may be one account");
    return Value::boolean(false);
  }
  if (reference.text) {
    if (*reference.text == target.id) return Value::boolean(true);
    return text_is_identity(*reference.text, {target.identities(), target.resource, target.id}, writer_of(a));
  }
  bool candidate = std::find(reference.candidates.begin(), reference.candidates.end(), target.id) != reference.candidates.end();
  if (!candidate && reference.complete) return Value::boolean(false);
  std::optional<Place> place;
  if (!a.places().empty()) place = a.places().front();
  return ambiguous(reference.candidates, place);
}

Value Evaluator::refers(const Value& a_in, const Value& b_in) {
  Value a = needed(a_in), b = needed(b_in);
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  if (const RawResource* resource = as_resource(b)) return refers_resource(a, *resource);
  if (b.kind() == ValueKind::kRow) return refers_row(a, *b.as_row());
  if (const RawResource* resource = as_resource(a)) return refers_resource(b, *resource);
  if (a.kind() == ValueKind::kRow) return refers_row(b, *a.as_row());
  return reference_equal(a, b);
}

Value Evaluator::reference_equal(const Value& a_in, const Value& b_in) {
  Value a = a_in, b = b_in;
  if (a.kind() == ValueKind::kRow && b.kind() == ValueKind::kRow) {
    const Row* x = a.as_row();
    const Row* y = b.as_row();
    if (observer != nullptr && (observer->role_of(x) >= 0 || observer->role_of(y) >= 0)) observer->unshared();
    if (x == y && x->presence != Presence::kOpen) return Value::boolean(true);
    if (x->presence == Presence::kOpen && y->presence == Presence::kOpen) return Value::unknown(ReasonCode::kOpenPopulation, "rows that nobody sees");
    return Value::boolean(false);
  }
  if (b.kind() == ValueKind::kRow) return refers_row(a, *b.as_row());
  if (a.kind() == ValueKind::kRow) return refers_row(b, *a.as_row());
  if (const RawResource* resource = as_resource(b)) return refers_resource(a, *resource);
  if (const RawResource* resource = as_resource(a)) return refers_resource(b, *resource);
  auto as_reference = [&](const Value& value) {
    if (value.kind() != ValueKind::kRaw) return value;
    Type type;
    type.kind = TypeKind::kReference;
    return convert_reference(value.as_raw(), type);
  };
  a = needed(as_reference(a));
  b = needed(as_reference(b));
  if (a.is_unknown() || b.is_unknown()) return unknown_of(a, b);
  if (a.kind() == ValueKind::kText && b.kind() == ValueKind::kText) return Value::boolean(a.as_text() == b.as_text());
  if (a.kind() == ValueKind::kText) std::swap(a, b);
  const Reference& x = a.as_reference();
  if (b.kind() == ValueKind::kText) {
    if (x.text && *x.text == b.as_text()) return Value::boolean(true);
    Value row = follow(x, {});
    return row.kind() == ValueKind::kRow ? refers_row(b, *row.as_row()) : Value::unknown(ReasonCode::kUnresolvedReference, "a reference and a text that may be another name of its target");
  }
  const Reference& y = b.as_reference();
  if (x.address && y.address) {
    bool same = *x.address == *y.address && x.source == y.source;
    if (!same && x.kind == kAccount && x.source == y.source) return Value::unknown(ReasonCode::kAmbiguous, "`" + *x.address + "` and `" + *y.address + "` may be one account");
    return Value::boolean(same);
  }
  if (x.text && y.text && *x.text == *y.text) return Value::boolean(true);
  Value row_x = follow(x, {}), row_y = follow(y, {});
  if (row_x.kind() == ValueKind::kRow) return refers_row(b, *row_x.as_row());
  if (row_y.kind() == ValueKind::kRow) return refers_row(a, *row_y.as_row());
  return unknown_of(row_x, row_y);
}

Value Evaluator::follow(const Reference& reference, const Places& places) {
  const std::optional<Place> where = places.empty() ? std::nullopt : std::optional(places.front());
  const EntityType* entity = program_.find_entity(reference.kind);
  if (entity == nullptr || snapshot_ == nullptr) return Value::unknown(ReasonCode::kUnresolvedReference, "nothing to follow the reference to", where);
  auto one_of = [&](const std::vector<const Row*>& rows, const std::string& name, const std::string& nothing) {
    if (rows.empty()) return Value::unknown(ReasonCode::kUnresolvedReference, nothing, where);
    if (rows.size() > 1) return Value::unknown(ReasonCode::kAmbiguous, "several rows are `" + name + "`", where);
    if (rows.front()->presence == Presence::kSure) return Value::row(rows.front());
    if (rows.front()->doubt != nullptr) return Value::unknown(std::vector<ReasonPtr>{rows.front()->doubt});
    return Value::unknown(ReasonCode::kAmbiguous, "`" + name + "` may or may not be there", where);
  };
  if (reference.address) {
    return one_of(snapshot_->at_address(entity, reference.source, *reference.address), *reference.address, "`" + *reference.address + "` is no known `" + entity->name + "`");
  }
  if (reference.text) {
    const RawResource* writer = where && where->node != nullptr ? where->node->resource : nullptr;
    std::vector<const Row*> rows;
    for (const Row* row : snapshot_->with_identity(entity, *reference.text)) {
      Value same = text_is_identity(*reference.text, {row->identities(), row->resource, row->id}, writer);
      if (same.is_unknown()) return same;
      if (is_true(same)) rows.push_back(row);
    }
    return one_of(rows, *reference.text, "`" + *reference.text + "` is in no source of this run");
  }
  return ambiguous(reference.candidates, where);
}

Value Evaluator::resolved(const Value& value_in) {
  Value value = needed(value_in);
  if (value.is_unknown()) return value;
  if (value.kind() == ValueKind::kFile) return Value::boolean(value.file_there());
  if (value.kind() == ValueKind::kRow) return Value::boolean(true);
  if (value.kind() != ValueKind::kReference) return Value::unknown(ReasonCode::kWrongShape, "no reference");
  Value row = follow(value.as_reference(), {});
  if (row.kind() == ValueKind::kRow) return Value::boolean(true);
  const EntityType* entity = program_.find_entity(value.as_reference().kind);
  bool decided = is_decided(value.as_reference()) && row.reasons().front()->code == ReasonCode::kUnresolvedReference;
  return decided && entity != nullptr && snapshot_ != nullptr && snapshot_->complete(entity) ? Value::boolean(false) : row;
}

Value Evaluator::convert_reference(const RawNode* node, const Type& type) {
  return as_one_look([&] { return convert_reference_now(node, type); }, [&](const Value& converted) { observer->reference(*node, type, converted); });
}

Value Evaluator::convert_reference_now(const RawNode* node, const Type& type) {
  if (!read_raw(node)) return Value::unknown(ReasonCode::kMasked, "masked");
  Reference reference;
  reference.kind = type.entity == nullptr ? "" : type.entity->name;
  reference.via_owner = type.kind == TypeKind::kOwner;
  reference.source = raw_.source_of(node->resource);
  if (as_resource(Value::raw(node)) != nullptr) {
    reference.address = node->resource->address;
    return Value::reference(std::move(reference)).with_places(Places(*node));
  }
  const RawNode* at = node;
  for (int depth = 0; depth < kMaxReferenceChain && at->reference != nullptr && at->reference->exact; ++depth) {
    const RawResource* named = at->reference->targets.front();
    const std::vector<const Map*>& maps = raw_.maps_of(*named);
    bool fits = type.entity == nullptr || std::any_of(maps.begin(), maps.end(), [&](const Map* map) { return map->kind->has(type.entity); });
    const RawNode* next = named->root->find(at->reference->attribute);
    if (!fits && next != nullptr && (next->reference != nullptr || next->kind == RawNode::Kind::kString)) {
      at = next;
      continue;
    }
    bool identity = at->reference->attribute.empty() || is_true(refers_resource(Value::raw(at), *named));
    if (identity && fits) {
      reference.address = named->address;
      if (at->kind == RawNode::Kind::kString && !at->sensitive && !node->sensitive) reference.text = std::string(at->text);
      return Value::reference(std::move(reference)).with_places({{node, "by configuration reference"}});
    }
    break;
  }
  switch (at->kind) {
    case RawNode::Kind::kAbsent: return Value::absent().with_places(Places(*node));
    case RawNode::Kind::kString:
      if (node->sensitive || at->sensitive) return Value::unknown(ReasonCode::kSensitive, "sensitive", Place{node, ""});
      reference.text = std::string(at->text);
      return Value::reference(std::move(reference)).with_places(Places(*node));
    case RawNode::Kind::kUnknown: break;
    default: return Value::unknown(ReasonCode::kWrongShape, "not a text that could name a resource", Place{node, ""});
  }
  if (at->reference == nullptr || at->configured == Configured::kNo) return Value::unknown(ReasonCode::kKnownAfterApply, "known after apply", Place{node, ""});
  for (const RawResource* target : at->reference->targets) reference.candidates.push_back(target->address);
  if (is_made_of_parameters(*at) && type.entity != nullptr) {
    for (const RawResource& resource : raw_.sources()[static_cast<size_t>(reference.source)]->resources) {
      const std::vector<const Map*>& maps = raw_.maps_of(resource);
      if (std::none_of(maps.begin(), maps.end(), [&](const Map* map) { return map->kind->has(type.entity); })) continue;
      const Value named = may_name(*at, resource);
      if (is_true(named)) {
        reference.candidates.clear();
        reference.address = resource.address;
        return Value::reference(std::move(reference)).with_places({{node, "by the same parameters"}});
      }
      if (named.is_unknown()) reference.candidates.push_back(resource.address);
    }
  }
  reference.complete = at->reference->complete && !at->reference->exact;
  return Value::reference(std::move(reference)).with_places({{node, "by configuration: " + at->reference->expression}});
}

}  // namespace sekisho
