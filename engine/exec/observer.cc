// Observer: roles, one evaluation, and what relates roles to others; looks at values are in raw_looks.cc and row_looks.cc.
#include "engine/exec/observer.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

const void* pointer_of(const Role& role) { return role.row != nullptr ? static_cast<const void*>(role.row) : role.resource; }

// Rows, and resources of raw values, in a value.
template <class Visit>
void each_row(const Value& value, const Visit& visit) {
  switch (value.kind()) {
    case ValueKind::kRow: visit(Role{nullptr, value.as_row()}); break;
    case ValueKind::kRaw:
      if (value.as_raw()->resource != nullptr) visit(Role{value.as_raw()->resource, nullptr});
      break;
    case ValueKind::kList: case ValueKind::kSet:
      for (const Value::Member& member : value.members()) each_row(member.value, visit);
      break;
    case ValueKind::kDict:
      for (const Value::Entry& entry : value.entries()) each_row(entry.value, visit);
      break;
    case ValueKind::kRecord:
      for (const Value::Field& field : value.fields()) each_row(field.value, visit);
      break;
    default: break;
  }
}

bool is_member(const Role& role, const Expression& population) {
  if (population.entity != nullptr) return role.row != nullptr && role.row->kind->has(population.entity);
  if (role.resource == nullptr) return false;
  return population.raw_type == role.resource->adapter + "." + role.resource->type || population.raw_type == role.resource->adapter + ".*";
}

}  // namespace

int Observer::role_of(const RawResource* resource) const {
  for (size_t i = 0; i < roles_.size(); ++i) {
    if (resource != nullptr && roles_[i].resource == resource) return static_cast<int>(i);
  }
  return -1;
}

int Observer::role_of(const Row* row) const {
  for (size_t i = 0; i < roles_.size(); ++i) {
    if (row != nullptr && roles_[i].row == row) return static_cast<int>(i);
  }
  return -1;
}

int Observer::add_role(const Role& role) {
  const int present = role_of(role);
  if (present >= 0) return present;
  if (roles_.size() == Observation::kConstant) {
    shared_ = false;
    return Observation::kConstant;
  }
  roles_.push_back(role);
  return static_cast<int>(roles_.size()) - 1;
}

ResourceCells& Observer::cells_of(Role& role) {
  if (role.cells == nullptr) role.cells = &contents_.cells_of(*role.resource);
  return *role.cells;
}

Outcome Observer::base_of(Role& role) {
  if (role.row == nullptr) return cells_of(role).base;
  if (role.row->kind != last_kind_) {
    last_kind_ = role.row->kind;
    last_kind_number_ = kind_numbers_.try_emplace(last_kind_, static_cast<uint32_t>(kind_numbers_.size())).first->second;
  }
  const uint32_t kind = last_kind_number_;
  return fault(51) ? kind : kind * 4 + static_cast<uint32_t>(role.row->presence);
}

void Observer::begin(const Role& subject, bool record) {
  roles_.clear();
  roles_.push_back(subject);
  seen_.clear();
  if (!constant_members_.empty()) constant_members_.clear();   // which goes through all its buckets
  constant_populations_.clear();
  shared_ = true;
  ++evaluation_;
  recording_ = record;
  if (record) seen_.push_back({Observation{}, base_of(roles_.front())});
}

bool Observer::end() {
  recording_ = false;
  return shared_ || fault(47);
}

bool Observer::noted(const Observation& observation) const {
  return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) { return seen.observation.same_look(observation); });
}

void Observer::escapes(const Value& value) {
  if (!recording_) return;
  each_row(value, [&](const Role& role) {
    if (evaluator_.bound_as_constant(pointer_of(role))) constant_members_.insert(pointer_of(role));
  });
}

void Observer::constant(const Value& value) {
  if (recording_) each_row(value, [&](const Role& role) { constant_members_.insert(pointer_of(role)); });
}

void Observer::constant(const Expression& population) {
  if (recording_) constant_populations_.push_back(&population);
}

void Observer::relate(int role) {
  if (role < 0) return;
  const Role& related = roles_[static_cast<size_t>(role)];
  bool constant = evaluator_.bound_as_constant(pointer_of(related)) || constant_members_.contains(pointer_of(related)) ||
                  std::any_of(constant_populations_.begin(), constant_populations_.end(), [&](const Expression* population) { return is_member(related, *population); });
  if (constant) unshared();
}

Outcome Observer::outcome_of_members(const Value::Members& members) {
  std::string out = "join";
  for (const Value::Member& member : members) {
    put(out, member.presence);
    put(out, member.doubt == nullptr);
    if (member.doubt != nullptr) put(out, member.doubt->code);
    Role role;
    if (member.value.kind() == ValueKind::kRow) role.row = member.value.as_row();
    else if (member.value.kind() == ValueKind::kRaw) role.resource = member.value.as_raw()->resource;
    if (role.row == nullptr && role.resource == nullptr) continue;  // the member that stands for those nobody sees
    put(out, add_role(role));
    put(out, base_of(role));
  }
  return contents_.of_text(out);
}

