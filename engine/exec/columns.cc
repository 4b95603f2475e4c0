// Columns.
#include "engine/exec/columns.h"

#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

constexpr uint32_t kNoClass = UINT32_MAX;

enum Applies : uint32_t { kNo, kYes, kUndecided };

uint32_t packed(const Columns::Decided& decided) {
  return static_cast<uint32_t>(decided.verdict) | static_cast<uint32_t>(decided.applicability_unknown && !fault(61)) << 8 | static_cast<uint32_t>(decided.vacuous && !fault(60)) << 9;
}

Columns::Decided unpacked(uint32_t bits) { return {static_cast<Verdict>(bits & 0xFF), (bits & 1u << 8) != 0, (bits & 1u << 9) != 0}; }

// What names such a row is in its frame, not in the resource alone: it came with the row.
bool is_of_each(const Row& row) { return !static_cast<const Map*>(row.maker)->each.empty(); }

}  // namespace

Columns::Columns(Evaluator& maps, Evaluator& rules)
    : maps_(maps), rules_(rules), contents_(maps.raw()), map_observer_(maps, contents_, nullptr), rule_observer_(rules, contents_, this), verdicts_(rules.program().rules.size()) {
  maps_.observer = &map_observer_;
  rules_.observer = &rule_observer_;
}

Columns::Places& Columns::places_of(const Row& row) {
  if (places_.size() <= row.number) places_.resize(std::max<size_t>(rules_.snapshot()->rows.size(), row.number + 1));
  return places_[row.number];
}

uint32_t& Columns::class_slot(const Row& row, size_t index) {
  Places& places = places_of(row);
  if (places.slots == 0) {
    places.slots = static_cast<uint32_t>(slots_.size() + 1);
    slotted_.push_back(row.number);
    slots_.resize(slots_.size() + row.kind->attributes.size(), kNoClass);
  }
  return slots_[places.slots - 1 + index];
}

const Value* Columns::value_here(const Row& row, size_t index) const {
  const uint32_t filled = row.number < places_.size() ? places_[row.number].filled : 0;
  return filled != 0 && filled_[filled - 1].made[index] ? &filled_[filled - 1].values[index] : nullptr;
}

Columns::AttributeColumn& Columns::column_of(const Map& map, size_t index) {
  if (last_map_ != &map) {
    last_map_ = &map;
    last_columns_ = &columns_[&map];
    if (last_columns_->empty()) last_columns_->resize(map.kind->attributes.size());
  }
  AttributeColumn& column = (*last_columns_)[fault(23) ? index & ~size_t{1} : index];
  if (!column.asked_for) {
    column.asked_for = true;
    column.items = items_of_attribute(map, map.kind->attributes[index].name);
    column.is_tags = is_tags(column.items);
  }
  return column;
}

Value Columns::evaluate_attribute(const AttributeColumn& column, const Map& map, const Row& row, size_t index) {
  Frame frame(map.slots);
  frame.resource = row.resource;
  frame.values[0] = Value::raw(row.resource->root);
  if (!map.each.empty()) {
    // Such a row is the only one that its map makes of the resource.
    const Binder& binder = map.each.front();
    const SeenMembers members = maps_.members(maps_.evaluate(*binder.collection, frame));
    CHECK(members.size() == 1);
    frame.values[static_cast<size_t>(binder.slot)] = members.front().value;
  }
  return assembled(maps_, run_items(maps_, column.items, *row.resource, frame), map.kind->attributes[index], *row.resource);
}

Value Columns::class_value(const AttributeColumn& column, const Row& row, size_t index) {
  maps_.without_own_places = true;
  Value value = evaluate_attribute(column, *static_cast<const Map*>(row.maker), row, index);
  maps_.without_own_places = false;
  return value;
}

uint32_t Columns::add_class(const Row& row, size_t index, Value value, bool shared) {
  const uint32_t number = free_.empty() ? static_cast<uint32_t>(classes_.size()) : free_.back();
  if (free_.empty()) classes_.emplace_back();
  else free_.pop_back();
  classes_[number] = {std::move(value), {}, {}, &row, static_cast<uint32_t>(index), true, shared};
  here_.push_back(number);
  return number;
}

const Value& Columns::attribute(const Row& row, size_t index) {
  if (const Value* here = value_here(row, index)) return *here;
  Value value = own_attribute(row, index);
  uint32_t& filled = places_of(row).filled;
  if (filled == 0) {
    const size_t attributes = row.kind->attributes.size();
    filled_.push_back({&row, std::vector<Value>(attributes), std::vector<bool>(attributes)});
    filled = static_cast<uint32_t>(filled_.size());
  }
  Filled& own = filled_[filled - 1];
  own.made[index] = true;
  return own.values[index] = std::move(value);
}

const Value& Columns::content(const Row& row, size_t index) {
  const Value* here = value_here(row, index);
  return here != nullptr ? *here : like(row, index);
}

Value Columns::own_attribute(const Row& row, size_t index) {
  const Map& map = *static_cast<const Map*>(row.maker);
  AttributeColumn& column = column_of(map, index);
  uint32_t& known = class_slot(row, index);
  if (known != kNoClass) {
    Observer::Pause pause(&map_observer_);
    return evaluate_attribute(column, map, row, index);
  }
  const bool pays = column.decisions.pays();
  map_observer_.begin({row.resource, nullptr}, pays);
  Value value = evaluate_attribute(column, map, row, index);
  const bool shared = map_observer_.end() && pays;
  known = add_class(row, index, value, shared);
  if (shared) column.decisions.add(map_observer_.seen(), known);
  return value;
}

