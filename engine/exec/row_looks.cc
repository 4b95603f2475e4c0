// Observer: looks at values of rows, by their paths below an attribute.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/exec/columns.h"
#include "engine/exec/observer.h"

namespace sekisho {
bool Observer::first_look(const Observation& observation) {
  if (observation.role >= 32) return !noted(observation);
  RowPath& path = row_paths_[observation.key];
  if (path.noted_in != evaluation_) {
    path.noted_in = evaluation_;
    path.noted = 0;
  }
  const uint32_t role = uint32_t{1} << (fault(74) ? 0 : observation.role);
  return (std::exchange(path.noted, path.noted | role) & role) == 0;
}

uint32_t Observer::path_of(size_t attribute) {
  if (attribute_paths_.size() <= attribute) attribute_paths_.resize(attribute + 1);
  uint32_t& path = attribute_paths_[attribute];
  if (path == 0) {
    row_paths_.push_back({attribute, {}, {}});
    path = static_cast<uint32_t>(row_paths_.size());
  }
  return path - 1;
}

uint32_t Observer::path_below(uint32_t path, std::string_view field) { return extended(path, RowStep::To::kField, field, 0); }

uint32_t Observer::path_of_entry(uint32_t path, std::string_view key) { return extended(path, RowStep::To::kEntry, key, 0); }

uint32_t Observer::path_of_member(uint32_t path, size_t index) { return extended(path, RowStep::To::kMember, "", fault(73) ? 0 : static_cast<uint32_t>(index)); }

uint32_t Observer::extended(uint32_t path, RowStep::To to, std::string_view name, uint32_t index) {
  for (const uint32_t longer : row_paths_[path].longer) {
    const RowStep& last = row_paths_[longer].steps.back();
    if (last.to == to && last.index == index && last.name == name) return longer;
  }
  const auto number = static_cast<uint32_t>(row_paths_.size());
  RowPath longer{row_paths_[path].attribute, row_paths_[path].steps, {}};
  longer.steps.push_back({to, index, std::string(name)});
  row_paths_.push_back(std::move(longer));
  row_paths_[path].longer.push_back(number);
  return number;
}

const Value* Observer::value_at(const Row& row, uint32_t path) {
  static const Value kAbsent;
  const Value* value = &columns_->like(row, row_paths_[path].attribute);
  // Where a part is asked for, what holds it was seen to be a record, a dict, or a collection of as many.
  for (const RowStep& step : row_paths_[path].steps) {
    switch (step.to) {
      case RowStep::To::kField:
        CHECK(value->kind() == ValueKind::kRecord);
        value = value->field(step.name);
        if (value == nullptr) return &kAbsent;
        break;
      case RowStep::To::kEntry: {
        CHECK(value->kind() == ValueKind::kDict);
        auto [kept, is_new] = entries_.try_emplace({fault(48) ? 0 : columns_->content_at(*value), step.name});
        if (is_new) kept->second = entry_of(*value, step.name);
        value = &kept->second;
        break;
      }
      case RowStep::To::kMember:
        CHECK(is_collection(*value) && step.index < value->members().size());
        value = &value->members()[step.index].value;
        break;
      case RowStep::To::kLead: case RowStep::To::kShape: case RowStep::To::kSize: case RowStep::To::kPredicate: case RowStep::To::kCovering: break;
    }
  }
  return value;
}

Outcome Observer::outcome_of_step(const Value& value, const Value& followed) {
  if (value.kind() == ValueKind::kRecord) return contents_.of_text("record");
  if (value.kind() == ValueKind::kDict) return contents_.of_text("dict");
  if (value.kind() == ValueKind::kReference) return outcome_of_followed(followed);
  std::string out = "step";
  put(out, contents_.of(value));
  return contents_.of_text(out);
}

Outcome Observer::outcome_of_followed(const Value& followed) {
  std::string out;
  if (followed.kind() == ValueKind::kRow) {
    out = "row";
    Role role{nullptr, followed.as_row()};
    const int number = add_role(role);
    if (!fault(49)) put(out, number);
    put(out, base_of(role));
  } else {
    out = "nowhere";
    put_reasons(out, followed);
  }
  return contents_.of_text(out);
}

void Observer::attribute(int role, uint32_t path, const Value& value, const Value& followed, bool whole) {
  if (!recording_) return;
  const Observation observation{whole ? Observation::What::kLeaf : Observation::What::kStep, static_cast<uint8_t>(role), Observation::kConstant, false,
                                whole ? path : extended(path, RowStep::To::kLead, "", 0), nullptr};
  if (!first_look(observation) || (fault(8) && !whole) || (fault(9) && whole && role > 0)) return;
  if (followed.kind() == ValueKind::kRow || (evaluator_.mask != nullptr && !whole)) relate(role);
  note_attribute(observation, [&] {
    return whole ? kept_by_class(*roles_[static_cast<size_t>(role)].row, path, [&] { return contents_.of(value); }) : outcome_of_step(value, followed);
  });
}

Outcome Observer::observe_unmasked(const Observation& observation) {
  const Pause pause(this);
  return without_mask([&] { return observe(observation); });
}

bool Observer::members(int role, uint32_t path, const Value& value, bool records) {
  if (!recording_) return false;
  const uint32_t asked = extended(path, records ? RowStep::To::kShape : RowStep::To::kSize, "", 0);
  const Observation observation{Observation::What::kMembers, static_cast<uint8_t>(role), Observation::kConstant, false, asked, nullptr};
  if (first_look(observation)) note_attribute(observation, [&] { return outcome_of_shape(value, records); });
  if (!is_collection(value)) return false;
  // Each part of each member is a look of its own.
  constexpr size_t kFewMembers = 8;
  if (value.members().size() <= kFewMembers) return true;
  attribute(role, path, value, {}, true);
  return false;
}

Outcome Observer::outcome_of_shape(const Value& value, bool records) {
  std::string out = "shape";
  put(out, value.kind());
  if (!is_collection(value)) {
    put(out, contents_.of(value));
    return contents_.of_text(out);
  }
  if (!records && fault(77)) return contents_.of_text(out);
  for (const Value::Member& member : value.members()) {
    if (!fault(72)) {
      put(out, member.presence);
      if (member.doubt != nullptr) put(out, member.doubt->code);
    }
    if (!records) continue;
    const bool record = member.value.kind() == ValueKind::kRecord;
    put(out, record);
    if (!record) put(out, contents_.of(member.value));
  }
  return contents_.of_text(out);
}

std::optional<Outcome> Observer::Kept::find(uint32_t key) {
  if (of_class == nullptr) return std::nullopt;
  // Looks mostly come in the order of those before, or a few further on.
  const auto is_it = [&](const auto& one) { return one.first == key; };
  const auto from = of_class->begin() + static_cast<std::ptrdiff_t>(std::min(next, of_class->size()));
  auto found = std::find_if(from, of_class->end(), is_it);
  if (found == of_class->end()) {
    found = std::find_if(of_class->begin(), from, is_it);
    if (found == from) return std::nullopt;
  }
  next = static_cast<size_t>(found - of_class->begin()) + 1;
  return found->second;
}

Outcome Observer::Kept::add(uint32_t key, Outcome outcome) {
  if (of_class != nullptr) of_class->emplace_back(key, outcome);
  return outcome;
}

Observer::Kept& Observer::kept_of(const Row& row, uint32_t path) {
  const size_t attribute = row_paths_[path].attribute;
  if (kept_.row != &row || kept_.attribute != attribute) kept_ = {&row, attribute, columns_->contents_of(row, attribute)};
  return kept_;
}

template <class Look>
Outcome Observer::kept_by_class(const Row& row, uint32_t path, const Look& look) {
  if (const std::optional<Outcome> known = kept_of(row, path).find(path)) return *known;
  const Outcome outcome = look();
  return kept_of(row, path).add(path, outcome);
}

Outcome Observer::observe_step(const Row& row, uint32_t path) {
  // What leads to no other row is the same for all of a class.
  if (const std::optional<Outcome> known = kept_of(row, path).find(path)) return *known;
  // Where a reference leads is the same for all of a class, too; what is seen there depends on the roles.
  auto* const followed = columns_->followed_of(row, row_paths_[path].attribute);
  if (followed != nullptr) {
    const auto known = std::find_if(followed->begin(), followed->end(), [&](const auto& one) { return one.first == path; });
    if (known != followed->end()) return outcome_of_followed(known->second);
  }
  const Value& value = *value_at(row, path);
  if (value.kind() != ValueKind::kReference) return kept_of(row, path).add(path, outcome_of_step(value, Value()));
  const Value leads_to = evaluator_.follow(value.as_reference(), value.places());
  if (followed != nullptr) followed->emplace_back(path, leads_to);
  return outcome_of_followed(leads_to);
}

Outcome Observer::observe_value(const Row& row, const Observation& o) {
  if (const std::optional<Outcome> among_tags = outcome_among_tags(row, o)) return *among_tags;
  switch (o.what) {
    case Observation::What::kStep: return observe_step(row, o.key);
    case Observation::What::kLeaf:
      return kept_by_class(row, o.key, [&] {
        const Value& value = *value_at(row, o.key);
        return row.later == nullptr ? columns_->content_at(value) : contents_.of(value);
      });
    case Observation::What::kMembers: return kept_by_class(row, o.key, [&] { return outcome_of_shape(*value_at(row, o.key), row_paths_[o.key].steps.back().to == RowStep::To::kShape); });
    case Observation::What::kPredicate: return kept_by_class(row, o.key, [&] { return outcome_of_predicate(row, o.key); });
    case Observation::What::kCovering:
      if (!is_of_one_attribute(o.key)) return outcome_of_covering(row, o.key);
      return kept_by_class(row, o.key, [&] { return outcome_of_covering(row, o.key); });
    default: CHECK(false);
  }
}

}  // namespace sekisho