bool Observer::joined(const Evaluator::Join& join, const Role& target, const Value::Members& members) {
  if (!recording_) return false;
  const int role = role_of(target);
  if (role < 0 || fault(3)) return false;
  relate(role);
  note({Observation::What::kJoin, static_cast<uint8_t>(role), Observation::kConstant, false, 0, keep(join)}, outcome_of_members(members));
  return true;
}

bool Observer::named(const Evaluator::Join& join, const Value& value, const Value::Members& members) {
  if (value.kind() != ValueKind::kRaw) return false;
  const std::optional<Observation> look = look_at(Observation::What::kNamed, *value.as_raw(), keep(join));
  if (!look) return false;
  relate(look->role);
  note(*look, outcome_of_members(members));
  return true;
}

Outcome Observer::outcome_of_truth(const Value& value) {
  scratch_ = "truth";
  put(scratch_, value.kind());
  if (value.is_unknown()) put_reasons(scratch_, value);
  else put(scratch_, is_true(value));
  return contents_.of_text(scratch_);
}

void Observer::note_refers(const Value& a, const Role& target, const Value& outcome) {
  if (!recording_) return;
  const int other = role_of(target);
  int role = a.kind() == ValueKind::kRow ? role_of(a.as_row()) : a.kind() == ValueKind::kRaw ? role_of(a.as_raw()->resource) : -1;
  if (role < 0 && other < 0) return;
  relate(role);
  relate(other);
  Observation observation{Observation::What::kRefers, Observation::kConstant, Observation::kConstant, false, 0, nullptr};
  if (other >= 0) observation.other = static_cast<uint8_t>(other);
  else observation.subject = target.row != nullptr ? static_cast<const void*>(target.row) : target.resource;
  observation.to_row = target.row != nullptr;
  if (role >= 0) {
    observation.role = static_cast<uint8_t>(role);
    if (a.kind() == ValueKind::kRaw) {
      std::optional<uint32_t> path = raw_path(*a.as_raw());
      if (!path) return unshared();
      observation.key = *path;
    }
  } else {
    observation.key = static_cast<uint32_t>(constants_.size());
    constants_.push_back(a);
  }
  note(observation, outcome_of_truth(outcome));
}

Outcome Observer::observe(const Observation& o) {
  Role none;
  Role& role = o.role == Observation::kConstant ? none : roles_[o.role];
  switch (o.what) {
    case Observation::What::kBase: return base_of(role);
    case Observation::What::kCell: return contents_.cell(cells_of(role), o.key);
    case Observation::What::kPart:
    case Observation::What::kWhole: return outcome_of_raw(*role.resource, o.key, o.what == Observation::What::kWhole);
    case Observation::What::kOrigin: {
      ResourceCells& cells = cells_of(role);
      for (const auto& [part, content] : cells.origin) {
        if (part == o.key) return content;
      }
      const std::string& part = contents_.key(o.key);
      const std::optional<Outcome> of_tags = outcome_of_tags(cells, part);
      ContentId content = of_tags ? *of_tags : contents_.of(evaluator_.origin_part(*role.resource, part));
      cells.origin.emplace_back(o.key, content);
      return content;
    }
    case Observation::What::kJoin: {
      const Evaluator::Join& join = *static_cast<const Evaluator::Join*>(o.subject);
      return outcome_of_members(role.row != nullptr ? evaluator_.joined_with(join, *role.row) : evaluator_.joined_with(join, *role.resource));
    }
    case Observation::What::kNamed: {
      const Evaluator::Join& join = *static_cast<const Evaluator::Join*>(o.subject);
      return outcome_of_members(evaluator_.named_by(join, Value::raw(node_at(*role.resource, o.key)), evaluator_.raw().source_of(roles_.front().resource)));
    }
    case Observation::What::kTarget: {
      const RawNode* node = node_at(*role.resource, o.key);
      return outcome_of_target(node->reference != nullptr && node->reference->exact ? node->reference->targets.front() : nullptr);
    }
    case Observation::What::kReference: return contents_.of(evaluator_.convert(Value::raw(node_at(*role.resource, o.key)), *static_cast<const Type*>(o.subject), nullptr));
    case Observation::What::kRefers: {
      Value a = o.role == Observation::kConstant ? constants_[o.key] : role.row != nullptr ? Value::row(role.row) : Value::raw(node_at(*role.resource, o.key));
      if (o.other != Observation::kConstant) {
        const Role& other = roles_[o.other];
        return outcome_of_truth(other.row != nullptr ? evaluator_.refers(a, Value::row(other.row)) : evaluator_.refers(a, Value::raw(other.resource->root)));
      }
      return outcome_of_truth(o.to_row ? evaluator_.refers(a, Value::row(static_cast<const Row*>(o.subject)))
                                       : evaluator_.refers(a, Value::raw(static_cast<const RawResource*>(o.subject)->root)));
    }
    case Observation::What::kStep: case Observation::What::kLeaf: case Observation::What::kMembers: case Observation::What::kPredicate:
    case Observation::What::kCovering: return observe_value(*role.row, o);
  }
  CHECK(false);
}

}  // namespace sekisho