const std::vector<RowIdentity>& Columns::identities(const Row& row) {
  if (is_of_each(row)) return row.own_identities.vector();
  Observer::Pause pause(&map_observer_);
  return maps_.identities_of(*row.resource);
}

std::vector<RowIdentity> Columns::make_identities(const Row& row) {
  if (is_of_each(row)) return row.own_identities.vector();
  Observer::Pause pause(&map_observer_);
  return maps_.make_identities(*row.resource);
}

uint32_t Columns::class_of(const Row& row, size_t index) {
  uint32_t& known = class_slot(row, index);
  if (known != kNoClass) return known;
  AttributeColumn& column = column_of(*static_cast<const Map*>(row.maker), index);
  const bool pays = column.decisions.pays();
  if (pays) {
    if (std::optional<uint32_t> found = column.decisions.find(map_observer_, {row.resource, nullptr})) return known = *found;
  }
  map_observer_.begin({row.resource, nullptr}, pays);
  Value value = class_value(column, row, index);
  const bool shared = map_observer_.end() && pays;
  known = add_class(row, index, std::move(value), shared);
  if (shared) column.decisions.add(map_observer_.seen(), known);
  return known;
}

const Value& Columns::like(const Row& row, size_t index) {
  if (row.later == nullptr) return row.attributes[index];
  const uint32_t number = class_of(row, index);
  Class& known = classes_[number];
  if (!known.is_here) {
    Observer::Pause pause(&map_observer_);
    known.value = class_value(column_of(*static_cast<const Map*>(known.row->maker), index), *known.row, index);
    known.is_here = true;
    here_.push_back(number);
  }
  return known.value;
}

void Columns::forget_values() {
  for (const uint32_t number : here_) {
    Class& one = classes_[number];
    if (one.shared) {
      one.value = Value();
      one.is_here = false;
    } else {
      one = {};
      free_.push_back(number);
    }
  }
  here_.clear();
  for (const Filled& one : filled_) places_[one.row->number].filled = 0;
  filled_.clear();
  // Which class a row is of is found again for the few that are asked for again.
  for (const uint32_t number : slotted_) places_[number].slots = 0;
  slotted_.clear();
  slots_.clear();
  contents_.forget_cells();
  contents_by_identity_.clear();
  for (Evaluator* evaluator : {&maps_, &rules_}) {
    evaluator->forget_identities();
    evaluator->forget_calls();
  }
  rule_observer_.forget_values();
}

std::vector<std::pair<uint32_t, ContentId>>* Columns::contents_of(const Row& row, size_t index) {
  return row.later == nullptr ? nullptr : &classes_[class_of(row, index)].contents;
}

std::vector<std::pair<uint32_t, Value>>* Columns::followed_of(const Row& row, size_t index) { return row.later == nullptr ? nullptr : &classes_[class_of(row, index)].followed; }

ContentId Columns::content_at(const Value& value) {
  auto [entry, is_new] = contents_by_identity_.try_emplace(value.identity());
  if (is_new) entry->second = contents_.of(value);
  return entry->second;
}

Value Columns::applies(const Map& map, const RawResource& resource) {
  Decisions& decisions = conditions_[&map];
  Role subject{&resource, nullptr};
  if (std::optional<uint32_t> known = decisions.find(map_observer_, subject); known && (*known != kUndecided || fault(59))) return Value::boolean(*known == kYes);
  Frame frame(map.slots);
  frame.resource = &resource;
  frame.values[0] = Value::raw(resource.root);
  map_observer_.begin(subject, true);
  Value holds = maps_.truth(*map.condition, frame);
  if (map_observer_.end()) decisions.add(map_observer_.seen(), is_true(holds) ? kYes : is_false(holds) ? kNo : kUndecided);
  return holds;
}

bool Columns::goes_through_nothing(const Map& map, const RawResource& resource) {
  Decisions& decisions = each_[&map];
  const Role subject{&resource, nullptr};
  const bool pays = decisions.pays();
  if (std::optional<uint32_t> known = pays ? decisions.find(map_observer_, subject) : std::nullopt) return *known == kNo;
  Frame frame(map.slots);
  frame.resource = &resource;
  frame.values[0] = Value::raw(resource.root);
  map_observer_.begin(subject, pays);
  const bool nothing = maps_.members(maps_.evaluate(*map.each.front().collection, frame)).empty();
  if (map_observer_.end() && pays) decisions.add(map_observer_.seen(), nothing ? kNo : kYes);
  return nothing;
}

Columns::Decided Columns::decide(const Rule& rule, const Subject& subject) {
  Decisions& decisions = verdicts_[static_cast<size_t>(&rule - rules_.program().rules.data())];
  Role role{subject.row == nullptr ? subject.resource : nullptr, subject.row};
  const bool pays = decisions.pays();
  if (std::optional<uint32_t> known = pays ? decisions.find(rule_observer_, role) : std::nullopt) {
#ifndef NDEBUG
    // What looks the same is the same: checked wherever it can be afforded.
    Observer::Pause pause(&rule_observer_);
    RuleVerdict again = verdict_of(rules_, rule, subject);
    CHECK((unpacked(*known) == Decided{again.decision.verdict, again.decision.applicability_unknown, again.vacuous}));
#endif
    return unpacked(*known);
  }
  rule_observer_.begin(role, pays);
  rules_.without_places = true;
  RuleVerdict verdict = verdict_of(rules_, rule, subject);
  rules_.without_places = false;
  Decided decided{verdict.decision.verdict, verdict.decision.applicability_unknown, verdict.vacuous};
  if (rule_observer_.end() && pays) decisions.add(rule_observer_.seen(), packed(decided));
  return decided;
}

}  // namespace sekisho
